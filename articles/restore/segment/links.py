"""Pieces of one article that stand apart on the page: which piece goes with which, and how much speaks for it.

Where columns of several articles are printed one amid another, or a title far from its text, the path leaves pieces
without a title. Each is given to the piece that it fits best, or to none. `WEIGHTS` was fitted as the log odds of
belonging together (`python -m tests.page_maker.fit_links`), and then rounded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, goes_on_elsewhere, in_series, is_continuation
from articles.restore.segment.signs import FAREWELL, PLACE, SIGNED
from articles.restore.shapes import DATELINE, numbering
from articles.restore.speakers import speaker_of
from articles.restore.topic import Topics

Signs = dict[str, float]

NEAR_PIECES = 8
"""Pieces before and after a piece among which others of its article are looked for."""
FEW_TEXTS = 3
LEAST_NAME = 4
"""Characters of a name of an institution that tells articles apart."""
ONE_COLUMN, OTHER_COLUMN = 1.0, 2.0
BEGINS = re.compile(r"(?:本报讯|近日|日前|\d{1,2}月\d{1,2}日|编者按)")

WEIGHTS: Mapping[str, float] = {
    "no_text": 1.2,
    "both_have_headings": 1.2,
    "headings_alike": 1.0,
    "nearness": 1.0,
    "title_with_little": 0.6,
    "nearest_subject": 0.6,
    "little_text": 0.6,
    "same_column": 0.4,
    "title_after_text": 0.4,
    "before": 0.4,
    "numbers_go_on": 0.4,
    "early_breaks_off": 0.2,
    "goes_on": 0.2,
    "both_have_speakers": -0.2,
    "shares_names": -0.2,
    "other_names": -0.2,
    "two_after": -0.2,
    "early_ends": -0.2,
    "further": -0.4,
    "two_before": -0.4,
    "continued": -0.4,
    "other_column": -0.8,
    "begins": -1.0,
    "titled": -1.0,
    "late_begins": -1.2,
    "both_signed": -1.2,
    "both_begin": -1.2,
    "far_subject": -1.6,
}


@dataclass(frozen=True)
class Piece:
    """A draft, with what is asked of it for each pair."""

    draft: Draft

    @cached_property
    def titled(self) -> bool:
        return bool(self.draft.playing("title"))

    @cached_property
    def late_title(self) -> bool:
        """Does its title stand after its text, or with a lead alone?"""
        title = next(iter(self.draft.playing("title")), None)
        return title is not None and any(p.block.first < title.block.first for p in self.draft.bodies)

    @cached_property
    def names(self) -> frozenset[str]:
        text = "".join(self.draft.texts)
        return frozenset(
            found.group()[-LEAST_NAME:] for found in PLACE.finditer(text) if len(found.group()) > LEAST_NAME
        )

    @cached_property
    def numbers(self) -> list[tuple[str, int]]:
        return [number for head in self.draft.heads if head.role == "heading" and (number := numbering(head.text))]

    @cached_property
    def headings(self) -> list[Passage]:
        return [head for head in self.draft.heads if head.role == "heading" and not numbering(head.text)]

    @cached_property
    def column(self) -> float:
        widths = [part.column for body in self.draft.bodies for part in body.parts if part.column]
        return median(widths) if widths else 0.0

    @cached_property
    def ends(self) -> bool:
        """Does it end with the names of its writers, or as articles end?"""
        if not self.draft.bodies:
            return False
        return bool(SIGNED.search(self.draft.bodies[-1].text) or FAREWELL.search(self.draft.bodies[-1].text))


def link_signs(pieces: Sequence[Piece], i: int, k: int, topics: Topics) -> Signs:
    """What speaks for piece `k` being of the same article as the untitled piece `i`."""
    one, other = pieces[i], pieces[k]
    early, late = (one, other) if i < k else (other, one)
    apart = abs(one.column - other.column) if one.column and other.column else OTHER_COLUMN
    bodies = early.draft.bodies
    near = topics.nearness(one.draft.texts, other.draft.texts)
    signs = {
        "before": k == i - 1,
        "after": k == i + 1,
        "two_before": k == i - 2,
        "two_after": k == i + 2,
        "further": abs(k - i) > 2,
        "titled": other.titled,
        "title_after_text": other.late_title,
        "title_with_little": other.titled and len(other.draft.bodies) <= FEW_TEXTS,
        "little_text": len(one.draft.bodies) <= FEW_TEXTS,
        "no_text": not one.draft.bodies,
        "nearness": near,
        "far_subject": near < 0.05,
        "shares_names": bool(one.names & other.names),
        "other_names": bool(one.names and other.names and not one.names & other.names),
        "same_column": apart <= ONE_COLUMN,
        "other_column": apart >= OTHER_COLUMN,
        "numbers_go_on": _numbers_go_on(one, other) > 0,
        "numbers_clash": _numbers_go_on(one, other) < 0,
        "headings_alike": any(in_series(head, other.headings) for head in one.headings),
        "both_have_headings": bool(one.headings and other.headings),
        "both_have_speakers": _has_speakers(one) and _has_speakers(other),
        "early_ends": early.ends,
        "early_breaks_off": bool(bodies) and not bodies[-1].block.closed,
        "late_begins": bool(late.draft.bodies) and bool(BEGINS.match(late.draft.bodies[0].text)),
        "both_begin": _has_story(one) and _has_story(other),
        "begins": _has_story(one),
        "continued": any(map(is_continuation, one.draft.passages)) or any(map(is_continuation, other.draft.passages)),
        "goes_on": any(map(goes_on_elsewhere, early.draft.passages)),
        "both_signed": _signed(one) and _signed(other),
    }
    return {name: float(value) for name, value in signs.items() if value}


def weigh(signs: Signs) -> float:
    return sum(value * WEIGHTS.get(name, 0.0) for name, value in signs.items())


def links(drafts: Sequence[Draft], topics: Topics) -> Iterator[tuple[int, int]]:
    """For each untitled piece the place of the piece that it goes with, if any: `(piece, other)`."""
    pieces = list(map(Piece, drafts))
    for i, piece in enumerate(pieces):
        if not piece.titled:
            scores = candidates(pieces, i, topics)
            best = max(scores, key=lambda k: (scores[k], -k), default=-1)
            if best >= 0 and scores[best] > 0:
                yield i, best


def candidates(pieces: Sequence[Piece], i: int, topics: Topics) -> dict[int, float]:
    """The pieces near one, with how much speaks for each being of the same article."""
    return {k: weigh(signs) for k, signs in candidate_signs(pieces, i, topics).items()}


def candidate_signs(pieces: Sequence[Piece], i: int, topics: Topics) -> dict[int, Signs]:
    """The signs of each piece near one."""
    near = range(max(0, i - NEAR_PIECES), min(len(pieces), i + NEAR_PIECES + 1))
    signs = {k: link_signs(pieces, i, k, topics) for k in near if k != i}
    nearest = max(signs, key=lambda k: signs[k].get("nearness", 0.0), default=-1)
    if nearest >= 0 and "nearness" in signs[nearest]:
        signs[nearest]["nearest_subject"] = 1.0
    return signs


def _numbers_go_on(one: Piece, other: Piece) -> int:
    """1 where the numbers of two pieces make one row, -1 where both have the same number, 0 where nothing is said."""
    if not (one.numbers and other.numbers) or one.numbers[0][0] != other.numbers[0][0]:
        return 0
    mine, theirs = {number for _, number in one.numbers}, {number for _, number in other.numbers}
    return -1 if mine & theirs else 1


def _has_speakers(piece: Piece) -> bool:
    return any(speaker_of(head.text) for head in piece.draft.heads)


def _has_story(piece: Piece) -> bool:
    return bool(piece.draft.bodies) and bool(DATELINE.match(piece.draft.bodies[0].text))


def _signed(piece: Piece) -> bool:
    return bool(piece.draft.of("byline", "signature"))
