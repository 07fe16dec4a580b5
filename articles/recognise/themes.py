"""Themes of an article, scored from the keyword table in data/themes.json; the words that decided are kept."""

import re
from collections import Counter
from functools import cache

from articles.recognise.lexicon import any_of, table
from articles.recognise.reading import Reading
from articles.recognise.types import ThemeFact

MOST = 4
HEAD_TIMES = 3
"""A word in a title or heading counts as often as three in the text."""
MOST_TIMES = 3
"""A word that is repeated on and on says no more than one that comes back three times."""
SHARE_OF_BEST = 0.35
LEAST = 1.5


@cache
def keywords() -> dict[str, list[tuple[str, float]]]:
    """The themes that each keyword speaks for, with its weight."""
    found: dict[str, list[tuple[str, float]]] = {}
    for theme in table("themes")["themes"]:
        for word, weight in theme["keywords"].items():
            found.setdefault(word, []).append((theme["name"], weight))
    return found


@cache
def keyword_pattern() -> re.Pattern:
    return re.compile(any_of(keywords()))


def themes_of_words(name: str, sentence: str) -> tuple[str, ...]:
    """The one or two themes of an initiative: what its name says, or else its sentence."""
    for text in (name, sentence):
        scores = scored(Counter(match[0] for match in keyword_pattern().finditer(text)))
        if scores:
            return tuple(sorted(scores, key=lambda theme: (-scores[theme], theme))[:2])
    return ()


def themes_of(reading: Reading) -> tuple[ThemeFact, ...]:
    """Up to four themes, the best first. A theme needs a score of its own and a share of the best one's."""
    times = counted(reading)
    scores = scored(times)
    best = max(scores.values(), default=0.0)
    chosen = sorted(
        (name for name in scores if scores[name] >= max(LEAST, SHARE_OF_BEST * best)),
        key=lambda name: (-scores[name], name),
    )
    return tuple(ThemeFact(name, round(scores[name] / best, 2), reasons(name, times)) for name in chosen[:MOST])


def counted(reading: Reading) -> Counter[str]:
    """How often each keyword stands in the article."""
    times: Counter[str] = Counter()
    for block in reading.blocks:
        for match in keyword_pattern().finditer(block.text):
            times[match[0]] += 1 if block.is_prose else HEAD_TIMES
    return times


def scored(times: Counter[str]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for word, count in times.items():
        for name, weight in keywords()[word]:
            scores[name] = scores.get(name, 0.0) + weight * min(count, MOST_TIMES)
    return scores


def reasons(name: str, times: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The words that speak for a theme, the most telling first."""
    weights = {word: dict(keywords()[word])[name] for word in times if name in dict(keywords()[word])}
    ranked = sorted(weights, key=lambda word: (-weights[word] * min(times[word], MOST_TIMES), word))
    return tuple((word, times[word]) for word in ranked)
