"""What readers call the repairs that were applied to a page."""

from django.utils.translation import gettext_lazy as _

REPAIRS = {
    "drop_invisible": _("invisible characters dropped"),
    "drop_private_use": _("ornaments without a meaning dropped"),
    "plain_glyphs": _("look-alike glyphs replaced"),
    "plain_spaces": _("kinds of white space made plain"),
    "plain_letters": _("full-width letters and digits made plain"),
    "plain_numbers": _("full-width marks in numbers made plain"),
    "close_letter_spacing": _("letter spacing closed"),
    "close_spaces": _("typesetting spaces closed"),
    "single_spaces": _("several spaces made one"),
    "undouble_phrases": _("shadow copy removed"),
    "undouble_dashed": _("shadow copy of a dashed line removed"),
    "undouble_across_lines": _("shadow copy across lines removed"),
    "undouble_runs": _("shadow copy inside a line removed"),
    "undouble_section_letter": _("doubled section letter made single"),
    "join_hyphenated": _("hyphenated word joined"),
}


def repair_label(rule: str) -> str:
    """The name of a repair for readers; a rule without one keeps its own name."""
    return str(REPAIRS.get(rule, rule))
