"""What to read after an article: others on its hospitals, and others that tell of the same work."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Model, QuerySet

from articles.models import Article, HospitalMention, InitiativeMention
from articles.views.facts import FactGroup

SHOWN = 5
MOST_HOSPITALS = 3
"""A round-up of forty hospitals is near to everything; it leads on to the first few alone."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another article, and what it has in common with this one."""

    article: Article
    shared: str


def same_hospital(article: Article, groups: Iterable[FactGroup]) -> list[Other]:
    """Other articles about the hospitals that this one is about, the latest issues first."""
    hospitals = [claim.hospital for claim in claims_of(groups, "hospitals") if claim.is_subject]
    return others(article, HospitalMention.objects.filter(is_subject=True), "hospital", hospitals[:MOST_HOSPITALS])


def same_initiative(article: Article, groups: Iterable[FactGroup]) -> list[Other]:
    """Other articles that tell of an initiative of this one, then those of another hospital's in the same practice."""
    initiatives = [claim.initiative for claim in claims_of(groups, "initiatives")]
    practices = {initiative.practice for initiative in initiatives} - {None}
    told = InitiativeMention.objects.all()
    found = others(article, told, "initiative", initiatives) + others(article, told, "initiative__practice", practices)
    return list({other.article.pk: other for other in reversed(found)}.values())[::-1][:SHOWN]


def claims_of(groups: Iterable[FactGroup], code: str) -> list:
    """One claim for each fact of a group."""
    return [fact.claim for group in groups if group.code == code for fact in group.facts]


def others(article: Article, mentions: QuerySet, way: str, records: Iterable[Model]) -> list[Other]:
    """Other public articles with one of `mentions` whose `way` leads to one of `records`, each once."""
    names = {record.pk: str(record) for record in records}
    if not names:
        return []
    newest = F("passage__article__page__issue_date").desc(nulls_last=True)
    rows = mentions.public().filter(**{f"{way}__in": names}).exclude(passage__article=article)
    pairs = rows.order_by(newest, "passage__article").values_list("passage__article", way).distinct()
    shared: dict[int, str] = {}
    for key, record in pairs[: SHOWN * len(names)]:
        shared.setdefault(key, names[record])
    keys = list(shared)[:SHOWN]
    found = Article.objects.published().select_related("page").in_bulk(keys)
    return [Other(found[key], shared[key]) for key in keys]
