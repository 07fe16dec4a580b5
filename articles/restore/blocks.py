"""Lines → blocks: body runs, heading-like lines, bylines, captions, notices, imprint, each with why.

Whether a run of lines is body text or stands out like a heading is answered by adding up evidence (`STANDS_OUT`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from articles.restore.breaks import MOST_HEAD_LINES, paragraph_runs, runs_on
from articles.restore.marks import (
    CANNOT_END,
    CANNOT_START,
    NARROW,
    OPEN_WORD,
    OPENERS,
    is_closed,
    open_marks,
    stray_closers,
)
from articles.restore.mastheads import is_column_name
from articles.restore.rows import LEAST_INDENT, Row, find_rows
from articles.restore.shapes import DATELINE, UTTERANCE, alike, numbering, shape_of
from articles.restore.speakers import speaker_of
from articles.restore.types import LineRange, Reason, TracedText

BlockKind = Literal["body", "head", "notice", "imprint", "credit", "byline", "signature", "subtitle", "caption"]

HALVES = re.compile(r"\S{3,14} \S{3,20}")
BULLET = re.compile(r"[●■◆▲★□○◇]")
"""What marks short items that have no titles of their own, so that the name of their column is their title."""
FIRST_WORDS = 16
"""Characters by which a person finds a block again."""
LONGEST_HEAD = 60
LONGEST_PLAIN_HEAD = 28
LONGEST_HALF = 16
"""Longest line of a heading, in characters, whose other half may stand on a line of its own."""
SHORTEST_HALF = 3
COLUMN = re.compile(
    r"^.{0,6}(?:人物|时评|短评|评论|观察|访谈|访谈录|传真|交流|视点|论坛|聚焦|风采|关注|探访|巡礼|札记|随笔|手记|榜样|专栏|之窗|园地|笔谈|速写|剪影|特写|报道|策划)$"
)
"""Names of columns of a newspaper, which stand above a title and are no half of it."""
LONGEST_NAME = 5
"""Longest name of a column of the newspaper, in characters, that may stand above a title."""
WIDER = 1.5
"""Han characters by which a line is wider than any of its column."""
BESIDE = 3
"""Runs below a line in which its sentence may go on: a caption and a notice may stand between."""
SERIES_REACH = 30
"""Blocks before and after a heading among which others of its series are looked for."""

STANDS_OUT = {
    "numbered": 3.0,
    "one_line": 1.0,
    "narrower_than_column": 2.0,
    "like_a_first_line": -3.0,
    "fills_column": -2.0,
    "wider_than_column": 3.0,
    "stands_alone": 2.0,
    "after_full_stop": 2.0,
    "mid_sentence": -3.0,
    "between_blanks": 4.0,
    "nothing_follows": 2.0,
    "indented_text_follows": 2.0,
    "lacks_indent": 2.0,
    "halves": 2.0,
    "commas": -1.0,
    "several_commas": -1.5,
    "long_with_commas": -2.0,
    "word_runs_on": -4.0,
    "interrupts_word": 7.0,
    "ends_with_open_word": -3.0,
    "unbalanced": -3.0,
}
"""Evidence that unclosed lines are a heading, title or caption and no body text. From 2 up: they are."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `column` is the width of their column, 0 where lines are not wrapped.

    `caption` says how much speaks for a short block being a caption, above 0 for one that looks like it; None where the
    question does not arise, because the shape of the block answers it. `stands_out` sums up what speaks for a heading.
    """

    kind: BlockKind
    text: TracedText
    first: int
    last: int
    rows: int = 1
    column: float = 0.0
    doubled: bool = False
    indented: bool = False
    flush: bool = False
    ends_short: bool = False
    why: tuple[str, ...] = ()
    caption: float | None = None
    stands_out: float = 0.0

    @property
    def closed(self) -> bool:
        return is_closed(self.text.text)

    @property
    def lines(self) -> LineRange:
        return self.first, self.last

    def reason(self, code: str) -> Reason:
        """A reason to look at this block, with its first words."""
        return Reason(code, self.text.text[:FIRST_WORDS], self.lines)


def find_blocks(lines: Sequence[TracedText], doubled: Collection[int] = ()) -> list[Block]:
    """Blocks of a page in page order. `lines` are all lines, repaired; `doubled` numbers those that were shadowed."""
    runs = list(paragraph_runs(find_rows(lines, doubled)))
    indents = _uses_indents(runs)
    blocks: list[Block] = []
    for i, run in enumerate(runs):
        blocks.append(_block(run, blocks[-1] if blocks else None, runs[i + 1 : i + 1 + BESIDE], indents))
    whole = list(_with_whole_headings(blocks, [run[0].gap for run in runs]))
    return list(_with_cut_headings(whole))


def _with_whole_headings(blocks: list[Block], gaps: list[bool]) -> Iterator[Block]:
    """Blocks, with two heading lines that no blank line parts made one heading. More than two are a title area."""
    pairs = dict(_heading_pairs(blocks, gaps))
    joined = {at: joined_heading([blocks[at].text, blocks[at + 1].text]) for at in pairs}
    at = 0
    while at < len(blocks):
        near = (text.text for other, text in joined.items() if 0 < abs(other - at) < SERIES_REACH)
        if at in joined and not (pairs[at] and not any(alike(joined[at].text, other) for other in near)):
            yield replace(blocks[at], text=joined[at], last=blocks[at + 1].last, rows=2)
            at += 2
        else:
            yield blocks[at]
            at += 1


def _heading_pairs(blocks: list[Block], gaps: list[bool]) -> Iterator[tuple[int, bool]]:
    """Places of two heading lines that may be one, and whether the first looks like the name of a column above it."""
    for at, block in enumerate(blocks[:-1]):
        alone = (at == 0 or gaps[at] or blocks[at - 1].kind != "head") and (
            at + 2 == len(blocks) or gaps[at + 2] or blocks[at + 2].kind != "head"
        )
        titles = at + 2 < len(blocks) and blocks[at + 2].kind in ("byline", "subtitle")
        if alone and not titles and not gaps[at + 1] and block.kind == blocks[at + 1].kind == "head":
            first, second = block.text.text, blocks[at + 1].text.text
            if _one_heading(block, blocks[at + 1]):
                yield at, len(first) <= LONGEST_NAME and 2 * len(first) < len(second)


def _with_cut_headings(blocks: list[Block]) -> Iterator[Block]:
    """Blocks, with a heading that a column break cut made whole, if others of its series show how it is made."""
    at = 0
    while at < len(blocks):
        first, second = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        near = [
            block.text.text for block in blocks[max(0, at - SERIES_REACH) : at + SERIES_REACH] if block.kind == "head"
        ]
        if second and first.kind == second.kind == "head" and _one_heading(first, second):
            joined = joined_heading([first.text, second.text])
            if any(" " in other and alike(joined.text, other) for other in near):
                yield replace(first, text=joined, last=second.last, rows=2)
                at += 2
                continue
        yield first
        at += 1


def _uses_indents(runs: Sequence[list[Row]]) -> bool:
    """Does the page indent its paragraphs, so that their first lines are narrower by two characters?"""
    wrapped = [run for run in runs if len(run) > 2 and run[0].column]
    return sum(run[0].starts_indented for run in wrapped) > 0.5 * len(wrapped)


def _one_heading(first: Block, second: Block) -> bool:
    """Are two lines the halves of one heading?"""
    short = max(len(first.text), len(second.text)) <= LONGEST_HALF and len(second.text) > SHORTEST_HALF
    return (
        short
        and not COLUMN.search(first.text.text)
        and not numbering(second.text.text)
        and not speaker_of(first.text.text)
        and not speaker_of(second.text.text)
    )


def _block(run: list[Row], before: Block | None, below: Sequence[list[Row]], indents: bool) -> Block:
    text = join_lines([row.text for row in run])
    shape = run[0].shape if len(run) == 1 else shape_of(text.text) if len(run) == 2 else ""
    if shape == "imprint" and below and BULLET.match(below[0][0].text.text) and is_column_name(text.text):
        shape = ""
    speaker = speaker_of(text.text) is not None
    able = not shape and (speaker or _can_stand_out(run, text.text))
    why = tuple(stand_out_evidence(run, text.text, before, below, indents)) if able else ()
    standing = sum(STANDS_OUT[name] for name in why)
    stands_out = able and (speaker or standing >= 2)
    if stands_out and len(run) > 1:
        text = joined_heading([row.text for row in run])
    return Block(
        shape or ("head" if stands_out else "body"),
        text,
        run[0].number,
        run[-1].number,
        len(run),
        max(row.column for row in run),
        all(row.doubled for row in run),
        run[0].starts_indented and len(run) > 1,
        indents and run[0].full and not run[0].starts_indented and len(run) > 1,
        run[-1].short,
        why,
        stands_out=standing,
    )


def _can_stand_out(run: list[Row], text: str) -> bool:
    return (
        len(run) <= MOST_HEAD_LINES
        and len(text) <= LONGEST_HEAD
        and not is_closed(text)
        and "。" not in text
        and not CANNOT_END.search(text)
        and not CANNOT_START.match(text)
        and not DATELINE.match(text)
        and not UTTERANCE.match(text)
    )


def stand_out_evidence(
    run: list[Row], text: str, before: Block | None, below: Sequence[list[Row]], indents: bool
) -> Iterator[str]:
    """What speaks for and against `run` standing out from body text. `below` are the runs after it."""
    after = below[0] if below else None
    text_below = next((other[0] for other in below if other[0].shape not in ("caption", "credit", "notice")), None)
    columned = bool(run[-1].column)
    finished = before is None or before.kind != "body" or before.closed
    narrow, fills = columned and all(row.short for row in run), columned and run[-1].full
    evidence = {
        "numbered": bool(numbering(text)),
        "one_line": len(run) == 1,
        "narrower_than_column": narrow,
        "fills_column": fills and not narrow,
        "wider_than_column": columned and len(run) == 1 and run[0].gap and run[0].width > run[0].column + WIDER,
        "like_a_first_line": finished and len(run) == 1 and run[0].starts_indented and bool(columned),
        "stands_alone": not (narrow or fills),
        "after_full_stop": finished,
        "mid_sentence": fills and not narrow and not finished,
        "between_blanks": _between_blanks(run, after),
        "indented_text_follows": after is not None
        and not after[0].shape
        and len(after) > 1
        and after[0].starts_indented,
        "lacks_indent": indents and finished and columned and run[0].width > run[0].column - LEAST_INDENT,
        "nothing_follows": after is None or bool(after[0].shape or DATELINE.match(after[0].text.text)),
        "halves": bool(HALVES.fullmatch(text)) or (len(run) == 2 and all(row.stands_back for row in run)),
        "commas": bool(re.search(r"[，,；;]", text)),
        "several_commas": len(re.findall(r"[，,；;]", text)) > 1 and not numbering(text),
        "long_with_commas": len(text) > LONGEST_PLAIN_HEAD
        and bool(re.search(r"[，,；;]", text))
        and not numbering(text),
        "word_runs_on": text_below is not None and not text_below.shape and runs_on(text, text_below.text.text),
        "interrupts_word": not finished
        and text_below is not None
        and runs_on(before.text.text, text_below.text.text)
        and not runs_on(before.text.text, text)
        and not runs_on(text, text_below.text.text),
        "ends_with_open_word": bool(OPEN_WORD.search(text)),
        "unbalanced": bool(open_marks(text) or stray_closers(text)),
    }
    return (name for name, holds in evidence.items() if holds)


def _between_blanks(run: list[Row], after: list[Row] | None) -> bool:
    """Does a line stand between two blank lines? Columns of text seldom break twice within a line."""
    text = run[0].text.text
    plain = len(run) == 1 and len(text) <= LONGEST_PLAIN_HEAD and not re.search(r"[，,；;]", text)
    before = run[0].gap and not run[0].loose
    return plain and before and after is not None and after[0].gap and after[0].text.text[0] not in OPENERS


def join_lines(parts: Sequence[TracedText]) -> TracedText:
    """Join the lines of one paragraph: without a space, but with one between two Latin words."""
    pieces: list[TracedText] = []
    for part in parts:
        if pieces and _latin(pieces[-1].text[-1:]) and _latin(part.text[:1]):
            pieces.append(TracedText.added(" "))
        pieces.append(part)
    return TracedText.joined(pieces)


def _latin(char: str) -> bool:
    return bool(NARROW.match(char)) and char.isalpha()


def joined_heading(lines: Sequence[TracedText]) -> TracedText:
    """Join the lines of a heading: with a space where each is a phrase of its own, without where it merely wraps."""
    first, second = lines[0].text, lines[1].text
    if (
        numbering(first)
        or CANNOT_END.search(first)
        or CANNOT_START.match(second)
        or second.startswith("的")
        or open_marks(first)
        or runs_on(first, second)
    ):
        return join_lines(lines)
    spaced = [lines[0]]
    for line in lines[1:]:
        spaced += [TracedText.added(" "), line]
    return TracedText.joined(spaced)
