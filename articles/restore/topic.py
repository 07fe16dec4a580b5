"""What a text speaks about, and how near two texts are, measured by the rare pairs of characters that they share."""

import re
from collections import Counter
from collections.abc import Iterable
from math import log

from articles.restore.marks import HAN

HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")


def pairs(text: str) -> set[str]:
    """Neighbouring Han characters of a text: 医院党委 → 医院, 院党, 党委."""
    return {run[i : i + 2] for run in HAN_RUN.findall(text) for i in range(len(run) - 1)}


class Topics:
    """The vocabulary of a page: a pair of characters says the more, the fewer paragraphs use it."""

    def __init__(self, texts: Iterable[str]):
        self.seen = Counter()
        self.count = 0
        for text in texts:
            self.seen.update(pairs(text))
            self.count += 1

    def weight(self, shared: Iterable[str]) -> float:
        return sum(log((self.count + 1) / self.seen[pair]) for pair in shared if self.seen[pair])

    def nearness(self, one: str, other: str) -> float:
        """0 (nothing in common) … 1 (the shorter text's vocabulary is all in the longer one)."""
        first, second = pairs(one), pairs(other)
        least = min(self.weight(first), self.weight(second))
        return self.weight(first & second) / least if least else 0.0
