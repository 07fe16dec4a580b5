"""What a text speaks about, and how near two texts are, measured by the rare pairs of characters that they share."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import log

from articles.restore.marks import HAN
from articles.restore.words import common_pairs

MUCH_MORE = 3
"""How many times more pairs of characters one group of texts has than the other, so that it surely says more."""
HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """Neighbouring Han characters of a text: 医院党委 → 医院, 院党, 党委."""
    return frozenset(run[i : i + 2] for run in HAN_RUN.findall(text) for i in range(len(run) - 1))


@lru_cache(maxsize=4096)
def telling_pairs(text: str) -> frozenset[str]:
    """The same without words that are common in texts on any subject: 支部工作 → 支部, 部工."""
    return pairs(text) - common_pairs()


SCALE = 1000
"""Weights are whole numbers of thousandths, so that their sums do not depend on the order in which sets are walked."""


class _Weights(dict[str, int]):
    """What each pair of characters says; one that no paragraph uses says as much as the rarest."""

    rarest = 0

    def __missing__(self, pair: str) -> int:
        return self.rarest


class Topics:
    """The vocabulary of a page: a pair of characters says the more, the fewer paragraphs use it.

    `pairs` are those of a text that count.
    """

    def __init__(self, texts: Iterable[str], pairs: Callable[[str], frozenset[str]] = pairs):
        seen: Counter[str] = Counter()
        count = 0
        self._pairs = pairs
        for text in texts:
            seen.update(pairs(text))
            count += 1
        self._says = _Weights({pair: round(SCALE * log((count + 1) / uses)) for pair, uses in seen.items()})
        self._says.rarest = round(SCALE * log(count + 1))
        self._known: dict[str, int] = {}

    def nearness(self, one: Sequence[str], other: Sequence[str]) -> float:
        """How much two groups of texts have in common: 0 (nothing) … 1 (all that the lesser of them says)."""
        few, many = (one, other) if len(one) <= len(other) else (other, one)
        groups = [self._pairs(text) for text in many]
        said = self._pairs(few[0]) if len(few) == 1 else frozenset().union(*map(self._pairs, few))
        shared = frozenset().union(*[said & there for there in groups])
        if not shared:
            return 0.0
        least = self._alone(few[0]) if len(few) == 1 else self._weight(said)
        if sum(map(len, groups)) < MUCH_MORE * len(said):
            least = min(least, self._weight(frozenset().union(*groups)))
        return self._weight(shared) / least if least else 0.0

    def kinship(self, one: Iterable[str], other: Iterable[str]) -> float:
        """How far two groups of texts share rare words: 0 (none), growing more slowly with each that they share."""
        first, second = (frozenset().union(*map(self._pairs, texts)) for texts in (one, other))
        return log(1 + self._weight(first & second) / SCALE) / log(2 + min(len(first), len(second)))

    def _alone(self, text: str) -> int:
        """The weight of all that one text says."""
        if text not in self._known:
            self._known[text] = self._weight(self._pairs(text))
        return self._known[text]

    def _weight(self, shared: Iterable[str]) -> int:
        return sum(map(self._says.__getitem__, shared))
