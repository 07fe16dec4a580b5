"""Sentences of a passage: the unit that a fact is quoted by."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from articles.restore.types import Span

SENTENCE = re.compile(
    r"""\s*+(?=\S)
        (?: [^。！？!?…]++ | …++(?![”’」』]) )*+          # an ellipsis inside a sentence does not end it
        (?: [。！？!?…]++ [”’」』）)】》"']*+ | \Z )""",
    re.VERBOSE,
)


def sentence_spans(text: str) -> Iterator[Span]:
    """The sentences of `text` as spans, without the white space around them.

    A sentence runs to its 。！or ？ and takes the closing quotes and brackets with it; what is left at the end of a
    passage, and a heading or caption without a stop, is a sentence too. Semicolons do not end one.

    >>> [text[a:b] for text in ["他说：“好。”掌声响起。完"] for a, b in sentence_spans(text)]
    ['他说：“好。”', '掌声响起。', '完']
    """
    for match in SENTENCE.finditer(text):
        start = match.end() - len(match[0].lstrip())
        yield start, start + len(match[0].strip())


def sentence_at(spans: list[Span], place: int) -> Span:
    """The sentence that holds the character at `place`. `spans` are all sentences of the passage, in order."""
    return spans[max(0, bisect_right(spans, (place, float("inf"))) - 1)]
