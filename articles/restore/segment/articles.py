"""Drafts → articles: head, body in reading order, bylines, sections, and what a person should look at."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from articles.restore.marks import is_closed
from articles.restore.reading_order import Passage
from articles.restore.segment.contributors import contributors
from articles.restore.segment.drafts import Draft, goes_on_elsewhere, is_continuation
from articles.restore.segment.forum import sections, with_roles
from articles.restore.segment.order import in_reading_order
from articles.restore.segment.titles import Head, read_head
from articles.restore.shapes import NOTICE, numbering
from articles.restore.types import ArticleText, PassageKind, PassageText, Reason, TracedText

LIST_FOLLOWS = re.compile(r"[：:]$")
LONGEST_SUGGESTION = 30
LAST_WORDS = 12
"""Characters that show where a text breaks off."""
UNUSUAL = 1.6
"""How many times wider or narrower than the rest of an article a column must be to be worth a look."""


def make_article(draft: Draft) -> ArticleText:
    """Turn the passages of one article into the article as it was printed."""
    head = read_head(draft)
    ordered, reasons = in_reading_order(draft.passages, head)
    captions = [p for p in draft.of("caption") if p is not head.title]
    while len(ordered) > 1 and ordered[-1].kind == "head" and not numbering(ordered[-1].text):
        captions.append(ordered.pop())
    body = with_roles([*_texts(ordered, draft), *(_text("caption", p) for p in captions)])
    came_from = next((p for p in draft.passages if is_continuation(p)), None)
    goes_on = next((p for p in draft.passages if goes_on_elsewhere(p)), None)
    return ArticleText(
        body=body,
        kicker=_kicker(head.kickers),
        title=head.title and _text("title", head.title),
        subtitle=head.subtitle and _text("subtitle", head.subtitle),
        bylines=tuple(_text("byline", p) for p in draft.of("byline", "signature", "credit")),
        contributors=tuple(contributors(draft.passages)),
        sections=sections(body),
        suggested_title="" if head.title else _suggestion(draft),
        continued_from=_page_of(came_from),
        continued_on=_page_of(goes_on),
        reasons=(*reasons, *_reasons(draft, head, ordered, body)),
    )


def _text(kind: PassageKind, passage: Passage, *, truncated: bool = False, level: int | None = None) -> PassageText:
    return PassageText(kind, passage.block.text, level=level, truncated=truncated, reasons=passage.reasons)


def _kicker(passages: Sequence[Passage]) -> PassageText | None:
    """The lines above a title as one, a space between them."""
    if not passages:
        return None
    pieces = [piece for passage in passages for piece in (TracedText.added(" "), passage.block.text)]
    return PassageText("kicker", TracedText.joined(pieces[1:]))


def _texts(ordered: Sequence[Passage], draft: Draft) -> Iterator[PassageText]:
    """Headings and paragraphs. Under lettered parts, numbered headings are a level lower."""
    lettered = any((numbering(p.text) or ("",))[0] in ("part", "chapter") for p in draft.heads)
    for passage, after in pairwise([*ordered, None]):
        if passage.kind != "body":
            number = numbering(passage.text)
            deeper = number is not None and (number[0] in ("second", "digit") or (lettered and number[0] == "first"))
            yield _text("heading", passage, level=2 if deeper else 1)
        else:
            yield _text("paragraph", passage, truncated=_breaks_off(passage, after))


def _breaks_off(passage: Passage, after: Passage | None) -> bool:
    """Does the text end in mid-sentence? A colon before more text only announces it."""
    return not is_closed(passage.text) and not (after and LIST_FOLLOWS.search(passage.text))


def _page_of(notice: Passage | None) -> str:
    found = notice and NOTICE.search(notice.text)
    return re.sub(r"\s", "", found["page"]) if found else ""


def _suggestion(draft: Draft) -> str:
    """The first clause of the text, for an article without a title."""
    text = draft.bodies[0].text if draft.bodies else ""
    return re.split(r"[。！？；]", text)[0][:LONGEST_SUGGESTION]


def _reasons(draft: Draft, head: Head, ordered: Sequence[Passage], body: Sequence[PassageText]) -> Iterator[Reason]:
    bodies = draft.bodies
    if head.title is None:
        yield Reason("title_missing")
    elif bodies and bodies[0].block.first < head.title.block.first:
        yield head.title.block.reason("title_assigned")
    yield from (reason for p in draft.passages for reason in p.reasons)
    yield from (_breaking_off(p) for p, part in zip(ordered, body, strict=False) if part.truncated)
    yield from (p.block.reason("continuation_missing") for p in draft.of("notice")[:1])
    yield from _unusual_widths(bodies)
    if any("\ufffd" in p.text for p in draft.passages):
        yield Reason("undecodable")


def _breaking_off(passage: Passage) -> Reason:
    """The last words of a text that breaks off, and the last lines that it holds."""
    return Reason("truncated", passage.text[-LAST_WORDS:], passage.parts[-1].lines)


def _unusual_widths(bodies: Sequence[Passage]) -> Iterator[Reason]:
    parts = [part for p in bodies for part in p.parts if part.column]
    usual = median(part.column for part in parts) if parts else 0.0
    for part in parts:
        if not usual / UNUSUAL <= part.column <= usual * UNUSUAL:
            yield part.reason("unusual_width")
