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
    (b"%PDF-", "a PDF file: copy the text of its pages into a text file"),
    (b"PK\x03\x04", "a zip, Word or Excel file: save its text as plain text in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save its text as plain text in UTF-8"),
    (b"\x89PNG", "an image: the archive reads text only"),
    (b"\xff\xd8\xff", "an image: the archive reads text only"),
    (b"{\\rtf", "a rich text file: save it as plain text in UTF-8"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
HAN = re.compile(r"[\u3400-\u9fff]")
MOST_CONTROLS = 0.02
"""Share of control characters above which text is taken for binary data."""
MOST_BAD_BYTES = 0.001
"""Share of bytes that may be damaged in a page that is otherwise UTF-8."""
LEAST_COMMON_HAN = 0.6
"""Share of everyday characters that text must have before we believe that it is GB18030."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Page text, the name of its encoding, and how many characters had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, *, source: str = "") -> Decoded:
    """Read the bytes of a page as text.

    Raises UnreadablePageError, with advice, for what is empty, binary or in no encoding that we know.
    """
    try:
        return _decode(data)
    except UnreadablePageError as error:
        raise UnreadablePageError(f"{source}: {error}") if source else error from error


def _decode(data: bytes) -> Decoded:
    _refuse_foreign(data)
    decoded = _by_mark(data) or _by_trial(data)
    if decoded is None:
        raise UnreadablePageError(
            "The file is in no encoding we know (UTF-8, UTF-16 with a mark, GB18030): save it as UTF-8."
        )
    _refuse_unreadable(decoded.text)
    return decoded


def _refuse_foreign(data: bytes) -> None:
    if not data:
        raise UnreadablePageError("The file is empty.")
    for magic, advice in FOREIGN_FORMATS:
        if data.startswith(magic):
            raise UnreadablePageError(f"The file is {advice}.")


def _refuse_unreadable(text: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise UnreadablePageError("The file holds nothing but white space.")
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise UnreadablePageError("The file is binary data, not text: save the text of the page as UTF-8.")


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise UnreadablePageError(
                    f"The file says that it is {encoding}, but is not: save it as UTF-8."
                ) from error
    return None


def _by_trial(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        raise UnreadablePageError("The file is binary data, not text: save the text of the page as UTF-8.")
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
    """Bytes of any kind make *some* GB18030; a page of it consists of everyday characters (level 1 of GB 2312)."""
    han = HAN.findall(text)
    foreign = sum(char > "\x7f" for char in text)
    common = sum(0xB0 <= char.encode("gb18030")[0] <= 0xD7 for char in han)
    return bool(han) and len(han) >= 0.5 * foreign and common >= LEAST_COMMON_HAN * len(han)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes, as a cut or a faulty copy leaves it. What is replaced is counted, never hidden."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return Decoded(text, "utf-8", bad) if HAN.search(text) and bad <= max(1, MOST_BAD_BYTES * len(data)) else None
