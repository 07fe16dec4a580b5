"""Which parsed article is which gold article."""

from collections import Counter

from articles.evaluation.text import Json, passages

GRAM = 6
Pair = tuple[int | None, int | None]


def paired(parsed: list[Json], gold: list[Json]) -> list[Pair]:
    """Indexes of articles that belong together, best match first, then those that found no partner.

    Articles are matched one to one by the runs of six characters that they share.
    """
    ours, theirs = ([grams("".join(passages(article))) for article in side] for side in (parsed, gold))
    shared = ((sum((p & g).values()), i, j) for i, p in enumerate(ours) for j, g in enumerate(theirs))
    pairs: list[Pair] = []
    free_ours, free_theirs = set(range(len(parsed))), set(range(len(gold)))
    for times, i, j in sorted(shared, reverse=True):
        if times and i in free_ours and j in free_theirs:
            pairs.append((i, j))
            free_ours.remove(i)
            free_theirs.remove(j)
    return [*pairs, *((i, None) for i in sorted(free_ours)), *((None, j) for j in sorted(free_theirs))]


def grams(text: str) -> Counter[str]:
    return Counter(text[place : place + GRAM] for place in range(max(1, len(text) - GRAM + 1)))
