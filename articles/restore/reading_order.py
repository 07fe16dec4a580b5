"""Blocks → whole paragraphs: what column breaks and misplaced columns cut is joined again.

Every text that breaks off is matched with the texts that may be its continuation. A match is scored by adding up the
evidence of `JOINS`; of all ways to match the texts of a page the one with the highest sum is taken.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.restore.blocks import Block, join_lines
from articles.restore.marks import CANNOT_END, MID_SENTENCE_START, OPEN_WORD, open_marks, stray_closers
from articles.restore.shapes import DATELINE, FRESH_START, numbering
from articles.restore.topic import Topics
from articles.restore.types import Reason
from articles.restore.words import joining_gain

REACH = 60
"""Blocks before and after a text that breaks off among which its continuation is looked for."""

JOINS = {
    "next": 3.8,
    "next_but_headings": -4.0,
    "elsewhere": 0.2,
    "printed_before": -1.4,
    "same_column": 1.8,
    "other_column": 0.0,
    "flush": 1.0,
    "indented": -4.0,
    "ends_short": 3.2,
    "word_across": 3.6,
    "word_runs_on": 2.2,
    "cannot_start": 0.6,
    "leans_forward": 1.4,
    "number_runs_on": 0.6,
    "quote_closes": 5.2,
    "quote_not_opened": -5.0,
    "closed_already": -4.0,
    "fresh_start": -4.4,
    "starts_story": -9.0,
    "opens_section": -0.4,
    "caption_like_between": 2.4,
    "follows_another_cut": -0.4,
    "broke_before_heading": -0.2,
    "another_waits": -2.4,
    "stray_line": -1.6,
    "open_line": -3.0,
    "subject": 1.0,
    "subject_under": 0.6,
    "at_home_here": 3.4,
}
"""Evidence that one text continues another. The last three count by how near in vocabulary the texts are."""
ENOUGH = 2.2
"""Score from which two texts are joined."""
SURE = 8.0
"""Score from which the next text is the continuation and no other is looked for."""
MOST_SUBJECT = 5.0
MOVES = {
    "text_under_it": 1.0,
    "nothing_under_it": -1.0,
    "heading_after_cut": 0.5,
    "text_after_cut": -1.0,
    "subject": 6.0,
}
"""Evidence that a join over a distance takes the rest of its column along. Above 0: it does."""
LIKELY_WORD, SURE_WORD = 1.5, 4.0
"""Gain, in nats, from which a word is likely, or sure, to span the join."""
LONGEST_LINE = 40
SHORTEST_STRAY, CLEARLY = 30, 2.0
LIKE_CAPTION = -4.0
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
    why: tuple[str, ...]


def join_broken(blocks: Sequence[Block]) -> list[Passage]:
    """Join texts that break off with their continuations, and let what stands under a continuation follow it."""
    topics = Topics(block.text.text for block in blocks if block.kind == "body")
    follower = _without_circles(best_matches(_matches(blocks, topics)))
    taken = {match.later for match in follower.values()}
    order = _column_order(len(blocks), _moved_columns(blocks, follower, topics))
    blocks = [block if i in follower or i in taken else _no_text(block) for i, block in enumerate(blocks)]
    return [_passage(blocks, i, follower) for i in order if i not in taken]


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
        worth = sorted(((m.score - ENOUGH - prices[m.later], -m.later, m) for m in choices[earlier]), reverse=True)
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


def _moved_columns(blocks: Sequence[Block], follower: Mapping[int, Match], topics: Topics) -> dict[int, int]:
    """Joins over a distance that take the rest of the column along: the text under the continuation follows it."""
    return {
        match.earlier: match.later
        for match in follower.values()
        if "elsewhere" in match.why and _column_moves(blocks, match, topics) > 0
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
        if "next" not in match.why:
            reasons.append(blocks[at].reason("placed_by_fit"))
    whole = replace(parts[0], text=join_lines([part.text for part in parts])) if len(parts) > 1 else parts[0]
    return Passage(whole, tuple(parts), tuple(reasons))


def _matches(blocks: Sequence[Block], topics: Topics) -> Iterator[Match]:
    for i, block in enumerate(blocks):
        if block.kind == "body" and (not block.closed or open_marks(block.text.text)):
            following = [_match(blocks, i, i + 1, topics)] if _is_text(blocks, i + 1) else []
            if following and following[0].score >= SURE:
                yield from following
                continue
            places = (k for k in range(max(0, i - REACH), i + REACH + 1) if k != i and _is_text(blocks, k))
            matches = (_match(blocks, i, k, topics) for k in places)
            yield from (match for match in matches if match.score >= ENOUGH)


def _is_text(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and blocks[at].kind == "body"


def _match(blocks: Sequence[Block], i: int, k: int, topics: Topics) -> Match:
    """Weigh a join; vocabulary is compared only where it can decide."""
    why = tuple(join_evidence(blocks, i, k))
    score = sum(JOINS[name] for name in why)
    if score + MOST_SUBJECT >= ENOUGH:
        for name, nearness in subject_evidence(blocks, i, k, topics).items():
            score += JOINS[name] * nearness
    return Match(score, i, k, why)


def _head_follows(blocks: Sequence[Block], at: int) -> bool:
    return _kind_after(blocks, at) in ("head", "byline", "subtitle")


def _waits(blocks: Sequence[Block], at: int) -> bool:
    """Does a text break off here before a heading, so that its continuation stands further on?"""
    return blocks[at].kind == "body" and not blocks[at].closed and _head_follows(blocks, at)


def subject_evidence(blocks: Sequence[Block], i: int, k: int, topics: Topics) -> dict[str, float]:
    """How near in vocabulary block `k`, alone and with what stands under it, is to block `i` with what stands above."""
    above = _texts(blocks, (at for at in range(i, i - 5, -1) if at != k))
    under = _texts(blocks, (at for at in range(k, k + 4) if at != i))
    at_home = _kind_after(blocks, i) != "body" and not near(blocks, i, k) and _at_home(blocks, i, k, topics)
    return {
        "subject": topics.kinship(under[:1], above),
        "subject_under": topics.kinship(under, above),
        "at_home_here": float(at_home),
    }


def near(blocks: Sequence[Block], i: int, k: int) -> bool:
    """Does no text stand between block `i` and block `k` after it?"""
    return k > i and all(block.kind != "body" for block in blocks[i + 1 : k])


def _at_home(blocks: Sequence[Block], i: int, k: int, topics: Topics) -> bool:
    """Is block `k` clearly nearer in vocabulary to the section of block `i` than to that in which it stands?"""
    text = blocks[k].text.text
    here, there = [*_section(blocks, i), blocks[i].text.text], _section(blocks, k)
    stray = not blocks[i].closed and (k == 0 or blocks[k - 1].kind != "head") and len(text) > SHORTEST_STRAY
    return stray and bool(there) and topics.nearness([text], here) > CLEARLY * topics.nearness([text], there)


def _section(blocks: Sequence[Block], at: int) -> list[str]:
    """The texts of the same section beside a block: up to two on either side, as far as a heading or a cut."""
    texts = []
    for block in reversed(blocks[max(0, at - 2) : at]):
        if block.kind != "body" or not block.closed:
            break
        texts.append(block.text.text)
    for block in blocks[at + 1 : at + 3]:
        if block.kind != "body" or not blocks[at].closed:
            break
        texts.append(block.text.text)
    return texts


def join_evidence(blocks: Sequence[Block], i: int, k: int) -> Iterator[str]:
    """What speaks for and against block `k` being the continuation of block `i`."""
    left, right = blocks[i], blocks[k]
    before, after = left.text.text, right.text.text
    between = {block.kind for block in blocks[i + 1 : k]}
    previous = blocks[k - 1] if k else None
    opened, strays = open_marks(before), stray_closers(after)
    gain = 0.0 if left.closed else joining_gain(before, after)
    beside = near(blocks, i, k)
    evidence = {
        "broke_before_heading": not beside and _head_follows(blocks, i),
        "whole_sentence": 0.0,
        "another_waits": beside and any(_waits(blocks, j) for j in range(max(0, i - REACH), i)),
        "next": beside and "head" not in between,
        "next_but_headings": beside and "head" in between,
        "elsewhere": not beside,
        "printed_before": k < i,
        "same_column": bool(right.column) and abs(left.column - right.column) <= 1,
        "other_column": not beside and abs(left.column - right.column) > 1.5,
        "flush": right.flush,
        "indented": right.indented,
        "ends_short": left.ends_short,
        "word_across": gain > LIKELY_WORD,
        "word_runs_on": gain > SURE_WORD,
        "cannot_start": bool(MID_SENTENCE_START.match(after)),
        "leans_forward": beside and bool(CANNOT_END.search(before) or OPEN_WORD.search(before)),
        "number_runs_on": before[-1:].isdecimal() and after[:1].isdecimal(),
        "quote_closes": bool(opened and strays),
        "quote_not_opened": bool(strays and not opened),
        "closed_already": left.closed and not (opened and strays),
        "fresh_start": bool(FRESH_START.match(after)) and not CANNOT_END.search(before),
        "starts_story": bool(DATELINE.match(after) or numbering(after)),
        "caption_like_between": near
        and "head" in between
        and all((block.caption or -9.0) > LIKE_CAPTION for block in blocks[i + 1 : k] if block.kind == "head"),
        "stray_line": right.rows == 1 and not right.closed and right.ends_short,
        "open_line": right.rows == 1 and not right.closed and len(after) < LONGEST_LINE,
        "opens_section": not beside and previous is not None and previous.kind == "head",
        "follows_another_cut": k - 1 != i and previous is not None and previous.kind == "body" and not previous.closed,
    }
    return (name for name, holds in evidence.items() if holds)
