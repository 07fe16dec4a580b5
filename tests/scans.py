"""Pictures that look like scans of newspaper pages: grey columns on paper."""

import struct
import zlib

from django.core.files.base import ContentFile

from articles.models import SourcePage

PAPER, INK = b"\xf2", b"\x8c"
COLUMN, LINE = 60, 12


def png(width: int = 480, height: int = 680) -> bytes:
    """A grey picture as a PNG file (W3C, PNG specification, 5 and 11)."""
    blank = b"\0" + PAPER * width
    printed = b"\0" + b"".join(PAPER if x % COLUMN < 6 else INK for x in range(width))
    rows = b"".join(printed if y % LINE < 5 else blank for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def give_scan(page: SourcePage, name: str = "page.png", content: bytes | None = None) -> SourcePage:
    page.facsimile.save(name, ContentFile(png() if content is None else content))
    return page
