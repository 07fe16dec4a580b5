"""What is searched, where it stands, and how much a hit there weighs. The tables that the rest works from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Any

import numpy as np
from django.db.models import Model, Q

from articles.models import (
    Article,
    ArticleTheme,
    BranchMention,
    Contributor,
    Figure,
    Honour,
    HonourMention,
    Hospital,
    HospitalMention,
    HospitalName,
    Initiative,
    InitiativeMention,
    PartyBranch,
    Passage,
    Person,
    PersonMention,
    Policy,
    PolicyMention,
    Practice,
    PracticeSynonym,
    Theme,
)
from articles.narrowing import is_incomplete
from articles.visibility import LIVE

HEAD = (Passage.Kind.KICKER, Passage.Kind.TITLE, Passage.Kind.SUBTITLE)
"""Parts of the head: an article's own fields say what they are, whatever the passage says."""


class Zone(StrEnum):
    """Where in an article a word stands. The value marks its tokens: full-width letters, which folding never leaves.

    `WHOLE` is anywhere too, for the words that the index holds in one piece.
    """

    ANYWHERE = ""
    TITLE = "Ｔ"
    SUBTITLE = "Ｓ"
    HEADING = "Ｈ"
    BYLINE = "Ｂ"
    KEYWORD = "Ｋ"
    MINOR_KEYWORD = "Ｍ"
    WHOLE = "Ｗ"


TEXT_ZONES = {Zone.TITLE: "title", Zone.SUBTITLE: "subtitles", Zone.HEADING: "headings", Zone.BYLINE: "bylines"}
"""Zones that are texts of their own, and the field of `SearchDocument` that holds them."""
SHOWN_ZONES = (Zone.TITLE, Zone.SUBTITLE, Zone.BYLINE)
"""What anybody may know of an article whose text the rights keep back."""
ZONE_OF_KIND = {
    Passage.Kind.KICKER: Zone.SUBTITLE,
    Passage.Kind.TITLE: Zone.TITLE,
    Passage.Kind.SUBTITLE: Zone.SUBTITLE,
    Passage.Kind.BYLINE: Zone.BYLINE,
    Passage.Kind.HEADING: Zone.HEADING,
}

ZONE_WEIGHTS = {
    Zone.TITLE: 100,
    Zone.SUBTITLE: 50,
    Zone.HEADING: 30,
    Zone.BYLINE: 20,
    Zone.KEYWORD: 8,
    Zone.MINOR_KEYWORD: 4,
}
"""Score of an article in which a word stands, once for each zone."""


def article_texts(
    article: Article, passages: Iterable[Passage] | None = None, contributors: Iterable[Contributor] | None = None
) -> Iterator[tuple[Zone, str]]:
    """Every (zone, text) of an article that is searched, in reading order. Parts that are not given are asked for."""
    for kind in HEAD:
        yield ZONE_OF_KIND[kind], getattr(article, kind)
    for passage in article.passages.all() if passages is None else passages:
        if passage.kind not in HEAD:
            yield ZONE_OF_KIND.get(passage.kind, Zone.ANYWHERE), passage.text
    for contributor in article.contributors.all() if contributors is None else contributors:
        yield Zone.BYLINE, contributor.name


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of record that is found by name. `others`: the relation that holds its further names."""

    model: type[Model]
    others: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.model_name


NAMED = (
    Named(Hospital, others="names"),
    Named(PartyBranch),
    Named(Initiative),
    Named(Practice, others="synonyms"),
    Named(Theme),
    Named(Person),
    Named(Honour),
    Named(Policy),
)
NAMED_KINDS = tuple(named.kind for named in NAMED)
OWNERS = {HospitalName: (Hospital, "hospital_id"), PracticeSynonym: (Practice, "practice_id")}
"""Rows that hold a further name: the kind of record that they name, and the field that says which."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How articles refer to records of one kind: through the `target` of which claims. `weight`: score of a hit, once.

    `name` says so in the catalogue; `kind` is the record's model name.
    """

    name: str
    kind: str
    claims: type[Model]
    target: str
    weight: int
    article: str = "passage__article"
    only: Mapping[str, Any] = field(default_factory=dict)

    def made_by(self, claim: Model) -> bool:
        """Whether a claim is one by which articles refer to records."""
        if not isinstance(claim, self.claims) or claim.status not in LIVE:
            return False
        return all(getattr(claim, name) == value for name, value in self.only.items())

    def target_of(self, claim: Model) -> int:
        """The key of the record to which a claim refers."""
        return reduce(getattr, f"{self.target}_id".split("__"), claim)


REFERENCES = (
    Reference("subject", "hospital", HospitalMention, "hospital", 70, only={"is_subject": True}),
    Reference("hospital", "hospital", HospitalMention, "hospital", 20),
    Reference("branch", "partybranch", BranchMention, "branch", 10),
    Reference("initiative", "initiative", InitiativeMention, "initiative", 60),
    Reference("theme", "theme", ArticleTheme, "theme", 20, article="article"),
    Reference("person", "person", PersonMention, "person", 20),
    Reference("honour", "honour", HonourMention, "honour", 10),
    Reference("policy", "policy", PolicyMention, "policy", 10),
    Reference("figures", "", Figure, "passage__article", 0, only={"scope": "party"}),
)
"""In this order they are packed; a new one goes to the end. An article that gives figures refers to itself."""
INCOMPLETE = "incomplete"
"""An article of which readers do not get the whole refers to itself under this name."""
PACKED = (*(reference.name for reference in REFERENCES), INCOMPLETE)
PRACTICE_WEIGHT = 40
"""Practices are reached through initiatives: score of an article with an initiative of a practice that was named."""
CODE_BITS = 4


def references_of(articles: Iterable[int]) -> dict[int, bytes]:
    """What each of the articles (keys) refers to by claims that stand, packed."""
    found: dict[int, set[int]] = {key: set() for key in articles}
    for code, reference in enumerate(REFERENCES):
        in_articles = Q(**{f"{reference.article}__in": list(found)})
        rows = reference.claims.objects.filter(in_articles, **reference.only).order_by()
        # Not asked for by status: SQLite would go through all claims of that status instead of those of the articles.
        for article, record, status in rows.values_list(reference.article, reference.target, "status"):
            if status in LIVE:
                found[article].add(record << CODE_BITS | code)
    for article in Article.objects.filter(is_incomplete(), pk__in=list(found)).values_list("pk", flat=True):
        found[article].add(article << CODE_BITS | PACKED.index(INCOMPLETE))
    return {article: pack(references) for article, references in found.items()}


def references_by(article: Article, claims: Iterable[Model], *, is_incomplete: bool) -> bytes:
    """What an article refers to by `claims`, which are all that it has, packed."""
    found = {
        reference.target_of(claim) << CODE_BITS | code
        for claim in claims
        for code, reference in enumerate(REFERENCES)
        if reference.made_by(claim)
    }
    if is_incomplete:
        found.add(article.pk << CODE_BITS | PACKED.index(INCOMPLETE))
    return pack(found)


def pack(references: Iterable[int]) -> bytes:
    return np.array(sorted(references), dtype="<i8").tobytes()


def unpack(references: Iterable[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The packed references of many articles as three arrays: number of the article, code, key of the record."""
    references = [bytes(packed) for packed in references]
    packed = np.frombuffer(b"".join(references), dtype="<i8")
    numbers = np.repeat(np.arange(len(references)), [len(each) // 8 for each in references])
    return numbers, packed & (1 << CODE_BITS) - 1, packed >> CODE_BITS
