"""How records are found in the back office: articles by the archive's own search, hospitals by their pinyin too."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from articles.models import Article, Hospital, HospitalName
from articles.search.base import search
from articles.search.contract import pair_index

SHORTEST = 2
"""Letters from which on a chooser takes them for pinyin."""
MOST_SPELLINGS = 400
"""Of the spellings that begin so, how many are offered at most, the first of the alphabet."""


def is_chooser(request: HttpRequest) -> bool:
    """Whether a field asks, which offers records to point to, rather than a list."""
    return request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"


def offered(request: HttpRequest, records: QuerySet) -> QuerySet:
    """What a chooser may offer of records that can be merged: no signposts. A list shows them all."""
    return records.filter(merged_into=None) if is_chooser(request) else records


class Chooser(AutocompleteSelect):
    """A field that chooses by searching, as the foreign key `field` of a model does. Nonsense chooses nothing."""

    def __init__(self, field: Any, **kwargs):
        super().__init__(field, admin.site, **kwargs)

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        """With words in the empty field, which are also its name for those who hear the page."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": gettext("Type to search")}

    def optgroups(self, name: str, value: list, attr: dict | None = None) -> list:
        return super().optgroups(name, [each for each in value if str(each).isdecimal() or not each], attr)


class ManyChooser(AutocompleteSelectMultiple):
    """A field that chooses several records by searching. Each is taken out by itself: no button takes out all."""

    def __init__(self, field: Any, **kwargs):
        super().__init__(field, admin.site, **kwargs)

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class SearchedArticles:
    """Lists and choosers of articles look where readers look, in drafts too; and at file names and ids."""

    def get_search_results(self, request: HttpRequest, articles: QuerySet, term: str) -> tuple[QuerySet, bool]:
        if not term.strip():
            return articles, False
        by_words = Q(pk__in=search(term, user=request.user, articles=Article.objects.all()).keys())
        return articles.filter(by_words | Q(page__path__icontains=term) | Q(public_id=term)), False


class SearchedHospitals:
    """Hospitals are found by a piece of any of their names, by whole pinyin from its beginning, and by its initials."""

    def get_search_results(self, request: HttpRequest, hospitals: QuerySet, term: str) -> tuple[QuerySet, bool]:
        found, may_repeat = super().get_search_results(request, hospitals, term)
        if not is_pinyin(term):
            return found, may_repeat
        return offered(request, hospitals).filter(typed_as(term) | Q(pk__in=found.order_by().values("pk"))), False


def is_pinyin(term: str) -> bool:
    return len(term) >= SHORTEST and term.isascii() and term.isalpha()


def typed_as(letters: str) -> Q:
    """Condition: one of the hospital's names is typed so, or begins so. The index of what is typed answers it."""
    spelled = pair_index().spelled(letters.lower(), ["hospital", "hospitalname"], MOST_SPELLINGS)
    own = [key for kind, key in spelled if kind == "hospital"]
    further = [key for kind, key in spelled if kind == "hospitalname"]
    return Q(pk__in=own) | Q(pk__in=HospitalName.objects.filter(pk__in=further).order_by().values("hospital"))


class ChooserView(AutocompleteJsonView):
    """What choosers show of a record: a hospital with its place, since names repeat."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        return super().serialize_result(obj, to_field_name) | {"text": chooser_label(obj)}


def chooser_label(record: Model) -> str:
    if not isinstance(record, Hospital):
        return str(record)
    place = " ".join(filter(None, [record.province, record.city, record.district]))
    return f"{record.name}（{place}）" if place else record.name
