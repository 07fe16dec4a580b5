"""What every list that can be narrowed shows of its filters."""

from django.utils.translation import gettext_lazy as _

from articles.facets import Facet, Rows, changed, facet_choices
from articles.filters import MOST_TOGETHER, MOST_VALUES, PARTY, ArticleFilter, ListFilter
from articles.search.base import SearchResult, browse, search


def narrowing(filterset: ListFilter, facets: tuple[Facet, ...], rows: Rows) -> dict:
    """The facets of a list with their `rows`, the chosen values, and whether some were left out."""
    choices = facet_choices(filterset, facets, rows)
    return {
        "query": filterset.data,
        "facets": choices,
        "pills": [choice for facet in choices for choice in facet.chosen],
        "limits": {"values": MOST_VALUES, "characters": MOST_TOGETHER} if filterset.is_cut else None,
    }


def found_by(filterset: ArticleFilter, order: str = "") -> SearchResult:
    """The articles that an address asks for: those with its words, or all, as far as every filter lets them through.

    Without an `order`, the best match of a search comes first, else the newest issue.
    """
    words = filterset.data.get("q", "")
    if words:
        return search(words, narrowed=filterset.values, order=order or "relevance")
    return browse(narrowed=filterset.values, order=order or "newest")


def scopes(filterset: ListFilter, narrow_label: str) -> list[tuple[str, bool, str]]:
    """The switch between what is about Party building and everything: label, whether chosen, address."""
    narrow = PARTY in filterset.chosen("scope")
    return [
        (narrow_label, narrow, changed(filterset.data, "scope", [PARTY])),
        (_("Everything"), not narrow, changed(filterset.data, "scope", [])),
    ]
