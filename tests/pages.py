"""Every type of page of the reading site, by name, in whatever archive there is: what tests and screenshots walk."""

from django.db.models import Count, Model, QuerySet
from django.urls import reverse

from articles.models import Article, Hospital, Initiative, PartyBranch, Person, Policy, SourcePage, Theme

LISTS = (
    *("home", "articles", "hospitals", "themes", "initiatives", "practices", "figures", "policies", "people"),
    *("compare", "api", "feed", "sitemaps"),
)
DATA = {"api", "feed", "sitemaps"}
"""Pages for machines: they have no look."""


def page_types() -> dict[str, str]:
    """Name → address. Of each kind of record the one that most is said of; no address where there is none."""
    hospitals = list(told_most(Hospital.objects.public(), "mentions")[:3])
    chosen = {
        "article": told_most(Article.objects.published().filter(page__rights="full"), "passages__hospitalmentions"),
        "withdrawn": Article.objects.withdrawn(),
        "summary": Article.objects.published().filter(page__rights="summary"),
        "hospital": hospitals,
        "bare-hospital": told_most(Hospital.objects.public(), "mentions").reverse(),
        "branch": told_most(PartyBranch.objects.public(), "mentions"),
        "initiative": told_most(Initiative.objects.public(), "mentions"),
        "policy": told_most(Policy.objects.public(), "mentions"),
        "person": told_most(Person.objects.public(), "mentions"),
        "theme": Theme.objects.with_article_count().order_by("-article_count"),
        "page": told_most(SourcePage.objects.public(), "articles"),
    }
    records: dict[str, Model] = {name: rows[0] for name, rows in chosen.items() if len(rows[:1])}
    addresses = {name: reverse(name) for name in LISTS}
    addresses |= {name: record.get_absolute_url() for name, record in records.items()}
    return addresses | variants(records, hospitals)


STATUS = {"missing": 404, "withdrawn": 410, "refused": 403, "broken": 500}
"""What pages that tell of a mistake answer; all others answer 200."""


def told_most(rows: QuerySet, way: str) -> QuerySet:
    """Rows with the most of what `way` leads to first."""
    return rows.annotate(told=Count(way)).order_by("-told", "pk")


def variants(records: dict[str, Model], hospitals: list[Hospital]) -> dict[str, str]:
    """Pages as readers narrow, search, compare and turn them, and those that tell of a mistake."""
    articles = reverse("articles")
    return {
        "search": f"{articles}?q=党员",
        "narrowed": f"{articles}?theme={records['theme'].slug}&kind=case",
        "nothing": f"{articles}?q=没有的词&kind=brief",
        "by-pinyin": f"{reverse('hospitals')}?by=name",
        "compared": f"{reverse('compare')}?{'&'.join(f'h={one.public_id}' for one in hospitals)}",
        "printed": f"{records['article'].get_absolute_url()}?printed=1",
        "missing": "/nothing/",
    }


def looked_at() -> dict[str, str]:
    """Those that people look at."""
    return {name: address for name, address in page_types().items() if name not in DATA}
