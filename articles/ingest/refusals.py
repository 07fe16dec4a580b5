"""Why a file was not read, in words for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.ingest.sources import SourceError
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


def in_words(error: Exception) -> str:
    """The reason that an error gives; a fault of ours says that it is one."""
    if isinstance(error, UnreadablePageError):
        return str(REFUSALS[error.code])
    if isinstance(error, SourceError):
        return str(error)
    return _("internal error: %(error)s") % {"error": repr(error)}
