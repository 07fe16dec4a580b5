"""Spaces that typesetting put into a line, apart from those that the writer meant."""

import re

from articles.restore.marks import HAN
from articles.restore.types import TracedText

MARK = r"，。、；：！？”’）》〉」』】“‘（《〈「『【,;:?!)"
DATELINE = re.compile(r"^\s*[^\s，。]{0,8}(?:讯|电|报道|消息)\s*$")
SECTION_LETTER_OR_DATELINE = re.compile(
    r"^\s*(?:[A-H]|(?:本[报刊网]|[^\s，。]{2,4}[社报网])[^\s，。]{0,6}(?:讯|电|消息))$"
)
BY_MARK = re.compile(rf"(?<=\S)\s+(?=[{MARK}])|(?<=[{MARK}])\s+(?=\S)")
BY_SCRIPT = re.compile(rf"(?<=[{HAN}])\s+(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])\s+(?=[{HAN}])")
QUOTED_HALF = re.compile(
    rf"\s*(?:[{HAN}]{{2,6}}“[{HAN}]{{2,6}}” +[{HAN}]{{4,10}}|[{HAN}]{{4,10}} +“[{HAN}]{{2,6}}”[{HAN}]{{2,6}})\s*"
)
"""Two halves of a headline, the first ending, or the second beginning, with a quotation: 实施“头雁工程” 锻造队伍."""
LONE_GAP = re.compile(rf"(?<=(?<![{HAN}])[{HAN}])\s(?=[{HAN}](?![{HAN}]))")
HALF_LONE_GAP = re.compile(rf"(?<=(?<![{HAN}])[{HAN}])\s(?=[{HAN}])|(?<=[{HAN}])\s(?=[{HAN}](?![{HAN}]))")
LETTER_SPACED = 3
"""Gaps between single characters that make a line letter-spaced."""


def close_letter_spacing(line: TracedText) -> TracedText:
    """Close the gaps of a line that was stretched to the column: 诊 疗 中 心 → 诊疗中心, also in half a line.

    Safe between two characters that each stand alone. Gaps beside longer words (仁心向党 服务为民) are left alone,
    unless the line has shown that it is stretched. Wider gaps between stretched words stay as one space.
    """
    closed = _cut(line, LONE_GAP)
    if len(line) - len(closed) >= LETTER_SPACED:
        closed = _cut(closed, HALF_LONE_GAP) if re.search(r"[，。、；]", line.text) else closed
    return closed


def close_spaces(line: TracedText) -> TracedText:
    """Close spaces beside punctuation and between Han and digits or Latin: 党员 877 人 ，其中 → 党员877人，其中.

    Typesetting alone puts them there. Left alone: the halves of a headline, names in a row, what follows 本报讯, and
    the space after a section letter.
    """
    if QUOTED_HALF.fullmatch(line.text):
        return line
    return _cut(_cut(line, BY_MARK, keep=DATELINE), BY_SCRIPT, keep=SECTION_LETTER_OR_DATELINE)


def single_spaces(line: TracedText) -> TracedText:
    """Leave one space where several stand inside a line: 仁心向党   服务为民 → 仁心向党 服务为民."""
    return _cut(line, re.compile(r"(?<=\S )\s+(?=\S)"))


def _cut(line: TracedText, pattern: re.Pattern, keep: re.Pattern | None = None) -> TracedText:
    if " " not in line.text:
        return line
    gone: set[int] = set()
    for found in pattern.finditer(line.text):
        if not (keep and keep.search(line.text[: found.start()])):
            gone.update(range(found.start(), found.end()))
    return line.keep(i for i in range(len(line)) if i not in gone) if gone else line
