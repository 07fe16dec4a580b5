"""What to read after an article: its other parts, others on its hospitals, and others that tell of the same work."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext

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


@dataclass(frozen=True, slots=True)
class Continuation:
    """Where an article comes from, or goes on: `where` as printed; no `part` where the archive does not have it."""

    is_before: bool
    where: str
    part: Article | None


def continuations_of(article: Article) -> list[Continuation]:
    """The other parts of an article, those that the page announces and those that an editor attached."""
    linked = Q(pk=article.continuation_of_id) | Q(continuation_of=article)
    parts = list(Article.objects.published().filter(linked).select_related("page").order_by("created_at", "pk"))
    before = [part for part in parts if part.pk == article.continuation_of_id]
    after = [part for part in parts if part not in before]
    sides = [(True, article.continued_from, before), (False, article.continued_on, after)]
    return [
        Continuation(is_before, printed or (part and part.page.page_label) or gettext("another page"), part)
        for is_before, printed, found in sides
        for part in found or [None] * bool(printed)
    ]


def further(article: Article, groups: Iterable[FactGroup]) -> dict[str, list[Other]]:
    """Other articles on the hospitals of this one, and others that tell of the same work."""
    shared = {"same_hospital": same_hospital(article, groups), "same_initiative": same_initiative(article, groups)}
    keys = {key for others_of in shared.values() for key in others_of}
    found = Article.objects.published().select_related("page").in_bulk(keys)
    return {name: [Other(found[key], what) for key, what in others_of.items()] for name, others_of in shared.items()}


def same_hospital(article: Article, groups: Iterable[FactGroup]) -> dict[int, str]:
    """Other articles about the hospitals that this one is about, the latest issues first."""
    hospitals = [claim.hospital for claim in claims_of(groups, "hospitals") if claim.is_subject]
    return others(article, HospitalMention.objects.filter(is_subject=True), "hospital", hospitals[:MOST_HOSPITALS])


def same_initiative(article: Article, groups: Iterable[FactGroup]) -> dict[int, str]:
    """Other articles that tell of an initiative of this one, then those of another hospital's in the same practice."""
    initiatives = [claim.initiative for claim in claims_of(groups, "initiatives")]
    practices = {initiative.practice for initiative in initiatives} - {None}
    told = InitiativeMention.objects.all()
    same = others(article, told, "initiative", initiatives)
    akin = others(article, told, "initiative__practice", practices)
    # Of a key in both, the place and the name are those of the same initiative.
    return dict(islice((same | akin | same).items(), SHOWN))


def claims_of(groups: Iterable[FactGroup], code: str) -> list:
    """One claim for each fact of a group."""
    return [fact.claim for group in groups if group.code == code for fact in group.facts]


def others(article: Article, mentions: QuerySet, way: str, records: Iterable[Model]) -> dict[int, str]:
    """Other public articles (keys) with one of `mentions` whose `way` leads to one of `records`, named as the value."""
    names = {record.pk: str(record) for record in records}
    if not names:
        return {}
    newest = F("passage__article__page__issue_date").desc(nulls_last=True)
    rows = mentions.public().filter(**{f"{way}__in": names}).exclude(passage__article=article)
    pairs = rows.order_by(newest, "passage__article").values_list("passage__article", way).distinct()
    shared: dict[int, str] = {}
    for key, record in pairs[: SHOWN * len(names)]:
        shared.setdefault(key, names[record])
    return dict(islice(shared.items(), SHOWN))
