"""What the codes of measured quantities are called."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from articles.recognise.lexicon import table

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
    """The name of a measure: ours, or that of the recogniser's table; the printed noun where the code says nothing."""
    if code == "other" and printed:
        return printed
    return str(MEASURES.get(code) or _table_labels().get(code) or printed or code)


@cache
def _table_labels() -> dict[str, str]:
    return {measure["code"]: measure["label"] for measure in table("measures")["measures"]}
