"""Lines → blocks: body runs, heading-like lines, bylines, captions, notices, imprint, each with why.

Three questions are asked, each answered by adding up evidence: does a paragraph end between two neighbouring lines
(`BREAKS`), and is a run of lines body text or does it stand out like a heading (`STANDS_OUT`)?
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from articles.restore.marks import (
    CANNOT_END,
    CANNOT_START,
    NARROW,
    OPEN_WORD,
    OPENERS,
    is_closed,
    open_marks,
    stray_closers,
    width,
)
from articles.restore.rows import FIRST_LINE_INDENT, LEAST_INDENT, TOLERANCE, Row, find_rows
from articles.restore.shapes import DATELINE, FRESH_START, alike, numbering, shape_of
from articles.restore.speakers import speaker_of
from articles.restore.types import LineRange, Reason, TracedText
from articles.restore.words import joining_gain

BlockKind = Literal["body", "head", "notice", "imprint", "credit", "byline", "signature", "subtitle", "caption"]

HALVES = re.compile(r"\S{3,14} \S{3,20}")
WORD_RUNS_ON = 3.0
"""Gain, in nats, from which a word is taken to run on over the line end."""
FIRST_WORDS = 16
"""Characters by which a person finds a block again."""
LONGEST_HEAD = 60
LONGEST_PLAIN_HEAD = 28
LONGEST_HALF = 16
"""Longest line of a heading, in characters, whose other half may stand on a line of its own."""
UNBROKEN = re.compile(r"[（(“]?(?:[A-Za-z][A-Za-z-]+|\d[\d.,%％．]*)")
"""What does not fit on the rest of a line goes to the next as a whole."""
MEASURE = re.compile(r"[\d年月日时分名个人次万亿千百余多张台项家所期岁元%％.．]")
MOST_HEAD_LINES = 3
WIDEST_INDENT = 3.5
"""How much narrower than its column, in Han characters, the first line of a paragraph may be."""
EXACT = 0.3
"""Difference in width, in Han characters, that is none."""
SERIES_REACH = 30
"""Blocks before and after a heading among which others of its series are looked for."""

BREAKS = {
    "shape": 9.0,
    "starts_story": 9.0,
    "numbered_line": 5.0,
    "short_and_closed": 5.0,
    "closed_and_loose": 5.0,
    "indented": 5.0,
    "heading_above": 4.0,
    "heading_below": 4.0,
    "heading_lines": 4.0,
    "indent_below": 4.0,
    "widens": 4.0,
    "shadow_changes": 6.0,
    "first_line_indent": 3.0,
    "sentence_open": -2.0,
    "quote_open": -2.0,
    "leans_forward": -4.0,
    "cannot_start": -6.0,
}
"""Evidence that a paragraph ends between two lines with no blank line between them. Above 0: it does."""

STANDS_OUT = {
    "numbered": 3.0,
    "one_line": 1.0,
    "narrower_than_column": 2.0,
    "like_a_first_line": -3.0,
    "fills_column": -2.0,
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
    "ends_with_open_word": -3.0,
    "unbalanced": -3.0,
}
"""Evidence that unclosed lines are a heading, title or caption and no body text. From 2 up: they are."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `column` is the width of their column, 0 where lines are not wrapped.

    `caption` says how much speaks for a short block being a caption, above 0 for one that looks like it; None where the
    question does not arise, because the shape of the block answers it.
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
    runs = list(_runs(find_rows(lines, doubled)))
    indents = _uses_indents(runs)
    blocks: list[Block] = []
    for run, after in pairwise([*runs, None]):
        blocks.append(_block(run, blocks[-1] if blocks else None, after, indents))
    whole = list(_with_whole_headings(blocks, [run[0].gap for run in runs]))
    return list(_with_cut_headings(whole))


def _with_whole_headings(blocks: list[Block], gaps: list[bool]) -> Iterator[Block]:
    """Blocks, with two heading lines that no blank line parts made one heading. More than two are a title area."""
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and not gaps[end] and blocks[at].kind == blocks[end].kind == "head":
            end += 1
        if end - at == 2 and _one_heading(blocks[at], blocks[at + 1]):
            yield replace(
                blocks[at],
                text=_heading_joined([blocks[at].text, blocks[at + 1].text]),
                last=blocks[at + 1].last,
                rows=2,
            )
        else:
            yield from blocks[at:end]
        at = end


