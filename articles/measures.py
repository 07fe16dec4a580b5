"""What the codes of measured quantities are called."""

from django.utils.translation import gettext_lazy as _

MEASURES = {
    "party_members": _("Party members"),
    "in_service_members": _("Party members in service"),
    "retired_members": _("retired Party members"),
    "committee_members": _("members of the Party committee"),
    "party_organisations": _("Party organisations"),
    "general_branches": _("general Party branches"),
    "party_branches": _("Party branches"),
    "party_groups": _("Party groups"),
    "other": _("other"),
}
"""The core measures, in the order in which readers ask for them."""


def measure_label(code: str, printed: str = "") -> str:
    """The name of a measure; for one without a name of ours, the noun that is printed, or the code made readable."""
    if code in MEASURES and not (code == "other" and printed):
        return str(MEASURES[code])
    return printed or code.replace("_", " ")
