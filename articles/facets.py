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
from articles.models import Article, Figure, Hospital, Initiative, Policy, Practice, Theme
from articles.narrowing import COMPLETENESS, FIGURES, UNKNOWN_YEAR
from articles.search.base import SearchResult
from articles.visibility import LIVE

Row = tuple[str, str, int]
"""Value in the address, what readers see, number of rows."""

SHOWN_AT_ONCE = 8
LISTED = 60


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list. `rows` counts the values of a queryset, in the order in which they are shown.

    `is_folded`: readers see its name until they open it, or choose one of its values.
    """

    name: str
    label: str
    rows: Callable[[QuerySet], Iterable[Row]]
    is_folded: bool = False


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


def facet_choices(
    filterset: ListFilter, facets: Iterable[Facet], everything: QuerySet, found: SearchResult | None = None
) -> list[FacetChoices]:
    """The facets of a list as its filters stand: of what was `found`, or of `everything` where nothing was looked for.

    `everything` also names chosen values that nothing is left of.
    """
    return [FacetChoices(facet, _choices(filterset, facet, everything, found)) for facet in facets]


def _choices(filterset: ListFilter, facet: Facet, everything: QuerySet, found: SearchResult | None) -> list[Choice]:
    chosen = filterset.chosen(facet.name)
    rows = found.facet(facet.name) if found else list(facet.rows(filterset.narrow(everything, all_but=facet.name)))
    lost = [value for value in chosen if value not in {row[0] for row in rows}]
    if lost:
        labels = {value: label for value, label, _count in facet.rows(everything)}
        rows += [(value, labels.get(value, value), 0) for value in lost]
    rows.sort(key=lambda row: row[0] not in chosen)
    return [
        Choice(facet, value, label, count, value in chosen, toggled(filterset.data, facet.name, value))
        for value, label, count in rows[:LISTED]
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


def _by_record(
    records: QuerySet, articles: QuerySet, claims: str = "mentions", fields: tuple = ("public_id", "name"), **lookups
) -> Iterable[Row]:
    """Count `articles` for each of `records` that a live claim in them refers to, through the relation `claims`.

    `lookups` are about the same claim.
    """
    told = {f"{claims}__status__in": LIVE, f"{claims}__passage__article__in": _keys(articles)}
    return _by_count(records.filter(**told, **lookups), *fields, counting=f"{claims}__passage__article")


def themes_of_articles(articles: QuerySet) -> Iterable[Row]:
    themes = Theme.objects.filter(article_links__status__in=LIVE, article_links__article__in=_keys(articles))
    return _by_count(themes, "slug", "name", counting="article_links__article")


def hospitals_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _by_record(Hospital.objects.all(), articles)


def initiatives_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _by_record(Initiative.objects.filter(is_named=True), articles)


def practices_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _by_record(Practice.objects.all(), articles, "initiatives__mentions")


def policies_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _by_record(Policy.objects.all(), articles)


def provinces_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _places_of_articles(articles, "province")


def cities_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _places_of_articles(articles, "city")


def _places_of_articles(articles: QuerySet, place: str) -> Iterable[Row]:
    known = Hospital.objects.exclude(**{place: ""})
    rows = _by_record(known, articles, fields=(place,), mentions__is_subject=True)
    return [(name, name, count) for name, count in rows]


def figures_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _counted(articles, "giving_figures", FIGURES)


def completeness_of_articles(articles: QuerySet) -> Iterable[Row]:
    return _counted(articles, "as_complete_as", COMPLETENESS)


def _counted(articles: QuerySet, read: str, answers: dict[str, str]) -> Iterable[Row]:
    """Both answers of a read that divides articles in two, as far as there are any."""
    rows = Article.objects.filter(pk__in=_keys(articles))
    first, second = answers
    count, all_of_them = getattr(rows, read)([first]).count(), rows.count()
    counts = {first: count, second: all_of_them - count}
    return [(answer, label, counts[answer]) for answer, label in answers.items() if counts[answer]]


def kinds_of_articles(articles: QuerySet) -> Iterable[Row]:
    labels = dict(Article.Kind.choices)
    rows = _by_count(Article.objects.filter(pk__in=_keys(articles)), "kind", counting="pk")
    return [(kind, labels.get(kind, kind), count) for kind, count in rows]


def years_of_articles(articles: QuerySet) -> Iterable[Row]:
    """Newest first, the unknown year last."""
    dated = Article.objects.filter(pk__in=_keys(articles))
    rows = dict(_by_count(dated, "page__issue_date__year", counting="pk"))
    unknown = rows.pop(None, 0)
    known = [(str(year), str(year), rows[year]) for year in sorted(rows, reverse=True)]
    return [*known, (UNKNOWN_YEAR, _("date unknown"), unknown)] if unknown else known


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
    Facet("theme", _("Theme"), themes_of_articles),
    Facet("hospital", _("Hospital"), hospitals_of_articles),
    Facet("province", _("Province"), provinces_of_articles),
    Facet("kind", _("Kind"), kinds_of_articles),
    Facet("year", _("Year of issue"), years_of_articles),
    Facet("city", _("City"), cities_of_articles, is_folded=True),
    Facet("practice", _("Practice"), practices_of_articles, is_folded=True),
    Facet("initiative", _("Initiative"), initiatives_of_articles, is_folded=True),
    Facet("policy", _("Policy"), policies_of_articles, is_folded=True),
    Facet("figures", _("Figures"), figures_of_articles, is_folded=True),
    Facet("complete", _("Completeness"), completeness_of_articles, is_folded=True),
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
