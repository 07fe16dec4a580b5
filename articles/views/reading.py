"""An article as its page shows it: parts in reading order, passages cut into sentences, contents, notices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleTheme, Claim, Passage, Section
from articles.search.highlight import Segment, mark
from articles.search.query import Query
from articles.views.evidence import HEAD_KINDS, Piece, pieces
from articles.views.further import Continuation

LONG = 1500
"""Characters from which an article with headings gets a table of contents."""
FEWEST_ENTRIES = 3
WORDS_SHOWN = 6

NOTICES = {
    "title_assigned": _("The title stands apart from the text on the page and was assigned by fit."),
    "placed_by_fit": _("Part of the text stood elsewhere on the page and was placed here by fit."),
    "truncated": _("The text breaks off on the page."),
    "continuation_missing": _("Another page holds a part of this article. The archive does not have it."),
    "section_missing": _("A numbered part is missing on the page."),
    "undecodable": _("Some characters of the page could not be read."),
}
"""What readers are told of a reason for review. Not here: what only concerns editors, and the missing title, which the
title itself says."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage, cut into pieces, each piece in segments: (piece, what of it was searched for)."""

    passage: Passage
    pieces: list[tuple[Piece, list[Segment]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive passages of one section, or of none."""

    section: Section | None
    passages: list[ReadPassage]


def head_of(passages: Iterable[Passage]) -> dict[str, Passage]:
    """The first kicker, title and subtitle, by kind, for the anchors of the head."""
    return {passage.kind: passage for passage in reversed(list(passages)) if passage.kind in HEAD_KINDS}


def parts_of(passages: Iterable[Passage], claims: dict[int, list[Claim]], query: Query) -> list[Part]:
    """The body in reading order, without captions. Words of the query are marked."""
    body = [passage for passage in passages if passage.kind not in {*HEAD_KINDS, Passage.Kind.CAPTION}]
    return [
        Part(section, [read(passage, claims.get(passage.pk, []), query) for passage in members])
        for section, members in groupby(body, key=lambda passage: passage.section)
    ]


def captions_of(passages: Iterable[Passage], claims: dict[int, list[Claim]], query: Query) -> list[ReadPassage]:
    return [
        read(passage, claims.get(passage.pk, []), query) for passage in passages if passage.kind == Passage.Kind.CAPTION
    ]


def read(passage: Passage, claims: Iterable[Claim], query: Query) -> ReadPassage:
    return ReadPassage(passage, [(piece, mark(piece.text, query)) for piece in pieces(passage, claims)])


def contents_of(passages: Iterable[Passage]) -> list[Passage]:
    """The headings to jump to: speakers' titles and the upper level. None for a short article."""
    passages = list(passages)
    headings = [
        passage
        for passage in passages
        if passage.kind == Passage.Kind.HEADING and passage.role != Passage.Role.SPEAKER and (passage.level or 1) == 1
    ]
    is_long = sum(len(passage.text) for passage in passages) >= LONG
    return headings if is_long and len(headings) >= FEWEST_ENTRIES else []


class ThemeWord(NamedTuple):
    """A word that speaks for a theme, how often, and the passage where it first stands (its key; None: not shown)."""

    text: str
    times: float
    place: int | None


def themes_of(article: Article, passages: Iterable[Passage]) -> list[tuple[ArticleTheme, list[ThemeWord]]]:
    """The themes of an article, each with the words that speak loudest for it, the most frequent first."""
    body = [passage for passage in passages if passage.kind not in HEAD_KINDS]
    return [(link, [placed(*pair, body) for pair in loudest(link.words)]) for link in article.theme_links.all()]


def loudest(words: list[list]) -> list[list]:
    return sorted(words, key=lambda pair: -pair[1])[:WORDS_SHOWN]


def placed(word: str, times: float, body: Iterable[Passage]) -> ThemeWord:
    return ThemeWord(word, times, place_of(word, body))


def place_of(words: str, passages: Iterable[Passage]) -> int | None:
    """The key of the first of the passages in which these words stand."""
    return next((passage.pk for passage in passages if words and words in passage.text), None)


def notices_of(article: Article, continuations: Collection[Continuation]) -> list[str]:
    """What a reader should know before reading, each once, in the order of the table."""
    codes = {reason.code for reason in article.review_reasons.all()}
    if any(one.part is None for one in continuations):
        codes.add("continuation_missing")
    elif continuations:
        codes.discard("continuation_missing")
    return [notice for code, notice in NOTICES.items() if code in codes]
