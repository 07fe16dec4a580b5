"""Where the subject of a page changes: the vocabulary of all its texts, divided in the way that explains it best.

Every article is taken to draw its words from a bag of its own, and all bags to resemble that of the page. How well one
bag explains a run of texts has a closed form (Dirichlet compound multinomial; Eisenstein and Barzilay, Bayesian
unsupervised topic segmentation, 2008). So all divisions of a page are weighed against each other, and a gap is as
likely a border as the divisions that have one there (by the forward-backward algorithm).

Arrays are banded: a row for each text, a column for each distance to an earlier text, up to `LONGEST`.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from articles.restore.topic import telling_pairs

Floats = NDArray[np.float64]

LONGEST = 40
"""Texts that an article has at most, so that the time taken grows with the page and not with its square."""
LIKENESS = 3.0
"""How far the bag of an article resembles that of the page, in words drawn from the page beforehand."""
TRUST = 0.8
"""How much a word counts that is used again: less than 1, because words that stand together are not drawn apart."""
SELDOM = -2.0
"""Log odds of a border where nothing is known."""
LAST_USES = 4
"""Earlier uses of a word that make the next likelier; those before them add next to nothing."""
SUREST = 1e-9


def subject_changes(texts: Sequence[str]) -> list[float]:
    """For each gap between neighbouring texts the log odds that the subject changes there."""
    if len(texts) < 2:
        return []
    runs = _runs([telling_pairs(text) for text in texts])
    before, after = _forward(runs), _backward(runs)
    likely = np.minimum(before + after - before[-1], -SUREST)[1:-1]
    return (likely - np.log(-np.expm1(likely))).tolist()


def _runs(said: Sequence[frozenset[str]]) -> Floats:
    """How well one bag explains the `column` texts that end before text `row`; -inf where there are not so many."""
    uses = Counter(chain.from_iterable(said))
    shared = {word: i for i, word in enumerate(sorted(word for word, count in uses.items() if count > 1))}
    known = [sorted(shared[word] for word in words if word in shared) for words in said]
    gains = _gains(known, np.array([uses[word] for word in shared], dtype=float))
    ends = np.cumsum([0, *map(len, known)])
    cost = np.cumsum([0.0, *np.log(LIKENESS + np.arange(ends[-1]))])
    runs = np.full((len(said) + 1, gains.shape[1] + 1), -np.inf)
    explained = np.zeros(len(said) + 1)
    for size in range(1, runs.shape[1]):
        explained[size:] = explained[size - 1 : -1] + gains[size - 1 :, size - 1]
        words = ends[size:] - ends[:-size]
        runs[size:, size] = TRUST * (explained[size:] - cost[words]) + SELDOM
    return runs


def _gains(known: Sequence[Sequence[int]], uses: Floats) -> Floats:
    """How much likelier the words of text `row` are for having been used in the `column` texts before it."""
    gains = np.zeros((len(known), min(LONGEST, len(known))))
    words = np.fromiter(chain.from_iterable(known), dtype=np.int64)
    texts = np.repeat(np.arange(len(known)), [*map(len, known)])
    order = np.argsort(words, kind="stable")
    words, texts = words[order], texts[order]
    drawn = LIKENESS * uses / max(1.0, uses.sum())
    for nth in range(1, LAST_USES + 1):
        apart = texts[nth:] - texts[:-nth]
        again = (words[nth:] == words[:-nth]) & (apart < gains.shape[1])
        word = drawn[words[nth:][again]]
        np.add.at(gains, (texts[nth:][again], apart[again]), np.log((word + nth) / (word + nth - 1)))
    return np.cumsum(gains, axis=1)


def _forward(runs: Floats) -> Floats:
    """For each gap the log likelihood of the texts before it, over all their divisions."""
    found, reach = np.full(len(runs), -np.inf), runs.shape[1] - 1
    found[0] = 0.0
    for end in range(1, len(runs)):
        size = min(reach, end)
        found[end] = np.logaddexp.reduce(found[end - size : end] + runs[end, size:0:-1])
    return found


def _backward(runs: Floats) -> Floats:
    """For each gap the log likelihood of the texts after it, over all their divisions."""
    found, reach = np.full(len(runs), -np.inf), runs.shape[1] - 1
    found[-1] = 0.0
    for start in range(len(runs) - 2, -1, -1):
        sizes = np.arange(1, min(reach, len(runs) - 1 - start) + 1)
        found[start] = np.logaddexp.reduce(found[start + sizes] + runs[start + sizes, sizes])
    return found
