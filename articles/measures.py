"""What the codes of measured quantities are called, and how their values are written."""

from decimal import Decimal
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
    return str(MEASURES.get(code) or table_labels().get(code) or printed or code)


@cache
def table_labels() -> dict[str, str]:
    """The nouns of the recogniser's table, by code."""
    return {measure["code"]: measure["label"] for measure in table("measures")["measures"]}


def plain(value: Decimal | float) -> str:
    """A value as people write it: 834.0000 → 834, 93.7600 → 93.76, 120000 → 120000."""
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
