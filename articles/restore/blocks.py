"""Lines → blocks: body runs, heading-like lines, bylines, captions, notices, imprint, each with why.

Three questions are asked, each answered by adding up evidence: does a paragraph end between two neighbouring lines
(`BREAKS`), and is a run of lines body text or does it stand out like a heading (`STANDS_OUT`)?
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from articles.restore.marks import CANNOT_END, CANNOT_START, NARROW, is_closed, open_marks, stray_closers, width
from articles.restore.shapes import DATELINE, GLUED_DATELINE, NOTICE, numbering, shape_of
from articles.restore.types import TracedText
from articles.restore.words import joining_gain

BlockKind = Literal["body", "head", "notice", "imprint", "credit", "byline", "signature", "subtitle", "caption"]

WINDOW = 6
"""Lines before and after a line whose widths tell the width of its column."""
TOLERANCE = 1.6
"""How much narrower than its column, in Han characters, a full line may be; a tenth in wide columns."""
FIRST_LINE_INDENT = 2.0
"""Blank characters at the start of a paragraph, in Han characters."""
HALVES = re.compile(r"\S{3,14} \S{3,20}")
WORD_RUNS_ON = 3.0
"""Gain, in nats, from which a word is taken to run on over the line end."""
HANGING = re.compile(r"[，。、；：！？”’）》]$")
"""Marks that may stand outside the column at the end of a line."""
LONGEST_HEAD = 60
LONGEST_PLAIN_HEAD = 28
LONGEST_HALF = 16
"""Longest line of a heading, in characters, whose other half may stand on a line of its own."""
MEASURE = re.compile(r"[\d年月日时分名个人次万亿千百余多张台项家所期岁元%％.．]")
MOST_HEAD_LINES = 3

BREAKS = {
    "shape": 9.0,
    "starts_story": 9.0,
    "numbered_line": 5.0,
    "short_and_closed": 5.0,
    "closed_and_loose": 5.0,
    "indented": 5.0,
    "heading_above": 4.0,
    "heading_below": 4.0,
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
    "fills_column": -2.0,
    "stands_alone": 2.0,
    "after_full_stop": 2.0,
    "mid_sentence": -3.0,
    "nothing_follows": 2.0,
    "indented_text_follows": 2.0,
    "lacks_indent": 2.0,
    "halves": 2.0,
    "commas": -1.0,
    "several_commas": -1.5,
    "long_with_commas": -2.0,
    "word_runs_on": -4.0,
    "unbalanced": -3.0,
}
"""Evidence that unclosed lines are a heading, title or caption and no body text. From 2 up: they are."""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line after repair. `gap`: a blank line stands before it. Widths in Han characters."""

    number: int
    text: TracedText
    width: float
    gap: bool = False
    indent: int = 0
    column: float = 0.0
    shape: str = ""
    doubled: bool = False

    @property
    def short(self) -> bool:
        """Is it clearly narrower than the column in which it stands?"""
        return bool(self.column) and self.width < self.column - self.tolerance

    @property
    def tolerance(self) -> float:
        return max(TOLERANCE, self.column / 10)

    @property
    def starts_indented(self) -> bool:
        """Is it narrower by the two characters of a first line's indent?"""
        hanging = 1 if HANGING.search(self.text.text) else 0
        return bool(self.column) and (1.2 <= self.column - self.width <= 2.8 or 1.2 <= self.column - self.width + hanging <= 2.2)

    @property
    def stands_back(self) -> bool:
        """Is it narrower than a first line with its indent would be?"""
        return bool(self.column) and self.width < self.column - FIRST_LINE_INDENT - 1.25 * self.tolerance

    @property
    def full(self) -> bool:
        return bool(self.column) and self.column - self.tolerance <= self.width <= self.column + 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `column` is the width of their column, 0 where lines are not wrapped."""

    kind: BlockKind
    text: TracedText
    first: int
    last: int
    rows: int = 1
    column: float = 0.0
    doubled: bool = False
    indented: bool = False
    why: tuple[str, ...] = ()

    @property
    def closed(self) -> bool:
        return is_closed(self.text.text)


def find_blocks(lines: Sequence[TracedText], doubled: Collection[int] = ()) -> list[Block]:
    """Blocks of a page in page order. `lines` are all lines, repaired; `doubled` numbers those that were shadowed."""
    runs = list(_runs(measured(list(_rows(lines, doubled)))))
    indents = _uses_indents(runs)
    blocks: list[Block] = []
    for run, after in zip(runs, [*runs[1:], None], strict=True):
        block = _block(run, blocks[-1] if blocks else None, after, indents)
        if blocks and not run[0].gap and _one_heading(blocks[-1], block):
            block = _merged(blocks.pop(), block)
        blocks.append(block)
    return blocks


def _uses_indents(runs: Sequence[list[Row]]) -> bool:
    """Does the page indent its paragraphs, so that their first lines are narrower by two characters?"""
    wrapped = [run for run in runs if len(run) > 2 and run[0].column]
    return sum(run[0].starts_indented for run in wrapped) > 0.5 * len(wrapped)


def _one_heading(first: Block, second: Block) -> bool:
    """Are these two lines, with no blank line between them, the halves of one heading?"""
    if max(len(first.text), len(second.text)) > LONGEST_HALF:
        return False
    return first.kind == second.kind == "head" and first.rows + second.rows <= MOST_HEAD_LINES and not numbering(second.text.text)


def _merged(first: Block, second: Block) -> Block:
    text = TracedText.joined([first.text, TracedText.added(" "), second.text])
    return replace(first, text=text, last=second.last, rows=first.rows + second.rows)


def _rows(lines: Sequence[TracedText], doubled: Collection[int]) -> Iterator[Row]:
    """Lines with text, split where two things share a line: a notice at the end of a text, a title before 本报讯."""
    gap = False
    for number, line in enumerate(lines, 1):
        if not line.text.strip():
            gap = True
            continue
        indent = len(line.text) - len(line.text.lstrip())
        for part in _parts(line.strip()):
            yield Row(
                number, part, width(part.text), gap, indent, shape=shape_of(part.text), doubled=number in doubled
            )
            gap = indent = 0


def _parts(line: TracedText) -> Iterator[TracedText]:
    cuts = {found.start() for found in GLUED_DATELINE.finditer(line.text)}
    cuts |= {at for found in NOTICE.finditer(line.text) if line.text[found.start()] in "（(【[" for at in found.span()}
    places = [0, *sorted(cuts), len(line)]
    for start, end in zip(places, places[1:], strict=False):
        if part := line[start:end].strip():
            yield part


def measured(rows: list[Row]) -> list[Row]:
    """Give each row the width of its column; take back the blank lines of text that is printed double spaced."""
    plain = _single_spaced(rows)
    groups = [list(group) for group in _groups(plain)]
    wrapped = [round(row.width) if len(group) > 1 else 0 for group in groups for row in group]
    columned: list[Row] = []
    for group in groups:
        own = [round(row.width) for row in group]
        for i, row in enumerate(group):
            column = _column(own, i, max(own)) or _column(wrapped, len(columned), max(own))
            columned.append(replace(row, column=column))
    return columned


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows between blank lines."""
    group: list[Row] = []
    for row in rows:
        if group and row.gap:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _column(widths: list[int], at: int, widest: int) -> int:
    """The column of the line `at`, 0 if none; where it changes there, the one nearer to the widest line of the group."""
    before, after = _mode(widths[max(0, at - WINDOW) : at + 1]), _mode(widths[at : at + WINDOW + 1])
    known = [mode for mode in (before, after) if mode]
    if len(widths) > WINDOW and len(set(known)) > 1 and widths[at] and widest == max(widths):
        return min(known)
    return min(known, key=lambda mode: abs(mode - widest), default=0)


