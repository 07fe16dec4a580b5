"""What search engines may read: every page of the reading site that has an address of its own."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from articles.models import Article, Hospital, Initiative, PartyBranch, Person, Policy, Theme

LISTS = ("home", "articles", "hospitals", "themes", "initiatives", "practices", "figures", "policies", "people")


class Lists(Sitemap):
    """The front page and the lists."""

    def items(self) -> tuple[str, ...]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Records(Sitemap):
    """Every public record of one kind."""

    def __init__(self, rows: Callable[[], QuerySet]) -> None:
        self.rows = rows

    def items(self) -> QuerySet:
        return self.rows().order_by("pk")

    def lastmod(self, item: Model) -> datetime | None:
        return getattr(item, "updated_at", None)


SITEMAPS = {
    "lists": Lists(),
    "articles": Records(lambda: Article.objects.published()),
    "hospitals": Records(lambda: Hospital.objects.public()),
    "branches": Records(lambda: PartyBranch.objects.public()),
    "initiatives": Records(lambda: Initiative.objects.public()),
    "people": Records(lambda: Person.objects.public()),
    "policies": Records(lambda: Policy.objects.public()),
    "themes": Records(lambda: Theme.objects.current()),
}
