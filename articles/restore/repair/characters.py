"""Damage to single characters: what no reader sees, and glyphs under a wrong code."""

import re
import unicodedata

from articles.restore.types import ADDED, TracedText

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
OTHER_SPACE = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")
RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳", "民西见角贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟"
)
"""Radicals that PDF fonts use for the character itself and that Unicode does not map to it."""


def drop_invisible(line: TracedText) -> TracedText:
    """Drop control and formatting characters, byte order marks and zero-width spaces: 党\\u200b建 → 党建.

    They print nothing, so nothing that a reader saw is lost. Tabs and form feeds are left: they are white space.
    """
    return _without(INVISIBLE, line)


def drop_private_use(line: TracedText) -> TracedText:
    """Drop characters whose meaning only the font of the PDF knew (bullets, ornaments): \\ue5e5党建 → 党建.

    Outside that font they show as boxes. What was dropped is kept as a remnant of the page.
    """
    return _without(PRIVATE_USE, line)


def plain_spaces(line: TracedText) -> TracedText:
    """Turn every kind of white space (tab, no-break, ideographic, form feed) into a space, one for one.

    The number of spaces stays, because indentation says where a paragraph begins.
    """
    return _replaced(line, OTHER_SPACE.sub(" ", line.text))


def plain_glyphs(line: TracedText) -> TracedText:
    """Give a glyph that looks like a character that character's code: ⼈⺠医院 → 人民医院, ﬁlm → film.

    Fonts in PDFs map Han glyphs to Kangxi radicals, compatibility ideographs and ligatures. Only those blocks of
    Unicode are touched; full-width punctuation, which is the page's own, is left alone.
    """
    if not LOOKALIKE.search(line.text):
        return line
    parts = [
        unicodedata.normalize("NFKC", char).translate(RADICALS) if LOOKALIKE.match(char) else char for char in line.text
    ]
    origin = line.origin[:0]
    for place, part in zip(line.origin, parts, strict=True):
        origin.extend([place] + [ADDED] * (len(part) - 1))
    return TracedText("".join(parts), origin)


def _without(pattern: re.Pattern, line: TracedText) -> TracedText:
    if not pattern.search(line.text):
        return line
    return line.keep(i for i, char in enumerate(line.text) if not pattern.match(char))


def _replaced(line: TracedText, text: str) -> TracedText:
    return line if text == line.text else TracedText(text, line.origin)
