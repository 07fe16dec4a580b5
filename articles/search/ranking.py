"""The order of results: by our own whole numbers, so that it is the same on every database."""

from collections.abc import Iterable

import numpy as np

from articles.search.catalogue import Catalogue
from articles.search.contract import Keys
from articles.search.matching import Matcher, units
from articles.search.query import Query

CLOSELY_READ = 50
"""How many of the best are read once more, to see how often and how near to each other the words stand in them."""
OCCURRENCE, MOST_OCCURRENCES = 1, 5
SAME_SENTENCE, SAME_PARAGRAPH, SIDE_BY_SIDE = 40, 20, 40

DAY_BITS, KEY_BITS = 20, 24
"""An order is one number: score, day of issue, then the article's key turned round. 2²⁰ days reach to the year 2871."""
MOST_SCORE = (1 << 63 - DAY_BITS - KEY_BITS) - 1


def ranks(score: np.ndarray, day: np.ndarray, article: np.ndarray) -> np.ndarray:
    """Numbers that put the best score first, then the newest issue, unknown dates last, then the oldest article."""
    return np.minimum(score, MOST_SCORE) << DAY_BITS + KEY_BITS | day << KEY_BITS | oldest_first(article)


def oldest_first(article: np.ndarray) -> np.ndarray:
    return (1 << KEY_BITS) - 1 - article


def newest(catalogue: Catalogue) -> np.ndarray:
    return catalogue.day << KEY_BITS | catalogue.article


def oldest(catalogue: Catalogue) -> np.ndarray:
    """Unknown dates last."""
    day = np.where(catalogue.day > 0, (1 << DAY_BITS) - 1 - catalogue.day, 0)
    return day << KEY_BITS | oldest_first(catalogue.article)


def added(catalogue: Catalogue) -> np.ndarray:
    return catalogue.published << KEY_BITS | oldest_first(catalogue.article)


ORDERS = {"newest": newest, "oldest": oldest, "added": added}
"""Orders that do not ask how well an article matches: the larger number first."""


def best(slots: Keys, rank: np.ndarray, number: int) -> Keys:
    """The first `number` of `slots`, those of the largest ranks, in order. Every rank is another number."""
    worth = rank[slots]
    if number < len(slots):
        kept = np.argpartition(worth, len(slots) - number)[len(slots) - number :]
        slots, worth = slots[kept], worth[kept]
    return slots[np.argsort(-worth)]


def by_relevance(matcher: Matcher, query: Query, slots: Keys, number: int) -> Keys:
    """The best `number` of `slots`; the first of them closely read."""
    catalogue = matcher.catalogue
    score = matcher.score(query)
    ordered = best(slots, ranks(score, catalogue.day, catalogue.article), max(number, CLOSELY_READ))
    closely, others = ordered[:CLOSELY_READ], ordered[CLOSELY_READ:]
    for slot, text in matcher.texts(closely):
        score[slot] += closeness(text, [term.text for term in query.words])
    again = ranks(score[closely], catalogue.day[closely], catalogue.article[closely])
    return np.concatenate([closely[np.argsort(-again)], others])[:number]


def closeness(text: str, words: Iterable[str]) -> int:
    """How often words stand in a folded text, and how near to each other."""
    counts = {word: text.count(word) for word in words}
    standing = [word for word, count in counts.items() if count]
    often = OCCURRENCE * sum(min(counts[word], MOST_OCCURRENCES) for word in standing)
    return often + (nearness(text, standing) if len(standing) > 1 else 0)


def nearness(text: str, words: list[str]) -> int:
    if "".join(words) in text:
        return SAME_SENTENCE + SIDE_BY_SIDE
    for unit, worth in (("sentence", SAME_SENTENCE), ("paragraph", SAME_PARAGRAPH)):
        if any(all(word in part for word in words) for part in units(text, unit)):
            return worth
    return 0
