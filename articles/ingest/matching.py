"""Finding again, in a new reading of a page, what an earlier reading found. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

RUN = 6
"""Length of the character runs that are counted: long enough that unrelated articles share next to none."""
SAME = 0.3
"""Share of runs, or of characters, from which two texts count as the same article, or two files as the same page."""

Old = TypeVar("Old")
New = TypeVar("New")


def runs(text: str) -> Counter[str]:
    """How often each run of six characters stands in `text`, white space left out."""
    text = "".join(text.split())
    return Counter(text[place : place + RUN] for place in range(max(1, len(text) - RUN + 1)))


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """Share of the shorter text's runs that the longer one has too, 0..1."""
    return (a & b).total() / max(1, min(a.total(), b.total()))


def one_to_one(likenesses: Iterable[tuple[float, Old, New]]) -> dict[New, Old]:
    """The best pairs of (how alike, old, new), each old and each new in one pair at most. Of equals, the first."""
    pairs: dict[New, Old] = {}
    taken = set()
    for _likeness, old, new in sorted(likenesses, key=lambda each: -each[0]):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def by_text(old: dict[Old, str], new: dict[New, str], least: float = SAME) -> dict[New, Old]:
    """Pairs of texts that are alike: for where no characters of the page can tell."""
    old_runs = {key: runs(text) for key, text in old.items()}
    new_runs = {key: runs(text) for key, text in new.items()}
    alike = ((likeness(a, b), i, j) for i, a in old_runs.items() for j, b in new_runs.items())
    return one_to_one((share, i, j) for share, i, j in alike if share >= least)
