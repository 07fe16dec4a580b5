"""Printed lines as rows: how wide they are, in which column they stand, and where one line holds two things."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from articles.restore.marks import CANNOT_END, CANNOT_START, is_closed, width
from articles.restore.shapes import GLUED_DATELINE, NOTICE, numbering, shape_of
from articles.restore.types import TracedText
from articles.restore.words import joining_gain

WINDOW = 6
"""Lines before and after a line whose widths tell the width of its column."""
TOLERANCE = 1.6
"""How much narrower than its column, in Han characters, a full line may be; a tenth in wide columns."""
FIRST_LINE_INDENT = 2.0
"""Blank characters at the start of a paragraph, in Han characters."""
LEAST_INDENT = 1.2
"""Blank characters that must be missing at least, since marks at the line end make up for some."""
HANGS = 2.0
"""How much wider than its column a line may be, by marks that hang at its end and words that are not broken."""
FEW = 3
"""Lines that are too few to tell the width of their column by themselves."""
FULL = 2.4
"""By how much the widths of full lines differ, in Han characters, the indent of first lines among them."""
AROUND, LEAST_INDENTED = 5, 0.25
"""First lines before and after a line that show the habit of its page, and the share of them that is indented there."""
LEAST_SHARE = 0.4
LEAST_CUT = 0.06
MANY_ALIKE = 4
"""Pairs of unclosed lines of one width, one after another, that are many for headings or captions."""
WORD_RUNS_ON = 3.0
"""Share of the lines around a blank line that must go on over it, at least, for blank lines to say nothing."""
HANGING = re.compile(r"[，。、；：！？”’）》]$")
"""Marks that may stand outside the column at the end of a line."""
LONGEST_HEAD_AREA = 8
"""Lines that kicker, title, subtitle and byline may take together."""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line after repair. Widths in Han characters.

    `gap`: a blank line before it parts it from what is above; `loose`: blank lines stand between all lines around;
    `blocked`: paragraphs around it begin at the edge of their column, and blank lines part them.
    """

    number: int
    text: TracedText
    width: float
    gap: bool = False
    indent: int = 0
    column: float = 0.0
    shape: str = ""
    doubled: bool = False
    loose: bool = False
    blocked: bool = False

    def in_column(self, column: float, *, blocked: bool = False) -> "Row":
        # Not by dataclasses.replace, which takes ten times as long, and there is one for every line.
        return Row(
            self.number,
            self.text,
            self.width,
            self.gap,
            self.indent,
            column,
            self.shape,
            self.doubled,
            self.loose,
            blocked,
        )

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
        return bool(self.column and not self.blocked) and (
            LEAST_INDENT <= self.column - self.width <= 2.8 or LEAST_INDENT <= self.column - self.width + hanging <= 2.2
        )

    @property
    def stands_back(self) -> bool:
        """Is it narrower than a first line with its indent would be?"""
        return bool(self.column) and self.width < self.column - FIRST_LINE_INDENT - 1.25 * self.tolerance

    @property
    def full(self) -> bool:
        return bool(self.column) and self.column - self.tolerance <= self.width <= self.column + HANGS


def find_rows(lines: Sequence[TracedText], doubled: Collection[int] = ()) -> list[Row]:
    """The printed lines of a page. `lines` are all its lines, repaired; `doubled` numbers those that were shadowed."""
    return _with_habit(_measured(_single_spaced(list(_printed(lines, doubled)))))


def _with_habit(rows: list[Row]) -> list[Row]:
    """Mark the rows around which paragraphs begin at the edge of their column."""
    firsts = [(i, row.starts_indented) for i, row in enumerate(rows[:-1]) if _begins_text(row, rows[i + 1])]
    places = [i for i, _ in firsts]
    habits: list[bool] = []
    for i in range(len(rows)):
        n = bisect_left(places, i)
        near = [indented for _, indented in firsts[max(0, n - AROUND) : n + AROUND]]
        habits.append(len(near) >= FEW and sum(near) <= LEAST_INDENTED * len(near))
    return [row.in_column(row.column, blocked=True) if habit else row for row, habit in zip(rows, habits, strict=True)]


def _begins_text(row: Row, following: Row) -> bool:
    """Is a line the first of a text under a blank line, so that it shows whether paragraphs are indented?"""
    return row.gap and bool(row.column) and following.full and not following.gap and (row.full or row.starts_indented)


def _printed(lines: Sequence[TracedText], doubled: Collection[int]) -> Iterator[Row]:
    """Lines with text, split where two things share a line: a notice at the end of a text, a title before 本报讯."""
    gap = True
    for number, line in enumerate(lines, 1):
        if not line.text.strip():
            gap = True
            continue
        indent = len(line.text) - len(line.text.lstrip())
        for part in _parts(line.strip()):
            yield Row(number, part, width(part.text), gap, indent, shape=shape_of(part.text), doubled=number in doubled)
            gap = indent = 0


def _parts(line: TracedText) -> Iterator[TracedText]:
    if "版" not in line.text and "本报讯" not in line.text[1:]:
        yield line
        return
    cuts = {found.start() for found in GLUED_DATELINE.finditer(line.text)}
    cuts |= {at for found in NOTICE.finditer(line.text) if line.text[found.start()] in "（(【[" for at in found.span()}
    places = [0, *sorted(cuts), len(line)]
    for start, end in pairwise(places):
        if part := line[start:end].strip():
            yield part


