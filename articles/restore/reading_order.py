"""Blocks → whole paragraphs: what column breaks and misplaced columns cut is joined again.

Every text that breaks off is matched with every text near it that may be its continuation. A match is scored by adding
up the evidence of `JOINS`; the best matches are taken first, and each text continues one other at most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.restore.blocks import Block, join_lines
from articles.restore.marks import CANNOT_END, MID_SENTENCE_START, OPEN_WORD, open_marks, stray_closers
from articles.restore.shapes import DATELINE, FRESH_START, numbering
from articles.restore.topic import Topics
from articles.restore.types import Reason
from articles.restore.words import joining_gain

REACH = 24
"""Blocks before and after a text that breaks off among which its continuation is looked for."""

JOINS = {
    "next": 4.0,
    "next_but_headings": 1.0,
    "printed_before": -1.0,
    "far": -1.5,
    "same_column": 0.5,
    "word_across": 2.5,
    "word_by_chance": -2.0,
    "cannot_start": 2.0,
    "cannot_end": 0.5,
    "number_runs_on": 1.5,
    "quote_closes": 2.0,
    "quote_not_opened": -2.0,
    "closed_already": -4.0,
    "fresh_start": -2.0,
    "indented": -1.5,
    "starts_story": -9.0,
    "opens_section": -2.0,
    "follows_full_stop": -1.0,
    "follows_another_cut": -1.5,
    "speaks_of_the_same": 3.5,
}
"""Evidence that one text continues another."""
ENOUGH = 2.0
"""Score from which two texts are joined."""
SURE_JUMP = {"word_across", "cannot_start", "number_runs_on"}
"""Evidence of grammar without which a join over a distance moves one text and not its whole column."""
SURE_WORD = 3.0
"""Gain, in nats, from which a word is taken to span the join."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A block that is whole as far as the page allows: `parts` are the blocks it was joined from, in reading order."""

    block: Block
    parts: tuple[Block, ...]
    reasons: tuple[Reason, ...] = ()

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
    follower: dict[int, Match] = {}
    taken: set[int] = set()
    for match in sorted(_matches(blocks), key=lambda match: (-match.score, match.earlier, match.later)):
        if match.earlier not in follower and match.later not in taken and not _closes_circle(match, follower):
            follower[match.earlier] = match
            taken.add(match.later)
    return [_passage(blocks, i, follower) for i in _column_order(len(blocks), follower) if i not in taken]


def _closes_circle(match: Match, follower: dict[int, Match]) -> bool:
    at = match.later
    while at in follower:
        at = follower[at].later
    return at == match.earlier


def _column_order(count: int, follower: dict[int, Match]) -> list[int]:
    """Block indexes with interleaved columns put one after another.

    A sure join over a distance shows that a column breaks off after its first block and goes on with its second: the
    page is cut there, and the piece that begins with the second is placed after the piece that ends with the first.
    """
    jumps = {m.earlier: m.later for m in follower.values() if m.later > m.earlier + 1 and SURE_JUMP & set(m.why)}
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
            reasons.append(
                Reason("placed_by_fit", f"lines {blocks[at].first}–{blocks[at].last}: {', '.join(match.why)}")
            )
    whole = replace(parts[0], text=join_lines([part.text for part in parts])) if len(parts) > 1 else parts[0]
    return Passage(whole, tuple(parts), tuple(reasons))


def _matches(blocks: Sequence[Block]) -> Iterator[Match]:
    topics = Topics(block.text.text for block in blocks if block.kind == "body")
    for i, block in enumerate(blocks):
        if block.kind == "body" and (not block.closed or open_marks(block.text.text)):
            for k in range(max(0, i - REACH), min(len(blocks), i + REACH + 1)):
                if k != i and blocks[k].kind == "body":
                    match = _match(blocks, i, k, topics)
                    if match.score >= ENOUGH:
                        yield match


def _match(blocks: Sequence[Block], i: int, k: int, topics: Topics) -> Match:
    """Weigh a join; vocabulary is compared only where it can decide."""
    why = tuple(join_evidence(blocks, i, k))
    score = sum(JOINS[name] for name in why)
    by_subject = JOINS["speaks_of_the_same"]
    if score + by_subject >= ENOUGH and "next" not in why and _speaks_of_the_same(blocks, i, k, topics):
        return Match(score + by_subject, i, k, (*why, "speaks_of_the_same"))
    return Match(score, i, k, why)


def join_evidence(blocks: Sequence[Block], i: int, k: int) -> Iterator[str]:
    """What speaks for and against block `k` being the continuation of block `i`."""
    left, right = blocks[i], blocks[k]
    before, after = left.text.text, right.text.text
    between = [block.kind for block in blocks[i + 1 : k]]
    previous = blocks[k - 1] if k else None
    opened, strays = open_marks(before), stray_closers(after)
    word = not left.closed and joining_gain(before, after) > SURE_WORD
    closed_before = previous is not None and previous.kind == "body" and previous.closed
    evidence = {
        "next": k > i and not {"body", "head"} & set(between),
        "next_but_headings": k > i and "body" not in between and "head" in between,
        "printed_before": k < i,
        "far": abs(k - i) > 6,
        "same_column": abs(left.column - right.column) <= 1,
        "word_across": word,
        "word_by_chance": word and closed_before,
        "cannot_start": bool(MID_SENTENCE_START.match(after)),
        "cannot_end": bool(CANNOT_END.search(before) or OPEN_WORD.search(before)),
        "number_runs_on": before[-1:].isdecimal() and after[:1].isdecimal(),
        "quote_closes": bool(opened and strays),
        "quote_not_opened": bool(strays and not opened),
        "closed_already": left.closed and not (opened and strays),
        "fresh_start": bool(FRESH_START.match(after)) and not CANNOT_END.search(before),
        "indented": right.indented,
        "starts_story": bool(DATELINE.match(after) or numbering(after)),
        "opens_section": previous is not None and previous.kind == "head",
        "follows_full_stop": closed_before,
        "follows_another_cut": k - 1 != i and previous is not None and previous.kind == "body" and not previous.closed,
    }
    return (name for name, holds in evidence.items() if holds)


def _speaks_of_the_same(blocks: Sequence[Block], i: int, k: int, topics: Topics) -> bool:
    """Is block `k` clearly nearer in vocabulary to block `i` and what precedes it than to its printed neighbours?"""
    text = blocks[k].text.text
    here, there = [*_around(blocks, i), blocks[i].text.text], _around(blocks, k)
    plain = not blocks[i].closed and (k == 0 or blocks[k - 1].kind != "head")
    return plain and len(text) > 30 and topics.nearness([text], here) > 2 * topics.nearness([text], there)


def _around(blocks: Sequence[Block], at: int) -> list[str]:
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
