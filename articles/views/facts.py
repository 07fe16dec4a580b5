"""The facts of an article, grouped as its page shows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.measures import MEASURES
from articles.models import (
    Article,
    BranchMention,
    Claim,
    Figure,
    FigureCheck,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    PersonMention,
    PolicyMention,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of fact: where it is read from, and what makes two claims the same fact."""

    code: str
    label: str
    claims: QuerySet
    same: Callable[[Claim], Any]
    rank: Callable[[Claim], Any] = lambda claim: 0


def fact_anchor(claim: Claim) -> str:
    return f"{claim._meta.model_name}-{claim.pk}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with every claim for it, what a person confirmed first."""

    claims: list[Claim]

    @property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def anchor(self) -> str:
        """Where the fact stands in the margin."""
        return fact_anchor(self.claim)

    @property
    def more(self) -> list[Claim]:
        return self.claims[1:]

    @property
    def checks(self) -> list[FigureCheck]:
        """What other figures say to this one, if it is a figure."""
        return list(dict.fromkeys(check for claim in self.claims for check in getattr(claim, "checks", ())))


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one kind in an article."""

    code: str
    label: str
    facts: list[Fact]


def figure_rank(figure: Figure) -> tuple[bool, int]:
    """Party building first, and there the core measures in their order."""
    measures = list(MEASURES)
    return figure.scope != "party", measures.index(figure.measure) if figure.measure in MEASURES else len(measures)


GROUPS = (
    Group(
        "hospitals",
        _("Hospitals"),
        HospitalMention.objects.select_related("hospital"),
        lambda claim: claim.hospital,
        lambda claim: not claim.is_subject,
    ),
    Group(
        "branches",
        _("Party organisations"),
        BranchMention.objects.select_related("branch__hospital"),
        lambda claim: claim.branch,
    ),
    Group(
        "initiatives",
        _("Initiatives"),
        InitiativeMention.objects.select_related("initiative__hospital", "initiative__practice"),
        lambda claim: claim.initiative,
        lambda claim: not claim.initiative.is_named,
    ),
    Group(
        "figures",
        _("Figures"),
        Figure.objects.select_related("hospital"),
        lambda claim: (claim.measure, claim.label, claim.value, claim.value_to, claim.unit, claim.hospital_id),
        figure_rank,
    ),
    Group("policies", _("Policies cited"), PolicyMention.objects.select_related("policy"), lambda claim: claim.policy),
    Group("people", _("People"), PersonMention.objects.select_related("person"), lambda claim: claim.person),
    Group(
        "honours",
        _("Honours"),
        HonourMention.objects.select_related("honour", "hospital"),
        lambda claim: (claim.honour, claim.recipient),
    ),
)


def fact_groups(article: Article) -> list[FactGroup]:
    """What was read in the article, group by group, in reading order; groups without a fact are left out."""
    groups = [FactGroup(group.code, group.label, list(_facts(group, article))) for group in GROUPS]
    return [group for group in groups if group.facts]


def with_checks(figures: Iterable[Figure]) -> list[Figure]:
    """Brings along as `checks` what other figures say to each: a contradiction to every one, the rest to the whole."""
    figures = list(figures)
    checks: dict[int, list[FigureCheck]] = defaultdict(list)
    for check in FigureCheck.objects.of(figures):
        for key in check.figures[: 1 if check.agrees else None]:
            checks[key].append(check)
    for figure in figures:
        figure.checks = checks[figure.pk]
    return figures


def claims_by_passage(groups: Iterable[FactGroup]) -> dict[int, list[Claim]]:
    """Every claim under the key of its passage, and the `fact` that it is for."""
    claims = []
    for fact in (fact for group in groups for fact in group.facts):
        for claim in fact.claims:
            claim.fact = fact
            claims.append(claim)
    claims.sort(key=lambda claim: claim.passage_id)
    return {passage: list(found) for passage, found in groupby(claims, key=lambda claim: claim.passage_id)}


def _facts(group: Group, article: Article) -> Iterable[Fact]:
    claims = group.claims.live().in_article(article).select_related("passage").best_first()
    if group.claims.model is Figure:
        claims = with_checks(claims)
    facts: dict[Any, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (group.rank(claim), claim.passage.order, claim.start)):
        facts.setdefault(group.same(claim), []).append(claim)
    return [Fact(sorted(found, key=lambda claim: claim.status)) for found in facts.values()]
