"""The facts that are read out of a page, each standing on a sentence. All values are frozen.

An `Evidence` names the place: the article (0-based on its page), the field or body block (0-based), the half-open span
in characters of that block's text, the whole printed sentence, the rule that read it, and how sure the rule is (0..1).
"""

from dataclasses import dataclass
from typing import Literal

Field = Literal["kicker", "title", "subtitle", "byline", "body"]
BranchLevel = Literal["committee", "general_branch", "branch", "group", "discipline"]
NameKind = Literal["full", "short", "former", "contextual"]
ArticleKind = Literal["case", "news", "commentary", "forum", "brief"]
Stage = Literal["", "launched", "trial", "advancing", "formed", "accepted"]
CheckKind = Literal["parts", "part", "repeated", "share"]
Scope = Literal["", "party", "service", "operational", "proposal"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read. `body` is None where `field` is a part of the head."""

    article: int
    field: Field
    body: int | None
    start: int
    end: int
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a hospital, organisation, initiative or policy is named; `printed` is how."""

    printed: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class HospitalFact:
    """A hospital. What neither the page nor the table of administrative divisions proves is empty."""

    name: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    contextual_aliases: tuple[str, ...] = ()
    province: str = ""
    city: str = ""
    district: str = ""
    founded: int | None = None
    founded_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class BranchFact:
    """A Party organisation of a hospital. `generic`: a layer (各党支部) without a name of its own."""

    hospital: str
    name: str
    level: BranchLevel
    mentions: tuple[Mention, ...]
    parent: str = ""
    generic: bool = False


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A number with what it measures. A range has its lower bound in `value`, its upper bound in `value_to`.

    `measure` is a code of the documented list, or "other"; `label` is the printed noun. `approximate` is the printed
    word (余 多 近 来 以上 约), empty for an exact figure. `as_of` is printed text too.
    """

    measure: str
    value: float
    unit: str
    evidence: Evidence
    hospital: str = ""
    label: str = ""
    value_to: float | None = None
    approximate: str = ""
    as_of: str = ""
    superseded: bool = False
    scope: Scope = "operational"


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """Figures of one hospital put against each other: 655 + 222 = 877. Nothing is chosen, both sides stay as printed.

    `figures` are indexes of `Facts.figures`, the one that is checked first. `stated` is its value, of what `label`
    says; `computed` is what the others make, term by term in `terms` as (label, value). A term without a figure of its
    own is the committee, which counts itself among the organisations. In a share the terms are the part and the whole.
    `quotes` are the sentences that the figures stand in.
    """

    kind: CheckKind
    agrees: bool
    hospital: str
    label: str
    figures: tuple[int, ...]
    stated: float
    computed: float
    terms: tuple[tuple[str, float], ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InitiativeFact:
    """What a hospital, or another organiser, does under a name or as a described practice."""

    name: str
    mentions: tuple[Mention, ...]
    hospital: str = ""
    practice: str = ""
    stage: Stage = ""
    named: bool = True
    scope: Scope = "party"
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """A Party or state document, with its title marks 《》."""

    name: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person in one organisation. `hospital` is set where the organisation is a hospital of the page."""

    name: str
    position: str
    organisation: str
    mentions: tuple[Mention, ...]
    hospital: str = ""


@dataclass(frozen=True, slots=True)
class HonourFact:
    """An award and who received it, as printed."""

    name: str
    evidence: Evidence
    hospital: str = ""
    recipient: str = ""
    issuer: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """A theme of one article, with the words that speak for it: (word, times)."""

    name: str
    confidence: float
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DateFact:
    """What the text proves about its date, never more: not before `not_before` (ISO: 2022, 2022-07 or 2022-07-01)."""

    not_before: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What one article is and what it is about. Hospitals are canonical names."""

    kind: ArticleKind
    about_party_building: bool
    themes: tuple[ThemeFact, ...] = ()
    hospitals: tuple[str, ...] = ()
    hospitals_mentioned: tuple[str, ...] = ()
    date: DateFact | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything recognised on a page. `articles` runs parallel to the page's articles."""

    articles: tuple[ArticleFacts, ...]
    hospitals: tuple[HospitalFact, ...] = ()
    branches: tuple[BranchFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    initiatives: tuple[InitiativeFact, ...] = ()
    policies: tuple[PolicyFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    honours: tuple[HonourFact, ...] = ()
    checks: tuple[FigureCheck, ...] = ()


ThemeTable = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
"""Themes with their keywords: (name, ((word, weight), …))."""


@dataclass(frozen=True, slots=True)
class KnownHospital:
    """A hospital that a person confirmed."""

    name: str
    aliases: tuple[str, ...] = ()
    province: str = ""
    city: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What people confirmed or edited, taken once per run, so that corrections teach the next page.

    `practices` are names with their synonyms. `themes` are names with their keywords and weights, and stand in the
    place of the shipped table; without any, the shipped table holds.
    """

    hospitals: tuple[KnownHospital, ...] = ()
    practices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    themes: ThemeTable = ()


NOTHING_KNOWN = Known()
