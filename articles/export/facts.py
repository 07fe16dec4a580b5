"""Stored claims as facts, grouped as a page lists them: by the record that they lead to, in the order of reading."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from articles.models import (
    Article,
    ArticleTheme,
    BranchMention,
    Claim,
    Figure,
    HonourMention,
    Hospital,
    HospitalMention,
    Initiative,
    InitiativeMention,
    PartyBranch,
    Passage,
    PersonMention,
    PolicyMention,
)
from articles.models.identity import Authority
from articles.recognise.types import (
    ArticleFacts,
    BranchFact,
    DateFact,
    Evidence,
    Facts,
    FigureFact,
    HonourFact,
    HospitalFact,
    InitiativeFact,
    Mention,
    PersonFact,
    PolicyFact,
    ThemeFact,
)

Printed = list[tuple[str, int | None, Passage]]
"""The passages of an article: (field, index in the body or None, passage)."""
Key = tuple
ClaimType = TypeVar("ClaimType", bound=Claim)


class StoredFacts:
    """The claims of a page that stand: neither rejected nor adrift."""

    def __init__(self, articles: list[Article], printed: list[Printed]) -> None:
        self.articles = articles
        self.printed = printed
        self.needed: dict[str, Hospital] = {}
        """Hospitals that facts of the page stand on, by name; it fills while facts are made."""

    def facts(self) -> Facts:
        branches = self.branches()
        figures = tuple(self.once(Figure, self.figure, lambda fact: (fact.measure, fact.value)))
        initiatives = tuple(self.initiative(*found) for found in self.grouped(InitiativeMention, "initiative"))
        people = self.people()
        honours = tuple(self.once(HonourMention, self.honour, lambda fact: (fact.name, fact.recipient)))
        return Facts(
            articles=tuple(map(self.description, range(len(self.articles)))),
            hospitals=self.hospitals(),
            branches=branches,
            figures=figures,
            initiatives=initiatives,
            policies=tuple(PolicyFact(row.name, found) for row, found in self.grouped(PolicyMention, "policy")),
            people=people,
            honours=honours,
        )

    # --- Where claims stand ---------------------------------------------------------------------------------------

    def mentions(self, model: type[ClaimType]) -> Iterator[tuple[ClaimType, Mention]]:
        """The standing claims of a kind with their places, in the order of reading."""
        related = f"{model._meta.model_name}s"
        for index, passages in enumerate(self.printed):
            for field, body, passage in passages:
                standing = [claim for claim in getattr(passage, related).all() if not claim.is_adrift]
                for claim in sorted(standing, key=lambda claim: (claim.start, claim.end, claim.rule, claim.pk)):
                    place = (index, field, body, claim.start, claim.end)
                    evidence = Evidence(*place, claim.quote, claim.rule, claim.confidence)
                    yield claim, Mention(passage.text[claim.start : claim.end], evidence)

    def grouped(self, model: type[ClaimType], target: str) -> list[tuple[Authority, tuple[Mention, ...]]]:
        """Every record that claims of a kind lead to, by its present name, with the places that name it."""
        groups: dict[Key, tuple[Authority, dict[Evidence, Mention]]] = {}
        for claim, mention in self.mentions(model):
            record = getattr(claim, target).current()
            identity = (record.name, self.owner(record), getattr(record, "level", ""))
            _, places = groups.setdefault(identity, (record, {}))
            places.setdefault(place_of(mention.evidence), mention)
        return [(record, tuple(places.values())) for record, places in groups.values()]

    def once(self, model: type[ClaimType], as_fact: Callable, identity: Callable) -> Iterator:
        """Facts without a record of their own; the same one is told once a place."""
        seen = set()
        for claim, mention in self.mentions(model):
            fact = as_fact(claim, mention.evidence)
            key = (place_of(mention.evidence), identity(fact))
            if key not in seen:
                seen.add(key)
                yield fact

    # --- What they say --------------------------------------------------------------------------------------------

    def hospital(self, record: Hospital | None) -> str:
        """The name of a hospital that a fact stands on, which must then be among those of the page."""
        if record is None:
            return ""
        self.needed.setdefault(record.current().name, record.current())
        return record.current().name

    def owner(self, record: Authority) -> str:
        """Who stands behind a Party organisation or an initiative: a hospital or another organiser."""
        return self.hospital(getattr(record, "hospital", None)) or getattr(record, "organiser", "")

    def hospitals(self) -> tuple[HospitalFact, ...]:
        named = self.grouped(HospitalMention, "hospital")
        own = {record.name for record, _ in named}
        return tuple(
            self.hospital_fact(record, mentions)
            for record, mentions in (
                *named,
                *((row, ()) for name, row in sorted(self.needed.items()) if name not in own),
            )
        )

    def hospital_fact(self, record: Hospital, mentions: tuple[Mention, ...]) -> HospitalFact:
        here, printed = {article.pk for article in self.articles}, {mention.printed for mention in mentions}
        names = record.names.all()
        aliases = {name.name for name in names if name.article_id is None} - {record.name}
        contextual = {name.name for name in names if name.article_id in here} & printed
        return HospitalFact(
            name=record.name,
            mentions=mentions,
            aliases=tuple(sorted(aliases)),
            contextual_aliases=tuple(sorted(contextual)),
            province=record.province,
            city=record.city,
            district=record.district,
            founded=self.founded(record),
        )

    def founded(self, record: Hospital) -> int | None:
        return record.founded

    def stage(self, record: Initiative) -> str:
        return record.stage

    def branches(self) -> tuple[BranchFact, ...]:
        """The Party organisations of the page, and after them those above them that it does not name."""
        named = self.grouped(BranchMention, "branch")
        found = {record.pk: (record, mentions) for record, mentions in named}
        for record, _ in named:
            while (parent := self.parent(record)) and parent.pk not in found:
                found[parent.pk] = (parent, ())
                record = parent
        return tuple(self.branch_fact(*pair) for pair in found.values())

    def parent(self, record: PartyBranch) -> PartyBranch | None:
        """The organisation above, as far as the schema can name it: within one hospital."""
        parent = record.parent and record.parent.current()
        return parent if parent and self.owner(parent) == self.owner(record) else None

    def branch_fact(self, record: PartyBranch, mentions: tuple[Mention, ...]) -> BranchFact:
        parent = self.parent(record)
        above = parent.name if parent else ""
        return BranchFact(self.owner(record), record.name, record.level, mentions, above, record.is_layer)

    def figure(self, claim: Figure, evidence: Evidence) -> FigureFact:
        return FigureFact(
            measure=claim.measure,
            value=float(claim.value),
            unit=claim.unit,
            evidence=evidence,
            hospital=self.hospital(claim.hospital),
            label=claim.label,
            value_to=None if claim.value_to is None else float(claim.value_to),
            approximate=claim.approximate,
            as_of=claim.as_of,
            superseded=claim.superseded,
            scope=claim.scope,
        )

    def initiative(self, record: Initiative, mentions: tuple[Mention, ...]) -> InitiativeFact:
        return InitiativeFact(
            name=record.name,
            mentions=mentions,
            hospital=self.owner(record),
            practice=record.practice.name if record.practice else "",
            stage=self.stage(record),
            named=record.is_named,
            scope="",
            themes=tuple(sorted(theme.name for theme in record.themes.all())),
        )

    def people(self) -> tuple[PersonFact, ...]:
        """People, once for each post. The organisation of somebody in a hospital is that hospital."""
        groups: dict[Key, dict[Key, Mention]] = {}
        for claim, mention in self.mentions(PersonMention):
            person = claim.person.current()
            hospital = self.hospital(person.hospital)
            identity = (person.name, claim.position, hospital or person.organisation, hospital)
            groups.setdefault(identity, {}).setdefault(place_of(mention.evidence), mention)
        return tuple(
            PersonFact(name, position, organisation, tuple(mentions.values()), hospital)
            for (name, position, organisation, hospital), mentions in groups.items()
        )

    def honour(self, claim: HonourMention, evidence: Evidence) -> HonourFact:
        honour = claim.honour.current()
        hospital = self.hospital(claim.hospital)
        return HonourFact(honour.name, evidence, hospital, claim.recipient, honour.issuer, claim.year)

    def description(self, index: int) -> ArticleFacts:
        article = self.articles[index]
        subjects: dict[str, bool] = {}
        for claim, mention in self.mentions(HospitalMention):
            if mention.evidence.article == index:
                name = claim.hospital.current().name
                subjects[name] = subjects.get(name, False) or claim.is_subject
        return ArticleFacts(
            kind=article.kind,
            about_party_building=article.about_party_building,
            themes=tuple(themes(article.theme_links.all())),
            hospitals=tuple(name for name, is_subject in subjects.items() if is_subject),
            hospitals_mentioned=tuple(name for name, is_subject in subjects.items() if not is_subject),
            date=date_of(article),
        )


class PublicFacts(StoredFacts):
    """The same of articles that anybody may read, without what a record may have learnt from others."""

    def founded(self, record: Hospital) -> int | None:
        return None if record.founded == record.machine_values.get("founded") else record.founded

    def stage(self, record: Initiative) -> str:
        return record.shown_stage or ""

    def parent(self, record: PartyBranch) -> PartyBranch | None:
        """The organisation above, where these articles name it too."""
        named = {claim.branch.current() for claim, _ in self.mentions(BranchMention)}
        return parent if (parent := super().parent(record)) in named else None


def place_of(evidence: Evidence) -> Key:
    return evidence.article, evidence.field, evidence.body, evidence.start, evidence.end


def themes(links: Iterable[ArticleTheme]) -> Iterator[ThemeFact]:
    standing = [link for link in links if link.status != ArticleTheme.Status.REJECTED]
    for link in sorted(standing, key=lambda link: (-link.confidence, link.theme.name)):
        yield ThemeFact(link.theme.name, link.confidence, tuple((word, times) for word, times in link.words))


def date_of(article: Article) -> DateFact | None:
    """What the text proves about the date. The place of its sentence is not stored."""
    if not article.not_before:
        return None
    return DateFact(article.not_before, Evidence(0, "body", None, 0, 0, article.date_evidence, "", 1.0))
