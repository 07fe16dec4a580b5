"""Where a fact stands: the sentence in its passage, the anchor that leads there, the quote with its words marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from articles.models import Claim, Passage

HEAD_KINDS = {Passage.Kind.KICKER, Passage.Kind.TITLE, Passage.Kind.SUBTITLE, Passage.Kind.BYLINE}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage. `anchor` names the sentence that begins here; `is_evidence`: some fact stands on it.

    `ending` are the claims whose sentence ends with this piece.
    """

    text: str
    anchor: str = ""
    is_evidence: bool = False
    ending: tuple[Claim, ...] = ()


def sentence_span(claim: Claim) -> tuple[int, int]:
    """The span of the claim's sentence in its passage; the claim's own span where the sentence is not found."""
    start = claim.passage.text.find(claim.quote, max(0, claim.end - len(claim.quote)))
    return (start, start + len(claim.quote)) if 0 <= start <= claim.start else (claim.start, claim.end)


def anchor(claim: Claim) -> str:
    """The anchor of the claim's sentence. One adrift, or in the head of an article, leads to its passage."""
    if claim.is_adrift or claim.passage.kind in HEAD_KINDS:
        return f"p{claim.passage_id}"
    return sentence_anchor(claim.passage_id, sentence_span(claim)[0])


def passage_address(passage: Passage) -> str:
    """Where a passage is read; its article alone where the rights keep the text back."""
    address = passage.article.get_absolute_url()
    return f"{address}#p{passage.pk}" if passage.article.page.is_open else address


def sentence_anchor(passage_id: int, start: int) -> str:
    return f"p{passage_id}-{start}"


def pieces(passage: Passage, claims: Iterable[Claim]) -> list[Piece]:
    """The passage cut where sentences that facts stand on begin and end; their texts joined are its text again."""
    text = passage.text
    placed = [(sentence_span(claim), claim) for claim in claims if not claim.is_adrift]
    spans = [span for span, _claim in placed]
    starts = {start for start, _end in spans}
    cuts = sorted({0, len(text), *(place for span in spans for place in span if place < len(text))})
    return [
        Piece(
            text[start:end],
            sentence_anchor(passage.pk, start) if start in starts else "",
            any(first <= start and end <= last for first, last in spans),
            tuple(claim for (_start, last), claim in placed if last == end),
        )
        for start, end in pairwise(cuts)
    ]


BEFORE, AFTER = 24, 44
"""Characters that a short quote keeps on either side of the words that were read."""


STOPS = "，。、；：！？,.;:!?”’）"
"""What no quote begins with."""


def short_quote(claim: Claim) -> list[tuple[str, bool]]:
    """As `marked_quote`, but of a long sentence only what stands around the words; an ellipsis for the rest."""
    quote = marked_quote(claim)
    if len(quote) == 1:
        return [(shortened(claim.quote, BEFORE + AFTER), False)]
    (before, _), printed, (after, _) = quote
    before = f"…{before[-BEFORE:].lstrip(STOPS)}" if len(before) > BEFORE + 1 else before
    return [(before, False), printed, (shortened(after, AFTER), False)]


def shortened(text: str, length: int) -> str:
    return f"{text[:length]}…" if len(text) > length + 1 else text


def marked_quote(claim: Claim) -> list[tuple[str, bool]]:
    """The claim's sentence, with the very words that were read marked, as (text, is_marked)."""
    quote, printed = claim.quote, claim.printed
    start = quote.find(printed, max(0, claim.start - sentence_span(claim)[0])) if printed != quote else -1
    if start < 0:
        return [(quote, False)]
    end = start + len(printed)
    return [(quote[:start], False), (printed, True), (quote[end:], False)]
