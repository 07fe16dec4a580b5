"""Counting what was found against what was expected."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Same = Callable[[Any, Any], bool]


class Row(NamedTuple):
    """One measure over all pages. `precision`, `recall` and `f1` are in 0..1; the others are counts."""

    precision: float
    recall: float
    f1: float
    found: int
    expected: int


def row_of(hits: int, found: int, expected: int, right: int | None = None) -> Row:
    """The row for so many hits. `right` of the found are right, if that is another number."""
    right = hits if right is None else right
    precision = right / found if found else float(not expected)
    recall = hits / expected if expected else 1.0
    both = precision + recall
    return Row(precision, recall, 2 * precision * recall / both if both else 0.0, found, expected)


@dataclass
class Tally:
    """Counts of one measure: each expected item can be hit once."""

    hits: int = 0
    right: int = 0
    found: int = 0
    expected: int = 0
    missed: list[Any] = field(default_factory=list)
    extra: list[Any] = field(default_factory=list)

    def add(self, found: Iterable[Any], expected: Iterable[Any], same: Same = lambda one, other: one == other) -> None:
        """Match each found item with the first free expected one that is the same."""
        found, free = list(found), list(expected)
        self.found += len(found)
        self.expected += len(free)
        for item in found:
            hit = next((place for place, other in enumerate(free) if same(item, other)), None)
            if hit is None:
                self.extra.append(item)
            else:
                del free[hit]
                self.hits += 1
        self.missed += free

    def check(self, found: Iterable[Any], is_right: Callable[[Any], bool]) -> None:
        """Count found items of which nothing in particular is expected: only their precision is measured."""
        for item in found:
            self.found += 1
            if is_right(item):
                self.right += 1
            else:
                self.extra.append(item)

    def row(self) -> Row:
        return row_of(self.hits, self.found, self.expected, self.hits + self.right)
