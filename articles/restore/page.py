"""read_page: the steps from bytes to a page, in order, and nothing else."""

from collections.abc import Collection

from articles.restore.blocks import find_blocks
from articles.restore.captions import find_captions
from articles.restore.decode import Decoded, decode
from articles.restore.reading_order import join_broken
from articles.restore.repair import repair
from articles.restore.segment import segment
from articles.restore.types import Page, TracedText, page_lines

SHADOW_RULES = "undouble"


def read_page(data: bytes, *, without: Collection[str] = ()) -> Page:
    """Read the bytes of one newspaper page as articles, leaving out the repairs named in `without`.

    Raises UnreadablePageError for bytes that are no page of text.
    """
    return read_text(decode(data), without)


def read_text(decoded: Decoded, without: Collection[str] = ()) -> Page:
    """Read decoded page text as articles."""
    lines = page_lines(decoded.text)
    repaired = repair(tuple(TracedText.of(line.text, line.start) for line in lines), without)
    doubled = {fix.lines[0] for fix in repaired.fixes if fix.rule.startswith(SHADOW_RULES)}
    passages = join_broken(find_captions(find_blocks(repaired.lines, doubled)))
    articles, left = segment(passages)
    return Page(decoded.text, decoded.encoding, lines, articles, (*repaired.remnants, *left), repaired.fixes)