def _mode(widths: list[int]) -> int:
    """The width that most lines have, give or take one; 0 where no two fifths of them, and three, agree."""
    known = [w for w in widths if w]
    exact = Counter(known)
    near = {w: exact[w - 1] + exact[w] + exact[w + 1] for w in exact}
    best = max(near, key=lambda w: (near[w], exact[w], w), default=0)
    return best if best > 4 and near[best] >= max(3, 0.4 * len(known)) else 0


def _single_spaced(rows: list[Row]) -> list[Row]:
    """Where every line of a column is followed by a blank line, blank lines say nothing."""
    apart = [row.gap and (after is None or after.gap) for row, after in zip(rows, [*rows[1:], None], strict=True)]
    widths = [round(row.width) for row in rows]
    plain = list(rows)
    for i in range(1, len(rows)):
        sides = (slice(max(1, i - WINDOW), i + 1), slice(i, i + WINDOW + 1))
        if apart[i] and any(_is_double_spaced(apart[side], widths[side]) for side in sides):
            plain[i] = replace(rows[i], gap=False)
    return plain


def _is_double_spaced(apart: list[bool], widths: list[int]) -> bool:
    """Is this a column of lines, most of them full, each between blank lines?"""
    column = _mode(widths)
    return bool(column) and all(apart) and sum(abs(w - column) <= 2 for w in widths) >= 0.55 * len(widths) > 2


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows in runs: a new run begins at each blank line and wherever a paragraph ends."""
    run: list[Row] = []
    for row in rows:
        if run and (row.gap or ends_paragraph(run, row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def ends_paragraph(run: list[Row], row: Row) -> bool:
    """Does the paragraph that `run` holds end before `row`?"""
    return sum(BREAKS[name] for name in break_evidence(run, row)) > 0


def break_evidence(run: list[Row], row: Row) -> Iterator[str]:
    """What speaks for and against the end of a paragraph between the last row of `run` and `row`."""
    last, text, after = run[-1], run[-1].text.text, row.text.text
    starting, closed = len(run) == 1, is_closed(text)
    heading_above = len(run) <= MOST_HEAD_LINES and not closed and all(r.stands_back for r in run) and not row.stands_back
    widens = starting and not closed and row.width > 1.8 * last.width
    if (heading_above or widens) and _runs_on(text, after):
        heading_above = widens = False
    evidence = {
        "shape": bool(last.shape or row.shape),
        "starts_story": bool(DATELINE.match(after)),
        "numbered_line": closed and bool(numbering(after)) and not is_closed(after),
        "short_and_closed": closed and (last.stands_back if starting else last.short),
        "closed_and_loose": closed and not last.column,
        "sentence_open": not closed and not heading_above and not widens,
        "first_line_indent": closed and row.starts_indented,
        "indented": row.indent >= 2 and row.indent > last.indent and not starting,
        "shadow_changes": row.doubled != last.doubled and len(text) > 2 * TOLERANCE,
        "heading_above": heading_above,
        "heading_below": closed and row.stands_back and not is_closed(after),
        "widens": widens,
        "quote_open": bool(open_marks(text)),
        "leans_forward": bool(CANNOT_END.search(text)),
        "cannot_start": bool(CANNOT_START.match(after)),
    }
    return (name for name, holds in evidence.items() if holds)


def _block(run: list[Row], before: Block | None, after: list[Row] | None, indents: bool) -> Block:
    text = join_lines([row.text for row in run])
    shape = run[0].shape if len(run) == 1 else shape_of(text.text) if len(run) == 2 else ""
    able = not shape and _can_stand_out(run, text.text)
    why = tuple(stand_out_evidence(run, text.text, before, after, indents)) if able else ()
    stands_out = able and sum(STANDS_OUT[name] for name in why) >= 2
    if stands_out and len(run) > 1:
        text = _heading_joined(run)
    return Block(
        shape or ("head" if stands_out else "body"),
        text,
        run[0].number,
        run[-1].number,
        len(run),
        max(row.column for row in run),
        all(row.doubled for row in run),
        run[0].starts_indented and len(run) > 1,
        why,
    )


def _can_stand_out(run: list[Row], text: str) -> bool:
    return (
        len(run) <= MOST_HEAD_LINES and len(text) <= LONGEST_HEAD and not is_closed(text) and "。" not in text
        and not CANNOT_END.search(text) and not CANNOT_START.match(text) and not DATELINE.match(text)
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
        "stands_alone": not (narrow or fills),
        "after_full_stop": finished,
        "mid_sentence": columned and not finished,
        "indented_text_follows": after is not None and not after[0].shape and len(after) > 1 and after[0].starts_indented,
        "lacks_indent": indents and finished and columned and run[0].width > run[0].column - 1,
        "nothing_follows": after is None or bool(after[0].shape or DATELINE.match(after[0].text.text)),
        "halves": bool(HALVES.fullmatch(text)) or (len(run) == 2 and all(row.stands_back for row in run)),
        "commas": bool(re.search(r"[，,；;]", text)),
        "several_commas": len(re.findall(r"[，,；;]", text)) > 1 and not numbering(text),
        "long_with_commas": len(text) > LONGEST_PLAIN_HEAD and bool(re.search(r"[，,；;]", text)) and not numbering(text),
        "word_runs_on": after is not None and not after[0].shape and _runs_on(text, after[0].text.text),
        "unbalanced": bool(open_marks(text) or stray_closers(text)),
    }
    return (name for name, holds in evidence.items() if holds)


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


def _heading_joined(run: list[Row]) -> TracedText:
    """Join the lines of a heading: with a space where each is a phrase of its own, without where it merely wraps."""
    first = run[0].text.text
    wraps = numbering(first) or CANNOT_END.search(first) or CANNOT_START.match(run[1].text.text) or open_marks(first)
    if wraps:
        return join_lines([row.text for row in run])
    spaced = [run[0].text]
    for row in run[1:]:
        spaced += [TracedText.added(" "), row.text]
    return TracedText.joined(spaced)
