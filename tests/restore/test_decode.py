"""Bytes → text: what is read, in which encoding, and what is refused with which advice."""

import codecs
import pickle

import pytest

from articles.restore.decode import decode
from articles.restore.types import UNREADABLE, UnreadablePageError

TEXT = "医院党委坚持把党的领导融入医院治理各环节，走出了一条新路子。\n共有党员877人。\n"
TRADITIONAL = "醫院黨委堅持把支部建在科室上，推動黨建與業務融合發展，為群眾提供便利的醫療服務。" * 4

READABLE = {
    "UTF-8": (TEXT.encode(), "utf-8"),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
    "UTF-16 LE with a mark": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
    "UTF-16 BE with a mark": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    "GB18030": (TEXT.encode("gb18030"), "gb18030"),
    "GBK": (TEXT.encode("gbk"), "gb18030"),
}
REFUSED = {
    "empty": (b"", "empty"),
    "white space": (" \n\t\u3000\r\n".encode(), "white space"),
    "a mark alone": (codecs.BOM_UTF8, "white space"),
    "PDF": (b"%PDF-1.7\n...", "PDF"),
    "Word": (b"PK\x03\x04rest", "Word"),
    "image": (b"\x89PNG\r\n\x1a\n", "image"),
    "NUL bytes": (b"abc\x00def", "binary"),
    "control characters": (bytes(range(1, 9)) * 20 + b"text", "binary"),
    "Latin-1": ("Der Ärzteverein grüßt fröhlich über alle Maßen".encode("latin-1") * 3, "encoding"),
    "random bytes": (bytes((7 * i * i + 128) % 127 + 129 for i in range(400)), "encoding"),
    "NUL in UTF-16": (codecs.BOM_UTF16_LE + (TEXT + "\0").encode("utf-16-le"), "binary"),
    "Big5": (TRADITIONAL.encode("big5"), "encoding"),
    "UTF-16 cut in half": (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "UTF-8"),
}


@pytest.mark.parametrize(("data", "encoding"), READABLE.values(), ids=READABLE)
def test_reads_the_text_and_names_the_encoding(data, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.replaced) == (TEXT, encoding, 0)


@pytest.mark.parametrize(("data", "word"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_no_page_and_says_why(data, word):
    with pytest.raises(UnreadablePageError, match=word):
        decode(data)


def test_every_code_of_refusal_survives_the_way_between_processes():
    for code in UNREADABLE:
        error = pickle.loads(pickle.dumps(UnreadablePageError(code)))
        assert (error.code, str(error)) == (code, UNREADABLE[code])


def test_counts_bad_bytes_instead_of_hiding_them():
    data = (TEXT * 40).encode()
    damaged = data[:500] + b"\xff" + data[501:]
    decoded = decode(damaged)
    assert decoded.replaced == decoded.text.count("\ufffd") > 0
