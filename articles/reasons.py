"""What the reasons for review are called. The codes are those of `articles.restore.types.REASONS`."""

from django.utils.translation import gettext_lazy as _

REASON_LABELS = {
    "title_missing": _("the page prints no title"),
    "title_assigned": _("the title was assigned by fit"),
    "placed_by_fit": _("a block was moved here by fit"),
    "truncated": _("the text breaks off"),
    "continuation_missing": _("a continuation is missing"),
    "section_missing": _("a numbered part is missing"),
    "unusual_width": _("lines of unusual width"),
    "leftover_lines": _("lines of the page found no place"),
    "undecodable": _("bytes had to be replaced"),
}


def reason_label(code: str) -> str:
    return str(REASON_LABELS.get(code, code))
