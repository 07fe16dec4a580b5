"""Where paragraphs end: between two neighbouring lines, evidence for and against an end is added up (`BREAKS`)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.restore.marks import ASKS, CANNOT_END, CANNOT_START, is_closed, open_marks, width
from articles.restore.rows import FIRST_LINE_INDENT, TOLERANCE, Row
from articles.restore.shapes import DATELINE, FRESH_START, UTTERANCE, numbering
from articles.restore.speakers import speaker_of
from articles.restore.words import joining_gain

MOST_HEAD_LINES = 3
WORD_RUNS_ON = 3.0
"""Gain, in nats, from which a word is taken to run on over the line end."""
UNBROKEN = re.compile(r"[（(“]?(?:[A-Za-z][A-Za-z-]+|\d[\d.,%％．]*)")
"""What does not fit on the rest of a line goes to the next as a whole."""
MEASURE = re.compile(r"[\d年月日时分名个人次万亿千百余多张台项家所期岁元%％.．]")
WIDEST_INDENT = 3.5
"""How much narrower than its column, in Han characters, the first line of a paragraph may be."""
CLEAR_INDENT = 1.8
"""How much narrower it is at least where nothing else speaks for a paragraph."""
NAME_AGAIN = 4
"""Characters of a name with which a heading and the text under it both begin."""
STORY = re.compile(r"(?:\d{1,2}月\d{1,2}日|近日|日前|连日来)[，,]")
UNIT = re.compile(r"[“‘（《〈「『【]*[^\x00-\x7f“‘（《〈「『【][，。、；：？！”’）》〉」』】]*")
ASCII = re.compile(r"[\x00-\x7f]")
EXACT = 0.3
"""Difference in width, in Han characters, that is none."""

BREAKS = {
    "shape": 9.0,
    "starts_story": 9.0,
    "speaker_changes": 9.0,
    "numbered_line": 5.0,
    "short_and_closed": 5.0,
    "closed_and_loose": 5.0,
    "indented": 5.0,
    "heading_above": 4.0,
    "heading_below": 4.0,
    "heading_lines": 4.0,
    "indent_below": 4.0,
    "widens": 4.0,
    "paragraph_below": 3.0,
    "room_left": 3.0,
    "name_again": 4.0,
    "story_below": 4.0,
    "shadow_changes": 6.0,
    "first_line_indent": 3.0,
    "numbered_with_room": 3.0,
    "narrower_than_next": 2.0,
    "sentence_open": -2.0,
    "quote_open": -2.0,
    "leans_forward": -4.0,
    "cannot_start": -6.0,
}
"""Evidence that a paragraph ends between two lines with no blank line between them. Above 0: it does."""


def paragraph_runs(rows: list[Row]) -> Iterator[list[Row]]:
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
        "speaker_changes": closed
        and bool(UTTERANCE.match(after) or (UTTERANCE.match(run[0].text.text) and ASKS.search(text))),
        "numbered_line": closed and bool(numbering(after)) and not is_closed(after),
        "short_and_closed": closed and (last.stands_back if len(run) == 1 else last.short),
        "closed_and_loose": closed and not last.column,
        "sentence_open": not closed and not heading,
        "first_line_indent": closed
        and row.starts_indented
        and (not is_closed(after) or bool(FRESH_START.match(after))),
        "narrower_than_next": closed and not is_closed(after) and _opens_paragraph(row, following),
        "numbered_with_room": len(run) == 1 and bool(numbering(text)) and _had_room(last, after),
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
    if is_closed(text) or len(run) > MOST_HEAD_LINES:
        return ""
    if len(run) == 1 and last.gap and (sign := _opens_short_item(text, after)):
        return sign
    if _pushed_down(last, after):
        return ""
    starting, narrow = len(run) == 1, all(line.stands_back for line in run)
    two_lines = starting and narrow and row.stands_back and not is_closed(after)
    signs = {
        "heading_above": narrow and not row.stands_back,
        "heading_lines": two_lines and not _goes_on(row, following),
        "indent_below": starting and last.short and row.starts_indented and _goes_full(last, row, following),
        "widens": starting and row.width > 1.8 * last.width,
        "paragraph_below": starting and _opens_paragraph(row, following),
        "room_left": starting and last.gap and last.short and last.blocked and row.full and _had_room(last, after),
    }
    sign = next((name for name, holds in signs.items() if holds), "")
    return "" if sign and runs_on(text, after) else sign


def _opens_short_item(text: str, after: str) -> str:
    """By which sign the line under a heading begins a short item: it names the same again, or says when it was."""
    if CANNOT_END.search(text) or "，" in text:
        return ""
    if len(text) > NAME_AGAIN and text[:NAME_AGAIN] == after[:NAME_AGAIN]:
        return "name_again"
    return "story_below" if STORY.match(after) else ""


def _opens_paragraph(row: Row, following: Row | None) -> bool:
    """Is a line narrower than its column and the line below it, as only the first of a paragraph is?"""
    if following is None or following.gap or not following.full or _pushed_down(row, following.text.text):
        return False
    return CLEAR_INDENT <= row.column - row.width <= WIDEST_INDENT and following.width - row.width >= CLEAR_INDENT


def _goes_on(row: Row, following: Row | None) -> bool:
    return following is not None and not following.gap and runs_on(row.text.text, following.text.text)


def _goes_full(last: Row, row: Row, following: Row | None) -> bool:
    """Does a line like the first of a paragraph have a full one under it, or nothing? If the line above could be the
    first of a paragraph too, its indent must be exact."""
    if last.width >= row.column - WIDEST_INDENT and abs(row.column - row.width - FIRST_LINE_INDENT) > EXACT:
        return False
    return following is None or following.gap or following.full or is_closed(following.text.text)


def _had_room(row: Row, after: str) -> bool:
    """Would the first character of the next line, with the marks that must not leave it, have fitted on a line?"""
    unit = UNIT.match(after)
    if unit is None or not row.column or ASCII.search(row.text.text):
        return False
    room = row.column - row.width
    indent = FIRST_LINE_INDENT if room >= FIRST_LINE_INDENT and not row.blocked else 0.0
    return room - indent >= width(unit[0])


def _pushed_down(row: Row, after: str) -> bool:
    """Is a line short only because a Latin word or a number did not fit on it?"""
    word = UNBROKEN.match(after)
    return word is not None and row.width + width(word[0]) > row.column - FIRST_LINE_INDENT


def runs_on(text: str, after: str) -> bool:
    """Does a word or a number run on from one line to the next?"""
    return bool(text[-1:].isdecimal() and MEASURE.match(after)) or joining_gain(text, after) > WORD_RUNS_ON
