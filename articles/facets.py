"""Facets: the values by which a list can be narrowed, each with its count and the address that chooses or drops it.

A facet counts what every *other* filter lets through, so that choosing a second value of it never promises nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.filters import ListFilter
from articles.measures import measure_label
from articles.models import Figure, Hospital, Practice, Theme
from articles.search.narrowing import Row

SHOWN_AT_ONCE = 8
LISTED, LEAST_LISTED = 60, 2
LINKED = 150_000
"""Characters of all addresses of choices on a page: each repeats the words and all that was chosen. Where that is much,
fewer are listed."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list.

    `count` gives the values in rows of the database, in the order in which they are shown; articles are counted by the
    search. `is_folded`: readers see its name until they open it, or choose one of its values.
    """

    name: str
    label: str
    count: Callable[[QuerySet], Iterable[Row]] | None = None
    is_folded: bool = False


Rows = Callable[[Facet], list[Row]]
"""The values of a facet, with what every other filter lets through of them; of the chosen ones, if only nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address of the list with this value chosen, or dropped if it is chosen already."""

    facet: Facet
    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """A facet with its choices; those beyond the first few are folded away."""

    facet: Facet
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return self.choices[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[Choice]:
        return self.choices[SHOWN_AT_ONCE:]

    @property
    def is_open(self) -> bool:
        return bool(self.chosen) or not self.facet.is_folded

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]


def facet_choices(filterset: ListFilter, facets: Iterable[Facet], rows: Rows) -> list[FacetChoices]:
    """The facets of a list as its filters stand."""
    facets = list(facets)
    room = LINKED // (len(facets) * len(f"?{filterset.data.urlencode()}"))
    listed = max(LEAST_LISTED, min(LISTED, room))
    return [FacetChoices(facet, _choices(filterset, facet, rows(facet), listed)) for facet in facets]


def rows_of(filterset: ListFilter, everything: QuerySet) -> Rows:
    """Counts rows of the database, by the `count` of each facet; `everything` also names what nothing is left of."""

    def rows(facet: Facet) -> list[Row]:
        counted = list(facet.count(filterset.narrow(everything, all_but=facet.name)))
        lost = set(filterset.chosen(facet.name)) - {value for value, _label, _count in counted}
        named = facet.count(everything) if lost else ()
        return [*counted, *((value, label, 0) for value, label, _count in named if value in lost)]

    return rows


def _choices(filterset: ListFilter, facet: Facet, rows: list[Row], most: int) -> list[Choice]:
    """At most so many, and all that are chosen."""
    chosen = filterset.chosen(facet.name)
    meaningless = [value for value in chosen if value not in {row[0] for row in rows}]
    shown = sorted([*rows, *((value, value, 0) for value in meaningless)], key=lambda row: row[0] not in chosen)
    return [
        Choice(facet, value, label, count, value in chosen, toggled(filterset.data, facet.name, value))
        for value, label, count in shown[: max(most, len(chosen))]
    ]


def toggled(query: QueryDict, name: str, value: str) -> str:
    """The address with `value` of `name` added, or taken out where it stands; back to the first page of the list."""
    values = query.getlist(name)
    return changed(query, name, [other for other in values if other != value] if value in values else [*values, value])


def changed(query: QueryDict, name: str, values: list[str]) -> str:
    """The address with the values of `name` replaced, from the first page on."""
    query = query.copy()
    query.setlist(name, values)
    return f"?{query.urlencode()}"


def _by_count(rows: QuerySet, *fields: str, counting: str) -> Iterable[Row]:
    """Count `counting` for each combination of `fields` (value, label), most first."""
    return (
        rows.order_by().values_list(*fields).annotate(rows=Count(counting, distinct=True)).order_by("-rows", fields[-1])
    )


def themes_of_initiatives(initiatives: QuerySet) -> Iterable[Row]:
    return _by_count(Theme.objects.filter(initiatives__in=_keys(initiatives)), "slug", "name", counting="initiatives")


def hospitals_of_initiatives(initiatives: QuerySet) -> Iterable[Row]:
    hospitals = Hospital.objects.filter(initiatives__in=_keys(initiatives))
    return _by_count(hospitals, "public_id", "name", counting="initiatives")


def practices_of_initiatives(initiatives: QuerySet) -> Iterable[Row]:
    practices = Practice.objects.filter(initiatives__in=_keys(initiatives))
    return _by_count(practices, "public_id", "name", counting="initiatives")


def hospitals_of_figures(figures: QuerySet) -> Iterable[Row]:
    return _by_count(Hospital.objects.filter(figures__in=_keys(figures)), "public_id", "name", counting="figures")


def measures_of_figures(figures: QuerySet) -> Iterable[Row]:
    rows = _by_count(Figure.objects.filter(pk__in=_keys(figures)), "measure", counting="pk")
    return [(measure, measure_label(measure), count) for measure, count in rows]


def _keys(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")


ARTICLE_FACETS = (
    Facet("theme", _("Theme")),
    Facet("hospital", _("Hospital")),
    Facet("province", _("Province")),
    Facet("kind", _("Kind")),
    Facet("year", _("Year of issue")),
    Facet("city", _("City"), is_folded=True),
    Facet("practice", _("Practice"), is_folded=True),
    Facet("initiative", _("Initiative"), is_folded=True),
    Facet("policy", _("Policy"), is_folded=True),
    Facet("figures", _("Figures"), is_folded=True),
    Facet("complete", _("Completeness"), is_folded=True),
)
INITIATIVE_FACETS = (
    Facet("theme", _("Theme"), themes_of_initiatives),
    Facet("hospital", _("Hospital"), hospitals_of_initiatives),
    Facet("practice", _("Practice"), practices_of_initiatives),
)
FIGURE_FACETS = (
    Facet("measure", _("Measure"), measures_of_figures),
    Facet("hospital", _("Hospital"), hospitals_of_figures),
)
