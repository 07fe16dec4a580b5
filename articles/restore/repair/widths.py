"""Full-width Latin letters and digits, and numbers set in mixed widths."""

import re

from articles.restore.types import TracedText

FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NUMBER = re.compile(r"(?<![\d.])\d+(?:[．.]\d+|，\d{3}(?!\d))*[％%]?")
MIXED = re.compile("[０-９．，]")


def plain_letters(line: TracedText) -> TracedText:
    """Set full-width Latin letters and digits in plain ones: ２０２２年ＣＴ → 2022年CT.

    A reader sees the same sign, search sees one form. Punctuation keeps its width: it is the page's own.
    """
    return _mapped(FULL_WIDTH, line, FULL_WIDTH)


def plain_numbers(line: TracedText) -> TracedText:
    """Set a number of mixed or full width in plain width, with point, thousands comma and per cent: 93．7％ → 93.7%.

    Safe only between digits, and for a comma only before exactly three of them. Left alone: 第1，第2 and 1．总则, and a
    full-width per cent sign after plain digits (98％), which is the page's own.
    """
    return _mapped(NUMBER, line, MIXED)


def _mapped(pattern: re.Pattern, line: TracedText, where: re.Pattern) -> TracedText:
    """The line with what matches `pattern` in plain width, if `where` is found in it."""
    text = pattern.sub(lambda found: found[0].translate(TO_ASCII) if where.search(found[0]) else found[0], line.text)
    return line if text == line.text else TracedText(text, line.origin)
