"""Bad characters: widths, control characters, line ends, encodings."""

import re
from random import Random

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x30, 0x7B) if chr(code).isalnum()})
NUMBER = re.compile(r"[0-9]{2,}")
IN_TEXT = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
AFTER_BLANK = re.compile(r"(?<=\n\n)(?=\S)")
ZERO_WIDTH = "\u200b\u200c\u2060\ufeff"
PRIVATE_USE = "\ue4c6\uf06c\uf075"


def full_width_letters_and_digits(text: str, rng: Random) -> str:
    """All digits and Latin letters are as wide as Han characters: ＣＴ、１２０."""
    return text.translate(FULL_WIDTH)


def mixed_width_numbers(text: str, rng: Random) -> str:
    """Some digits of some numbers are full-width: 2０2３."""

    def mixed(number: re.Match[str]) -> str:
        return "".join(digit.translate(FULL_WIDTH) if rng.random() < 0.2 else digit for digit in number[0])

    return NUMBER.sub(mixed, text)


def zero_width_characters(text: str, rng: Random) -> str:
    """Characters of no width stand between some others."""
    return IN_TEXT.sub(lambda _: rng.choice(ZERO_WIDTH) if rng.random() < 0.01 else "", text)


def private_use_glyphs(text: str, rng: Random) -> str:
    """Ornaments of a symbol font, which have no meaning outside it, stand before some headings and paragraphs."""
    glyph = rng.choice(PRIVATE_USE)
    return AFTER_BLANK.sub(lambda _: glyph if rng.random() < 0.12 else "", text)


def form_feeds(text: str, rng: Random) -> str:
    """A form feed behind some blank lines, as where a column ends."""
    return AFTER_BLANK.sub(lambda _: "\f" if rng.random() < 0.1 else "", text)


def windows_line_ends(text: str, rng: Random) -> str:
    """Lines end with CR LF."""
    return text.replace("\n", "\r\n")


def byte_order_mark(text: str, rng: Random) -> str:
    """The page begins with a byte order mark."""
    return "\ufeff" + text


def gb18030(data: bytes, rng: Random) -> bytes:
    """The page is in GB18030."""
    return data.decode().encode("gb18030")


DAMAGES = (
    full_width_letters_and_digits, mixed_width_numbers, zero_width_characters, private_use_glyphs, form_feeds,
    windows_line_ends, byte_order_mark,
)  # fmt: skip
ENCODINGS = (gb18030,)
