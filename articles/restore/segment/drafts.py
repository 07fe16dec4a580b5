"""A draft of an article: its passages in page order, and the questions that the other steps ask about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.restore.reading_order import Passage
from articles.restore.shapes import CONTINUED_FROM, alike

LEAST_SERIES = 2
"""Other headings of the same length that make a series with one."""
LONGEST_IN_SERIES = 20
"""Longest heading that is known to be of a series by its length alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Passages that make one article, in page order."""

    passages: tuple[Passage, ...]

    def of(self, *kinds: str) -> list[Passage]:
        return [passage for passage in self.passages if passage.kind in kinds]

    def playing(self, role: str) -> list[Passage]:
        return [passage for passage in self.passages if passage.role == role]

    @property
    def heads(self) -> list[Passage]:
        return self.of("head")

    @property
    def bodies(self) -> list[Passage]:
        return self.of("body")

    @property
    def texts(self) -> list[str]:
        return [passage.text for passage in self.of("body", "head", "subtitle")]

    @property
    def first(self) -> int:
        """The first line of the page that it holds."""
        return min(part.first for passage in self.passages for part in passage.parts)

    @property
    def last(self) -> int:
        """The last line of the page that it holds."""
        return max(part.last for passage in self.passages for part in passage.parts)


def in_series(head: Passage, others: Sequence[Passage]) -> bool:
    """Is the heading made like another, or are at least two others as long in as many halves?"""
    text, rest = head.text, [other.text for other in others if other is not head]
    halves = text.count(" ")
    as_long = sum(len(other) == len(text) and other.count(" ") == halves for other in rest)
    short = len(text) <= LONGEST_IN_SERIES
    return (short and as_long >= LEAST_SERIES) or any(alike(text, other) for other in rest)


def is_continuation(passage: Passage) -> bool:
    """Is it a notice that the text began on another page? 下转 is not."""
    return passage.kind == "notice" and "下" not in passage.text and bool(CONTINUED_FROM.search(passage.text))


def goes_on_elsewhere(passage: Passage) -> bool:
    return passage.kind == "notice" and not is_continuation(passage)


def gaps(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Index ranges of what stands between neighbouring bodies, as `(first after a body, next body)`."""
    bodies = [i for i, passage in enumerate(passages) if passage.kind == "body"]
    yield from ((left + 1, right) for left, right in pairwise(bodies))
