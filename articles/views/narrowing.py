"""What every list that can be narrowed shows of its filters."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.facets import Facet, changed, facet_choices
from articles.filters import LONGEST_VALUE, MOST_VALUES, PARTY, ListFilter


def narrowing(filterset: ListFilter, facets: tuple[Facet, ...], everything: QuerySet, found=None) -> dict:
    """The facets of a list (as `facet_choices` counts them), the chosen values, and whether some were left out."""
    choices = facet_choices(filterset, facets, everything, found)
    return {
        "query": filterset.data,
        "facets": choices,
        "pills": [choice for facet in choices for choice in facet.chosen],
        "limits": {"values": MOST_VALUES, "characters": LONGEST_VALUE} if filterset.is_cut else None,
    }


def scopes(filterset: ListFilter, narrow_label: str) -> list[tuple[str, bool, str]]:
    """The switch between what is about Party building and everything: label, whether chosen, address."""
    narrow = PARTY in filterset.chosen("scope")
    return [
        (narrow_label, narrow, changed(filterset.data, "scope", [PARTY])),
        (_("Everything"), not narrow, changed(filterset.data, "scope", [])),
    ]
