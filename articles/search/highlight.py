"""Showing why a text was found: its hits marked, and the passage that shows most of them.

Segments are plain text. Templates escape them and wrap the hits; no HTML is made here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from articles.recognise.sentences import sentence_spans
from articles.search.query import Query
from articles.search.terms import fold, fold_text

SNIPPET_WIDTH = 120
"""Characters of a snippet, about three lines of a result list."""
ELLIPSIS = "…"
WordSpan = tuple[int, int, str]
"""A span of a text, and the folded word that stands there."""


class Segment(NamedTuple):
    """A piece of text, and whether it is one that was looked for."""

    text: str
    is_hit: bool


class HasText(Protocol):
    """Anything with a text that readers see, such as a passage."""

    text: str


def mark(text: str, query: Query) -> list[Segment]:
    """The whole `text` in segments; their texts joined are `text` again."""
    return list(segments(text, hit_spans(text, query), 0, len(text)))


def snippet(passages: Iterable[HasText | str], query: Query, width: int = SNIPPET_WIDTH) -> list[Segment]:
    """About `width` characters of the passage that shows the query best, hits marked, cut at sentence ends if possible.

    The best passage has the most different words of the query, then the most hits; the earlier wins a tie. Without any
    hit (an article found by the name of a record) it is the beginning of the first. No passages: no segments.
    """
    texts = [passage if isinstance(passage, str) else passage.text for passage in passages]
    best = max(texts, key=lambda text: worth(hits_of(text, query)), default="")
    return quotation(best, query, width)


def quotation(text: str, query: Query, width: int = SNIPPET_WIDTH) -> list[Segment]:
    """About `width` characters of a text from where it shows the query best. Of an empty one, no segments."""
    found = list(word_spans(text, query))
    hits = joined(found)
    start, end = window(text, max(hits, key=lambda hit: shown_from(hit[0], width, found), default=(0, 0)), width)
    return [
        *([Segment(ELLIPSIS, False)] if start else []),
        *segments(text, hits, start, end),
        *([Segment(ELLIPSIS, False)] if end < len(text.rstrip()) else []),
    ]


def hits_of(text: str, query: Query) -> dict[str, int]:
    """How often each word of a query stands in a text; words that do not are left out."""
    folded = fold_text(text)
    return {word.text: count for word in query.words if (count := folded.count(word.text))}


def worth(hits: Mapping[str, int]) -> tuple[int, int]:
    """How well a text with these hits shows a query: different words, then hits."""
    return len(hits), sum(hits.values())


def shown_from(start: int, width: int, found: Iterable[WordSpan]) -> tuple[int, int]:
    """What `width` characters from `start` on show of the words that were found: different ones, then hits."""
    shown = [word for place, end, word in found if start <= place and end <= start + width]
    return len(set(shown)), len(shown)


def hit_spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Spans of `text` in which a word of the query stands, in order; those that touch are one."""
    return joined(word_spans(text, query))


def word_spans(text: str, query: Query) -> Iterator[WordSpan]:
    """Every place of `text` in which a word of the query stands, with the word."""
    folded = fold(text)
    for word in query.words:
        for place in places(folded.text, word.text):
            yield *folded.source_span(place, place + len(word.text)), word.text


def joined(found: Iterable[WordSpan]) -> list[tuple[int, int]]:
    """The spans without their words, in order; those that touch are one."""
    spans: list[tuple[int, int]] = []
    for start, end, _word in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def places(text: str, word: str) -> Iterator[int]:
    """Where `word` stands in `text`, overlapping places included."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def segments(text: str, hits: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Segment]:
    """`text[start:end]` in segments, none of them empty."""
    for hit_start, hit_end in hits:
        hit_start, hit_end = max(hit_start, start), min(hit_end, end)
        if hit_start < hit_end:
            if start < hit_start:
                yield Segment(text[start:hit_start], False)
            yield Segment(text[hit_start:hit_end], True)
            start = hit_end
    if start < end:
        yield Segment(text[start:end], False)


def window(text: str, hit: tuple[int, int], width: int) -> tuple[int, int]:
    """The span to show around `hit`: whole sentences up to `width`, or as much around the hit as fits."""
    spans = list(sentence_spans(text)) or [(0, len(text))]
    first = max((number for number, (start, _) in enumerate(spans) if start <= hit[0]), default=0)
    start = spans[first][0]
    whole = [end for _, end in spans[first:] if hit[1] <= end <= start + width]
    return (start, whole[-1]) if whole else around(text, start, hit, width)


def around(text: str, start: int, hit: tuple[int, int], width: int) -> tuple[int, int]:
    """A span of `width` characters that begins at `start` if the hit is still in it, else a little before the hit."""
    if hit[1] > start + width:
        start = max(start, hit[0] - width // 3)
    return start, min(len(text), max(start + width, hit[1]))
