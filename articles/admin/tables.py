"""Tables as people write them: headings and values in words of any language of the site, files as spreadsheets do."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, DateField, Field
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import CSV
from import_export.widgets import DateWidget, ForeignKeyWidget, Widget

from articles.ingest.sources.manifest import as_text, day


class SpreadsheetCSV(CSV):
    """CSV that a spreadsheet shows rightly: written with a mark of its encoding, read in any that is usual here."""

    def get_read_mode(self) -> str:
        return "rb"

    def is_binary(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **kwargs) -> Any:
        return super().create_dataset(as_text(in_stream), **kwargs)

    def export_data(self, dataset: Any, **kwargs) -> bytes:
        return super().export_data(dataset, **kwargs).encode("utf-8-sig")


class WordsWidget(Widget):
    """One of a few values, written as the word for it; read in any language, as it is stored, or as `also` says."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], also: Mapping[str, Any] | None = None, **_of_texts):
        super().__init__()
        self.words, self.also = dict(choices), also or {}

    def render(self, value: Any, obj: Any = None, **kwargs) -> str:
        return str(self.words.get(value, ""))

    def clean(self, value: Any, row: dict | None = None, **kwargs) -> Any:
        given = str(value).strip()
        meant = {word.lower(): stored for stored, label in self.words.items() for word in (str(stored), *spoken(label))}
        meant |= self.also
        if given.lower() in meant or not given:
            return meant.get(given.lower(), "")
        known = _(", ").join(map(str, self.words.values()))
        raise ValueError(_("“%(given)s” is none of: %(known)s") % {"given": given, "known": known})


class DayWidget(DateWidget):
    """A date as people write it."""

    def clean(self, value: Any, row: dict | None = None, **kwargs) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().clean(value, row, **kwargs)
        if (found := day(value.strip())) is None:
            raise ValueError(_("%(text)s is not a date such as 2022-07-01") % {"text": value})
        return found


class RecordWidget(ForeignKeyWidget):
    """A record as name and public id, 示范医院〔abcd2345〕. The id alone does too, or a name that only one bears."""

    def render(self, value: Any, obj: Any = None, **kwargs) -> str:
        return f"{value.name}〔{value.public_id}〕" if value else ""

    def clean(self, value: Any, row: dict | None = None, **kwargs) -> Any:
        if not (given := str(value or "").strip()):
            return None
        written = WITH_ID.search(given)
        found = self.model.objects.filter(public_id=written[1] if written else given).first()
        named = [found] if found else list(self.model.objects.filter(name=given, merged_into=None)[:2])
        if len(named) != 1:
            several, none = _("Several are called “%s”: write the public id."), _("There is no record “%s”.")
            raise ValueError((several if named else none) % given)
        return named[0]


WITH_ID = re.compile(r"〔(\w+)〕$")
YES_NO = ((True, gettext_lazy("Yes")), (False, gettext_lazy("No")))
DIGITS = {"1": True, "0": False}


def widget_for(field: Field) -> Any:
    """What writes and reads a field of a model in words; None where the library does it well."""
    if field.choices:
        return partial(WordsWidget, field.choices)
    if isinstance(field, BooleanField):
        return partial(WordsWidget, YES_NO, also=DIGITS)
    return DayWidget if isinstance(field, DateField) else None


def spoken(text: Any) -> set[str]:
    """A translated text in every language of the site."""
    words = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words.add(str(text))
    return words