def _with_cut_headings(blocks: list[Block]) -> Iterator[Block]:
    """Blocks, with a heading that a column break cut made whole, if others of its series show how it is made."""
    at = 0
    while at < len(blocks):
        first, second = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        near = [
            block.text.text for block in blocks[max(0, at - SERIES_REACH) : at + SERIES_REACH] if block.kind == "head"
        ]
        if second and first.kind == second.kind == "head" and _one_heading(first, second):
            joined = _heading_joined([first.text, second.text])
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
    short = max(len(first.text), len(second.text)) <= LONGEST_HALF
    return (
        short
        and not numbering(second.text.text)
        and not speaker_of(first.text.text)
        and not speaker_of(second.text.text)
    )


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows in runs: a new run begins at each blank line and wherever a paragraph ends."""
    run: list[Row] = []
    for row, following in pairwise([*rows, None]):
        if run and (row.gap or ends_paragraph(run, row, following)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def ends_paragraph(run: list[Row], row: Row, following: Row | None = None) -> bool:
    """Does the paragraph that `run` holds end before `row`?"""
    return sum(BREAKS[name] for name in break_evidence(run, row, following)) > 0


def break_evidence(run: list[Row], row: Row, following: Row | None) -> Iterator[str]:
    """What speaks for and against the end of a paragraph between the last row of `run` and `row`."""
    last, text, after = run[-1], run[-1].text.text, row.text.text
    closed, heading = is_closed(text), _heading_ends(run, row, following)
    evidence = {
        heading: bool(heading),
        "shape": bool(last.shape or row.shape or speaker_of(text) or speaker_of(after)),
        "starts_story": bool(DATELINE.match(after)),
        "numbered_line": closed and bool(numbering(after)) and not is_closed(after),
        "short_and_closed": closed and (last.stands_back if len(run) == 1 else last.short),
        "closed_and_loose": closed and not last.column,
        "sentence_open": not closed and not heading,
        "first_line_indent": closed
        and row.starts_indented
        and (not is_closed(after) or bool(FRESH_START.match(after))),
        "indented": row.indent >= 2 and row.indent > last.indent,
        "shadow_changes": row.doubled != last.doubled and len(text) > 2 * TOLERANCE,
        "heading_below": closed and row.stands_back and not is_closed(after),
        "quote_open": bool(open_marks(text)),
        "leans_forward": bool(CANNOT_END.search(text)),
        "cannot_start": bool(CANNOT_START.match(after)),
    }
    return (name for name, holds in evidence.items() if holds)


def _heading_ends(run: list[Row], row: Row, following: Row | None) -> str:
    """By which sign the run is a heading that ends before `row`; "" if by none."""
    last, text, after = run[-1], run[-1].text.text, row.text.text
    if is_closed(text) or len(run) > MOST_HEAD_LINES or _pushed_down(last, after):
        return ""
    starting, narrow = len(run) == 1, all(line.stands_back for line in run)
    two_lines = starting and narrow and row.stands_back and not is_closed(after)
    signs = {
        "heading_above": narrow and not row.stands_back,
        "heading_lines": two_lines and not _goes_on(row, following),
        "indent_below": starting and last.short and row.starts_indented and _goes_full(last, row, following),
        "widens": starting and row.width > 1.8 * last.width,
    }
    sign = next((name for name, holds in signs.items() if holds), "")
    return "" if sign and _runs_on(text, after) else sign


def _goes_on(row: Row, following: Row | None) -> bool:
    return following is not None and not following.gap and _runs_on(row.text.text, following.text.text)


def _goes_full(last: Row, row: Row, following: Row | None) -> bool:
    """Does a line like the first of a paragraph have a full one under it, or nothing? If the line above could be the
    first of a paragraph too, its indent must be exact."""
    if last.width > row.column - WIDEST_INDENT and abs(row.column - row.width - FIRST_LINE_INDENT) > EXACT:
        return False
    return following is None or following.gap or following.full or is_closed(following.text.text)


def _pushed_down(row: Row, after: str) -> bool:
    """Is a line short only because a Latin word or a number did not fit on it?"""
    word = UNBROKEN.match(after)
    return word is not None and row.width + width(word[0]) > row.column - FIRST_LINE_INDENT


def _block(run: list[Row], before: Block | None, after: list[Row] | None, indents: bool) -> Block:
    text = join_lines([row.text for row in run])
    shape = run[0].shape if len(run) == 1 else shape_of(text.text) if len(run) == 2 else ""
    speaker = speaker_of(text.text) is not None
    able = not shape and (speaker or _can_stand_out(run, text.text))
    why = tuple(stand_out_evidence(run, text.text, before, after, indents)) if able else ()
    stands_out = able and (speaker or sum(STANDS_OUT[name] for name in why) >= 2)
    if stands_out and len(run) > 1:
        text = _heading_joined([row.text for row in run])
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
    )


def stand_out_evidence(
    run: list[Row], text: str, before: Block | None, after: list[Row] | None, indents: bool
) -> Iterator[str]:
    """What speaks for and against `run` standing out from body text."""
    columned = bool(run[-1].column)
    finished = before is None or before.kind != "body" or before.closed
    narrow, fills = columned and all(row.short for row in run), columned and run[-1].full
    evidence = {
        "numbered": bool(numbering(text)),
        "one_line": len(run) == 1,
        "narrower_than_column": narrow,
        "fills_column": fills and not narrow,
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
        "word_runs_on": after is not None and not after[0].shape and _runs_on(text, after[0].text.text),
        "ends_with_open_word": bool(OPEN_WORD.search(text)),
        "unbalanced": bool(open_marks(text) or stray_closers(text)),
    }
    return (name for name, holds in evidence.items() if holds)


def _between_blanks(run: list[Row], after: list[Row] | None) -> bool:
    """Does a line stand between two blank lines? Columns of text seldom break twice within a line."""
    text = run[0].text.text
    plain = len(run) == 1 and len(text) <= LONGEST_PLAIN_HEAD and not re.search(r"[，,；;]", text)
    return plain and run[0].gap and after is not None and after[0].gap and after[0].text.text[0] not in OPENERS


def _runs_on(text: str, after: str) -> bool:
    """Does a word or a number run on from one line to the next?"""
    return bool(text[-1:].isdecimal() and MEASURE.match(after)) or joining_gain(text, after) > WORD_RUNS_ON


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


def _heading_joined(lines: Sequence[TracedText]) -> TracedText:
    """Join the lines of a heading: with a space where each is a phrase of its own, without where it merely wraps."""
    first, second = lines[0].text, lines[1].text
    if (
        numbering(first)
        or CANNOT_END.search(first)
        or CANNOT_START.match(second)
        or open_marks(first)
        or _runs_on(first, second)
    ):
        return join_lines(lines)
    spaced = [lines[0]]
    for line in lines[1:]:
        spaced += [TracedText.added(" "), line]
    return TracedText.joined(spaced)
