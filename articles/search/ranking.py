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
"""A rank holds the score, the day of issue, and the article's key turned round. 2²⁰ days reach to the year 2871."""
MOST_SCORE = (1 << 63 - DAY_BITS - KEY_BITS) - 1


def relevance(catalogue: Catalogue, slots: Keys, score: np.ndarray) -> np.ndarray:
    """Ranks of slots by their scores: the best first, then the newest issue, unknown dates last, then what came first.

    A rank is one whole number, and no two slots have the same; the larger comes first. So in the other orders.
    """
    return (
        np.minimum(score, MOST_SCORE) << DAY_BITS + KEY_BITS | catalogue.day[slots] << KEY_BITS | age(catalogue, slots)
    )


def age(catalogue: Catalogue, slots: Keys) -> np.ndarray:
    """Ranks that put first what came first into the archive."""
    return (1 << KEY_BITS) - 1 - catalogue.article[slots]


def newest(catalogue: Catalogue, slots: Keys) -> np.ndarray:
    return catalogue.day[slots] << KEY_BITS | catalogue.article[slots]


def oldest(catalogue: Catalogue, slots: Keys) -> np.ndarray:
    """Unknown dates last."""
    day = catalogue.day[slots]
    return np.where(day > 0, (1 << DAY_BITS) - 1 - day, 0) << KEY_BITS | age(catalogue, slots)


def added(catalogue: Catalogue, slots: Keys) -> np.ndarray:
    return catalogue.published[slots] << KEY_BITS | age(catalogue, slots)


def by_hospital(catalogue: Catalogue, slots: Keys) -> np.ndarray:
    """By the first of the hospitals that an article is about, as their names are pronounced; those about none last."""
    subjects, last = catalogue.references["subject"], len(catalogue.hospital_order)
    first = np.full(len(catalogue), last)
    known = subjects.records < last
    np.minimum.at(first, subjects.slots[known], catalogue.hospital_order[subjects.records[known]])
    return last - first[slots] << DAY_BITS + KEY_BITS | newest(catalogue, slots)


ORDERS = {"newest": newest, "oldest": oldest, "added": added, "hospital": by_hospital}
"""Orders that do not ask how well an article matches."""


def best(slots: Keys, ranks: np.ndarray, number: int) -> Keys:
    """The first `number` of `slots`, in the order of their ranks."""
    if number < len(slots):
        kept = np.argpartition(ranks, len(slots) - number)[len(slots) - number :]
        slots, ranks = slots[kept], ranks[kept]
    return slots[np.argsort(-ranks)]


def by_relevance(matcher: Matcher, query: Query, slots: Keys, number: int) -> Keys:
    """The best `number` of `slots`; the first of them closely read. One alone has nothing to be compared with."""
    if len(slots) < 2:
        return slots[:number]
    catalogue = matcher.catalogue
    score = matcher.score(query)
    ordered = best(slots, relevance(catalogue, slots, score[slots]), max(number, CLOSELY_READ))
    closely, others = ordered[:CLOSELY_READ], ordered[CLOSELY_READ:]
    words = [term.text for term in query.words]
    for slot, text in matcher.texts(closely):
        score[slot] += closeness(text, words)
    closely = best(closely, relevance(catalogue, closely, score[closely]), CLOSELY_READ)
    return np.concatenate([closely, others])[:number]


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
