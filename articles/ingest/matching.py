"""Finding again, in a new reading of a page, the articles of the reading before. Pure."""

from collections import Counter
from collections.abc import Sequence

RUN = 6
"""Length of the character runs that are counted: long enough that unrelated articles share next to none."""
SAME = 0.3
"""Share of runs from which two texts count as the same article, or two files as the same page."""


def runs(text: str) -> Counter[str]:
    """How often each run of six characters stands in `text`, white space left out."""
    text = "".join(text.split())
    return Counter(text[place : place + RUN] for place in range(max(1, len(text) - RUN + 1)))


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """Share of the shorter text's runs that the longer one has too, 0..1."""
    return (a & b).total() / max(1, min(a.total(), b.total()))


def match(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For indexes of `new`, the index of the old text that it is, one to one, the most alike first."""
    old_runs, new_runs = [runs(text) for text in old], [runs(text) for text in new]
    ranked = sorted(
        (
            (-likeness(a, b), i, j)
            for i, a in enumerate(old_runs)
            for j, b in enumerate(new_runs)
            if likeness(a, b) >= SAME
        ),
    )
    pairs: dict[int, int] = {}
    for _, i, j in ranked:
        if j not in pairs and i not in pairs.values():
            pairs[j] = i
    return pairs
