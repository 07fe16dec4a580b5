"""Blocks → whole paragraphs: what column breaks and misplaced columns cut is joined again.

Every text that breaks off is matched with the texts that may be its continuation. A match is scored by adding up the
evidence for it (`joins.py`); of all ways to match the texts of a page the one with the highest sum is taken.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.restore.blocks import Block, join_lines
from articles.restore.joins import (
    Layout,
    earlier_signs,
    is_near,
    later_signs,
    place_signs,
    subject_signs,
    text_signs,
    weigh,
)
from articles.restore.marks import CANNOT_END, MID_SENTENCE_START, open_marks
from articles.restore.topic import Topics
from articles.restore.types import Reason

SURE = 4.0
"""Score from which the next text is the continuation and no other is looked for."""
MOVES = {
    "text_under_it": 1.0,
    "nothing_under_it": -1.0,
    "heading_after_cut": 0.5,
    "text_after_cut": -1.0,
    "subject": 6.0,
}
"""Evidence that a join over a distance takes the rest of its column along. Above 0: it does."""
LONGEST_LINE = 40
MOST_SUBJECT = 3.0
"""More than this the vocabulary adds to no join."""
LEAST_BID = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A block that is whole as far as the page allows: `parts` are the blocks it was joined from, in reading order.

    `role` is its part in an article, known once the page is divided into articles.
    """

    block: Block
    parts: tuple[Block, ...]
    reasons: tuple[Reason, ...] = ()
    role: str = ""

    @property
    def text(self) -> str:
        return self.block.text.text

    @property
    def kind(self) -> str:
        return self.block.kind


@dataclass(frozen=True, slots=True)
class Match:
    """`later` may continue `earlier` (indexes of blocks)."""

    score: float
    earlier: int
    later: int
    near: bool


def join_broken(blocks: Sequence[Block]) -> list[Passage]:
    """Join texts that break off with their continuations, and let what stands under a continuation follow it."""
    layout = Layout.of(blocks)
    follower = _without_circles(best_matches(_matches(layout)))
    taken = {match.later for match in follower.values()}
    order = _column_order(len(blocks), _moved_columns(layout, follower))
    blocks = [_text(block) if i in follower or i in taken else _no_text(block) for i, block in enumerate(blocks)]
    return [_passage(blocks, i, follower) for i in order if i not in taken]


def _text(block: Block) -> Block:
    """A block that goes on, or is gone on with, is text, whatever it looked like."""
    return block if block.kind == "body" else replace(block, kind="body", caption=None)


def _no_text(block: Block) -> Block:
    """A line that neither goes on nor is gone on with is a heading or a caption, whatever it looked like."""
    alone = block.kind == "body" and block.rows == 1 and not block.closed and len(block.text) < LONGEST_LINE
    plain = alone and not CANNOT_END.search(block.text.text) and not MID_SENTENCE_START.match(block.text.text)
    return replace(block, kind="head", caption=0.0) if plain else block


def best_matches(matches: Iterable[Match]) -> dict[int, Match]:
    """Of all ways to match each text with one other at most the best, by the text that is continued.

    (An auction: texts that break off bid for continuations, as much as the next best choice is worse; whoever is
    outbid bids again. Not to be continued on this page is always a choice.)
    """
    choices: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        choices[match.earlier].append(match)
    prices: dict[int, float] = defaultdict(float)
    holders: dict[int, Match] = {}
    bidders = deque(choices)
    while bidders:
        earlier = bidders.popleft()
        worth = sorted(((m.score - prices[m.later], -m.later, m) for m in choices[earlier]), reverse=True)
        value, _, best = worth[0]
        if value > 0:
            prices[best.later] += value - max(0.0, worth[1][0] if len(worth) > 1 else 0.0) + LEAST_BID
            if best.later in holders:
                bidders.append(holders[best.later].earlier)
            holders[best.later] = best
    return {match.earlier: match for match in holders.values()}


def _without_circles(follower: Mapping[int, Match]) -> dict[int, Match]:
    """The matches, the weakest first left out where texts would continue each other in a circle."""
    kept: dict[int, Match] = {}
    for match in sorted(follower.values(), key=lambda match: (-match.score, match.earlier)):
        at = match.later
        while at in kept:
            at = kept[at].later
        if at != match.earlier:
            kept[match.earlier] = match
    return kept