def _measured(rows: list[Row]) -> list[Row]:
    """Give each row the width of its column: that of its own group, or else that of wrapped text near it."""
    groups = [list(group) for group in _groups(rows)]
    wrapped = [row.width if len(group) > 2 else 0.0 for group in groups for row in group]
    columned: list[Row] = []
    for group in groups:
        own = [row.width for row in group]
        for i, row in enumerate(group):
            widest = max(own[max(0, i - WINDOW) : i + WINDOW + 1])
            column = _column(own, i, widest) or _column_beside(own, i, _column(wrapped, len(columned), widest))
            columned.append(row.in_column(_without_marks(column, group[max(0, i - WINDOW) : i + WINDOW + 1])))
    return columned


def _without_marks(column: float, rows: list[Row]) -> float:
    """The column, less a character where all lines as wide as that have a mark hanging outside of what others fill."""
    as_wide = [row for row in rows if row.width == column]
    if as_wide and all(HANGING.search(row.text.text) for row in as_wide):
        fills = any(row.width == column - 1 and not HANGING.search(row.text.text) for row in rows)
        return column - 1 if fills else column
    return column


def _column_beside(own: list[float], i: int, beside: float) -> float:
    """The column near a line whose own group tells none, if the group fits into it."""
    column = beside or _next_column(own, i)
    fits = own[i] <= column + HANGS and (len(own) > FEW or max(own) <= column + HANGS)
    return column if fits else _own_column(own)


def _own_column(widths: list[float]) -> float:
    """The column of a few lines of text that no neighbour shares: the first is full, the last may be short."""
    alike = len(widths) > 1 and max(widths[:-1]) - min(widths[:-1]) <= FIRST_LINE_INDENT + 1
    return max(widths) if alike and widths[-1] <= max(widths[:-1]) + HANGS else 0.0


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows between blank lines."""
    group: list[Row] = []
    for row in rows:
        if group and row.gap and not row.loose:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _column(widths: list[float], at: int, widest: float) -> float:
    """The column of the line `at`, 0 if none; where it changes there, the one nearer to the widest line around."""
    first, stop = max(0, at - WINDOW), at + WINDOW + 1
    modes = (_mode(tuple(widths[a:b])) for a, b in ((first, at + 1), (at, stop), (first, stop)))
    known = [mode for mode in modes if mode]
    return min(known, key=lambda mode: abs(mode - widest), default=0.0)


def _next_column(widths: list[float], at: int) -> float:
    """The column of the text below a title area, for the lines of that area."""
    below = (
        _mode(tuple(widths[start : start + WINDOW])) for start in range(at, min(at + LONGEST_HEAD_AREA, len(widths)))
    )
    return next((mode for mode in below if mode), 0.0)


@lru_cache(maxsize=1 << 14)
def _mode(widths: tuple[float, ...]) -> float:
    """The width of the lines that hold most of the text, give or take one; 0 where no three lines, and two fifths of
    the text, agree."""
    exact = Counter(round(w) for w in widths if w)
    near = {w: exact[w - 1] + exact[w] + exact[w + 1] for w in exact}
    best = max(near, key=lambda w: (w * near[w], exact[w], w), default=0)
    if best <= 4 or near[best] < FEW or best * near[best] < LEAST_SHARE * sum(widths):
        return 0.0
    usual = Counter(w for w in widths if abs(round(w) - best) <= 1)
    return max(usual, key=lambda w: (usual[w], -abs(w - best), w))


def _single_spaced(rows: list[Row]) -> list[Row]:
    """Where every line of a column is followed by a blank line, a blank line says nothing below a full one."""
    plain = list(rows)
    for start, end in _apart(rows):
        pairs = [(rows[i - 1], rows[i]) for i in range(start + 1, end)]
        cuts = [_cuts_sentence(above.text.text, below.text.text) for above, below in pairs]
        if sum(cuts) >= max(2, LEAST_CUT * len(cuts)) or _longest([_alike(*pair) for pair in pairs]) >= MANY_ALIKE:
            full = _below_full([row.width for row in rows[start:end]])
            for i, (above, below) in enumerate(pairs):
                says_nothing = (full[i] or cuts[i]) and not numbering(above.text.text)
                plain[start + i + 1] = replace(below, gap=not says_nothing, loose=True)
    return plain


def _below_full(widths: list[float]) -> list[bool]:
    """For each line but the first: is the line above as wide as the column, and this one no wider?"""
    modes = (_mode(tuple(widths[max(0, i - WINDOW) : i + WINDOW])) for i in range(1, len(widths)))
    return [
        bool(mode) and abs(above - mode) <= FULL and below <= mode + HANGS
        for (above, below), mode in zip(pairwise(widths), modes, strict=True)
    ]


def _alike(above: Row, below: Row) -> bool:
    """Are two lines as wide as each other, and do both go on?"""
    return abs(above.width - below.width) <= 1 and not is_closed(above.text.text) and not is_closed(below.text.text)


def _longest(holds: list[bool]) -> int:
    """Length of the longest run of True."""
    return max((len(list(run)) for value, run in groupby(holds) if value), default=0)


def _cuts_sentence(before: str, after: str) -> bool:
    """Does a line end, as its words show, in mid-sentence?"""
    if is_closed(before):
        return False
    return bool(CANNOT_END.search(before) or CANNOT_START.match(after)) or joining_gain(before, after) > WORD_RUNS_ON


def _apart(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Runs of rows, as index ranges, with a blank line between any two neighbours and after the last."""
    start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or not rows[i].gap:
            end = i if i == len(rows) else i - 1
            if end - start > FEW:
                yield start, end
            start = i
