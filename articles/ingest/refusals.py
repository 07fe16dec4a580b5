"""Why a file was not read, in words for people."""

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.ingest.sources import SourceError
from articles.page_schema import SchemaError
from articles.restore.types import UnreadablePageError

REFUSALS = {
    "empty": gettext_lazy("The file is empty."),
    "blank": gettext_lazy("The file holds nothing but white space."),
    "pdf": gettext_lazy("This is a PDF file: copy the text of its pages into a text file."),
    "office": gettext_lazy("This is a zip, Word or Excel file: save its text as plain text in UTF-8."),
    "image": gettext_lazy("This is an image: the archive reads text only."),
    "rich_text": gettext_lazy("This is a rich text file: save it as plain text in UTF-8."),
    "binary": gettext_lazy("This is binary data, not text: save the text of the page as UTF-8."),
    "mismarked": gettext_lazy("The file begins like one encoding and goes on in another: save it as UTF-8."),
    "unknown_encoding": gettext_lazy(
        "The file is in no encoding we know (UTF-8, UTF-16 with a mark, GB18030): save it as UTF-8."
    ),
}
"""The sentences of `articles.restore.types.UNREADABLE`, for translation."""


SCHEMA_FAULTS = {
    "choice": gettext_lazy("%(place)s is none of: %(detail)s"),
    "differs": gettext_lazy("%(place)s does not agree with %(detail)s"),
    "missing": gettext_lazy("%(place)s is missing"),
    "no_date": gettext_lazy("%(place)s is no date such as 2022-07-01"),
    "no_flag": gettext_lazy("%(place)s is neither true nor false"),
    "no_list": gettext_lazy("%(place)s is no list"),
    "no_number": gettext_lazy("%(place)s is no number of at most twelve digits"),
    "no_object": gettext_lazy("%(place)s is no object"),
    "no_place": gettext_lazy("%(place)s lies outside of what it points at"),
    "no_text": gettext_lazy("%(place)s is no text"),
    "not_printed": gettext_lazy("%(place)s does not stand in the passage that it names"),
    "too_long": gettext_lazy("%(place)s is longer than %(detail)s characters"),
    "unstorable": gettext_lazy("%(place)s holds a character that is none (NUL, or half of a pair)"),
    "year": gettext_lazy("%(place)s is no year from 1500 to 2200"),
}
"""The sentences of `articles.page_schema.nodes.PROBLEMS`, for translation."""


def is_expected(error: Exception) -> bool:
    """Whether it is the fault of the file, or of the database, rather than ours."""
    return isinstance(error, SourceError | UnreadablePageError | SchemaError | OperationalError | InterfaceError)


def in_words(error: Exception) -> str:
    """The reason that an error gives; a fault of ours says that it is one."""
    if isinstance(error, UnreadablePageError):
        return str(REFUSALS[error.code])
    if isinstance(error, SchemaError):
        return str(SCHEMA_FAULTS[error.code]) % {"place": error.place, "detail": error.detail}
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, OperationalError | InterfaceError):
        return _("the database refused it: %(error)s") % {"error": str(error).strip()}
    return _("internal error: %(error)s") % {"error": repr(error)}
