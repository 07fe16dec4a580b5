"""Bytes of a page → text. Strict: no byte is ever replaced without saying so."""

import codecs
import re
from dataclasses import dataclass

from articles.restore.types import UnreadablePageError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FOREIGN_FORMATS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"{\\rtf", "rich_text"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_CONTROLS = 0.02
"""Share of control characters above which text is taken for binary data."""
MOST_BAD_BYTES = 0.001
"""Share of bytes that may be damaged in a page that is otherwise UTF-8."""
LEAST_LEVEL_1 = 0.6
"""Share of characters of level 1 of GB 2312 that text must have before we believe that it is GB18030."""
EVERYDAY = frozenset(
    "的一是不了在有人这中大为上个国以要时来用生到作地于出分对成会可主发年动同工能下过子面方后多定行学所民得经进等部度家化高"
)
LEAST_EVERYDAY = 0.08
"""Share of the commonest characters: three times as high in Chinese of any kind, near nothing in misread bytes."""
ENOUGH_HAN = 60
"""Characters from which that share means something."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Page text, the name of its encoding, and how many characters had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """Read the bytes of a page as text.

    Raises UnreadablePageError, with advice, for what is empty, binary or in no encoding that we know.
    """
    _refuse_foreign(data)
    decoded = _by_mark(data) or _by_trial(data)
    if decoded is None:
        raise UnreadablePageError("unknown_encoding")
    _refuse_unreadable(decoded.text)
    return decoded


def _refuse_foreign(data: bytes) -> None:
    if not data:
        raise UnreadablePageError("empty")
    for magic, code in FOREIGN_FORMATS:
        if data.startswith(magic):
            raise UnreadablePageError(code)


def _refuse_unreadable(text: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise UnreadablePageError("blank")
    # A single NUL is enough: no text has one, and PostgreSQL cannot store it.
    if "\x00" in text or len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise UnreadablePageError("binary")


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise UnreadablePageError("mismarked") from error
    return None


def _by_trial(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        raise UnreadablePageError("binary")
    return _utf8(data) or _gb18030(data) or _damaged_utf8(data)


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _gb18030(data: bytes) -> Decoded | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "gb18030") if _looks_chinese(text) else None


def _looks_chinese(text: str) -> bool:
    """Bytes of any kind make *some* GB18030, and so does Big5; a page of it is written in everyday characters."""
    han = HAN.findall(text)
    foreign = sum(char > "\x7f" for char in text)
    level_1 = sum(0xB0 <= char.encode("gb18030")[0] <= 0xD7 for char in han)
    everyday = sum(char in EVERYDAY for char in han)
    return (
        bool(han)
        and len(han) >= 0.5 * foreign
        and level_1 >= LEAST_LEVEL_1 * len(han)
        and (len(han) < ENOUGH_HAN or everyday >= LEAST_EVERYDAY * len(han))
    )


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes, as a cut or a faulty copy leaves it. What is replaced is counted, never hidden."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return Decoded(text, "utf-8", bad) if HAN.search(text) and bad <= max(1, MOST_BAD_BYTES * len(data)) else None
