"""What the review screen shows of an article: the page line by line, and every passage with what was read in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.admin.facts import JUDGED_MODELS, Fact, facts_of, what_is_said
from articles.admin.history import text_difference
from articles.admin.show import line_ranges
from articles.models import CLAIM_MODELS, Article, ArticleTheme, Claim, Judged, Passage, ReviewReason
from articles.reasons import reason_label

URGENCY = (Judged.Status.PROPOSED, Judged.Status.CONFIRMED, Judged.Status.REJECTED)
"""Which state the words of several claims show: that of the one that most wants a decision."""


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """A passage on the screen. `claims` are the facts read in it, in reading order."""

    passage: Passage
    claims: list[Fact]

    @property
    def anchor(self) -> str:
        return f"passage-{self.passage.pk}"

    @property
    def lines(self) -> str:
        return line_ranges(self.passage.lines)

    @property
    def first_line(self) -> int | None:
        return self.passage.lines[0][0] if self.passage.lines else None

    @property
    def line_numbers(self) -> str:
        """Every line of the passage, for the script that lights them up: 3 4 5 9."""
        return " ".join(str(line) for line in numbers_of(self.passage.lines))

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """(model name, label) of what a person may add to it."""
        return [(model._meta.model_name, model._meta.verbose_name) for model in CLAIM_MODELS]

    @property
    def types(self) -> list[tuple[str, Any]]:
        return Passage.Kind.choices

    @property
    def difference(self) -> SafeString:
        """What a person changed of the machine's text."""
        return text_difference(self.passage.machine_text, self.passage.text)

    @property
    def text(self) -> SafeString:
        return marked(self.passage.text, [fact.claim for fact in self.claims])


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page. `is_mine`: a passage of this article stands on it."""

    number: int
    text: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody should look, with the place to look at."""

    reason: ReviewReason

    @property
    def label(self) -> str:
        return reason_label(self.reason.code)

    @property
    def lines(self) -> str:
        return line_ranges([[self.reason.first_line, self.reason.last_line]]) if self.reason.first_line else ""


def passage_blocks(article: Article, only: Passage | None = None) -> list[PassageBlock]:
    """The passages of an article in reading order with their claims; with `only`, just that one."""
    passages = article.passages.select_related("section") if only is None else [only]
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for model in JUDGED_MODELS:
        if issubclass(model, Claim):
            found = facts_of(article, model)
            for claim in found if only is None else found.filter(passage=only):
                claims[claim.passage_id].append(claim)
    return [_block(passage, claims[passage.pk]) for passage in passages]


def _block(passage: Passage, claims: list[Claim]) -> PassageBlock:
    for claim in claims:
        claim.passage = passage
    claims.sort(key=lambda claim: (claim.start, claim.pk))
    return PassageBlock(passage, [Fact(claim, what_is_said(claim)) for claim in claims])


def theme_facts(article: Article) -> list[Fact]:
    """What the article is about, as machine or person say."""
    return [Fact(link, what_is_said(link)) for link in facts_of(article, ArticleTheme)]


def page_lines(article: Article, parts: Iterable[PassageBlock]) -> list[PageLine]:
    """The page that the article was read from, line by line, from 1. `parts` are the article's passages."""
    mine = {number for part in parts for number in numbers_of(part.passage.lines)}
    lines = article.read_from.text.split("\n")
    return [PageLine(number, text.rstrip("\r"), number in mine) for number, text in enumerate(lines, 1)]


def reasons(article: Article) -> list[Reason]:
    return [Reason(reason) for reason in article.review_reasons.select_related("passage")]


def numbers_of(ranges: Iterable[list[int]]) -> Iterator[int]:
    return (number for first, last in ranges for number in range(first, last + 1))


def marked(text: str, claims: Iterable[Claim]) -> SafeString:
    """A passage's text with the words of its claims marked; words of several claims once, for the most urgent one."""
    spans = [(claim.start, claim.end, claim) for claim in claims if not claim.is_adrift]
    cuts = sorted({0, len(text), *(place for start, end, _claim in spans for place in (start, end))})
    parts = []
    for start, end in pairwise(cuts):
        here = [claim for first, last, claim in spans if first <= start and end <= last]
        parts.append(_mark(text[start:end], here))
    return mark_safe("".join(parts))


def _mark(words: str, claims: list[Claim]) -> SafeString:
    if not claims:
        return format_html("{}", words)
    status = min((claim.status for claim in claims), key=URGENCY.index)
    names = " ".join(f"claim-{claim._meta.model_name}-{claim.pk}" for claim in claims)
    return format_html('<mark class="{}" data-claims="{}">{}</mark>', status, names, words)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the review screen and what it does: `act` is known to the script."""

    key: str
    label: Any
    act: str


KEYS = (
    Key("j", _("next undecided proposal"), "next-claim"),
    Key("k", _("previous undecided proposal"), "previous-claim"),
    Key("y", _("confirm"), "confirm"),
    Key("n", _("reject"), "reject"),
    Key("e", _("correct"), "correct"),
    Key("A", _("confirm all that is undecided"), "confirm-all"),
    Key("m", _("add what the machine missed"), "add"),
    Key("l", _("next passage"), "next-passage"),
    Key("h", _("previous passage"), "previous-passage"),
    Key("t", _("correct the text of the passage"), "edit-text"),
    Key("K", _("move the passage up"), "up"),
    Key("J", _("move the passage down"), "down"),
    Key("x", _("tick the passage for the workbench"), "tick"),
    Key("w", _("workbench: split, join, move, continue"), "workbench"),
    Key("u", _("undo my latest decision about the article"), "undo"),
    Key("g", _("title, kind and who reviews"), "edit-head"),
    Key("c", _("comment"), "comment"),
    Key("]", _("next article of the queue"), "next-article"),
    Key("[", _("previous article of the queue"), "previous-article"),
    Key("F", _("reviewed; on to the next"), "finish"),
    Key("P", _("reviewed and published; on to the next"), "publish"),
    Key("Escape", _("close what is open"), "close"),
    Key("?", _("these keys"), "help"),
)
"""The keys, in the order in which the help shows them. Ctrl+Enter in a field saves it."""