def _moved_columns(layout: Layout, follower: Mapping[int, Match]) -> dict[int, int]:
    """Joins over a distance that take the rest of the column along: the text under the continuation follows it."""
    return {
        match.earlier: match.later
        for match in follower.values()
        if not match.near and _column_moves(layout.blocks, match, layout.topics) > 0
    }


def _column_moves(blocks: Sequence[Block], match: Match, topics: Topics) -> float:
    """Above 0 if what stands under the continuation goes with it, and not only the paragraph that was cut."""
    at, to = match.earlier, match.later
    said = _texts(blocks, range(at, max(-1, at - 4), -1))
    here, there = (_texts(blocks, range(place + 1, place + 4)) for place in (at, to))
    after_cut, under_it = _kind_after(blocks, at), _kind_after(blocks, to)
    evidence = {
        "text_under_it": under_it == "body",
        "nothing_under_it": under_it == "",
        "heading_after_cut": after_cut not in ("body", ""),
        "text_after_cut": after_cut == "body",
    }
    subject = topics.nearness(said, there) - topics.nearness(said, here)
    return sum(MOVES[name] for name, holds in evidence.items() if holds) + MOVES["subject"] * subject


def _kind_after(blocks: Sequence[Block], at: int) -> str:
    """The kind of the next block that is no caption, "" at the end of the page."""
    return next((block.kind for block in blocks[at + 1 : at + 4] if block.kind not in ("caption", "credit")), "")


def _texts(blocks: Sequence[Block], places: Iterable[int]) -> list[str]:
    return [blocks[i].text.text for i in places if 0 <= i < len(blocks) and blocks[i].kind in ("body", "head")]


def _column_order(count: int, jumps: Mapping[int, int]) -> list[int]:
    """Block indexes with interleaved columns put one after another.

    A jump shows that a column breaks off after its first block and goes on with its second: the page is cut there, and
    the piece that begins with the second is placed after the piece that ends with the first.
    """
    starts = sorted({0, *(i + 1 for i in jumps), *jumps.values()} - {count})
    ends = dict(pairwise([*starts, count]))
    led_to = set(jumps.values())
    order: list[int] = []
    for start in [*(s for s in starts if s not in led_to), *starts]:
        piece: int | None = start
        while piece is not None and ends[piece] >= 0:
            order += range(piece, ends[piece])
            last, ends[piece] = ends[piece] - 1, -1
            piece = jumps.get(last)
    return order


def _passage(blocks: Sequence[Block], at: int, follower: dict[int, Match]) -> Passage:
    parts, reasons = [blocks[at]], []
    while at in follower:
        match = follower[at]
        at = match.later
        parts.append(blocks[at])
        if match.later != match.earlier + 1:
            reasons.append(blocks[at].reason("placed_by_fit"))
    whole = replace(parts[0], text=join_lines([part.text for part in parts])) if len(parts) > 1 else parts[0]
    return Passage(whole, tuple(parts), tuple(reasons))


def _matches(layout: Layout) -> Iterator[Match]:
    blocks = layout.blocks
    later = {k: weigh(later_signs(layout, k)) for k in layout.texts}
    for i in layout.texts:
        if blocks[i].closed and not open_marks(blocks[i].text.text):
            continue
        alone, near = weigh(earlier_signs(layout, i)), layout.near(i)
        following = [_match(layout, i, i + 1, alone + later[i + 1])] if i + 1 in later else []
        if following and following[0].score >= SURE:
            yield from following
            continue
        matches = (_match(layout, i, k, alone + later[k]) for k in near)
        yield from (match for match in matches if match.score > 0)


def _match(layout: Layout, i: int, k: int, alone: float) -> Match:
    """Weigh a join, given what both blocks show by themselves; vocabulary is compared only where it can decide."""
    near = k > i and is_near(layout.between(i, k))
    left, right = layout.blocks[i], layout.blocks[k]
    score = alone + weigh(place_signs(layout, i, k))
    score += weigh(text_signs(left.text.text, right.text.text, closed=left.closed))
    if score + MOST_SUBJECT > 0:
        score += weigh(subject_signs(layout, i, k))
    return Match(score, i, k, near)
