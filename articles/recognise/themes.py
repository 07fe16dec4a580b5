"""Themes of an article, scored from a table of keywords (data/themes.json); the words that decided are kept."""

import re
from collections import Counter
from functools import lru_cache

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import any_of, table
from articles.recognise.reading import Block
from articles.recognise.types import Known, ThemeFact, ThemeTable

MOST = 4
HEAD_TIMES = 3
"""A word in a title or heading counts as often as three in the text."""
MOST_TIMES = 3
"""A word that is repeated on and on says no more than one that comes back three times."""
ENOUGH = 3.0
SHARE_OF_BEST = 0.5
"""A theme needs enough words of its own, or half as much as the best one: a short item is about something too."""


class Keywords:
    """A table of themes, ready to be looked for."""

    def __init__(self, themes: ThemeTable) -> None:
        self.speaks_for: dict[str, dict[str, float]] = {}
        for name, words in themes:
            for word, weight in words:
                self.speaks_for.setdefault(word, {})[name] = weight
        self.pattern = re.compile(any_of(self.speaks_for) if self.speaks_for else "(?!)")

    def times(self, text: str) -> Counter[str]:
        """How often each keyword stands in a text."""
        return Counter(match[0] for match in self.pattern.finditer(text))

    def scored(self, times: Counter[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for word, count in times.items():
            for name, weight in self.speaks_for[word].items():
                scores[name] = scores.get(name, 0.0) + weight * min(count, MOST_TIMES)
        return scores

    def reasons(self, name: str, times: Counter[str]) -> tuple[tuple[str, int], ...]:
        """The words that speak for a theme, the most telling first."""
        weights = {word: self.speaks_for[word][name] for word in times if name in self.speaks_for[word]}
        ranked = sorted(weights, key=lambda word: (-weights[word] * min(times[word], MOST_TIMES), word))
        return tuple((word, times[word]) for word in ranked)


@lru_cache(maxsize=4)
def keywords(themes: ThemeTable) -> Keywords:
    """The table that people edited, or the shipped one."""
    return Keywords(themes or shipped())


def shipped() -> ThemeTable:
    return tuple((theme["name"], tuple(theme["keywords"].items())) for theme in table("themes")["themes"])


def themes_of_words(name: str, sentence: str, known: Known) -> tuple[str, ...]:
    """The one or two themes of an initiative: what its name says, or else its sentence."""
    words = keywords(known.themes)
    for text in (name, sentence):
        scores = words.scored(words.times(text))
        if scores:
            return tuple(sorted(scores, key=lambda theme: (-scores[theme], theme))[:2])
    return ()


def themes_of(article: Attribution, known: Known) -> tuple[ThemeFact, ...]:
    """Up to four themes, the best first."""
    words = keywords(known.themes)
    times = counted(article, words)
    scores = words.scored(times)
    best = max(scores.values(), default=0.0)
    chosen = sorted(
        (name for name in scores if scores[name] >= min(ENOUGH, SHARE_OF_BEST * best)),
        key=lambda name: (-scores[name], name),
    )
    return tuple(ThemeFact(name, round(scores[name] / best, 2), words.reasons(name, times)) for name in chosen[:MOST])


def counted(article: Attribution, words: Keywords) -> Counter[str]:
    """How often each keyword stands in the article; in a title or heading it counts more."""
    times: Counter[str] = Counter()
    for block in article.reading.blocks:
        for word, count in words.times(without_names(block, article)).items():
            times[word] += count if block.is_prose else count * HEAD_TIMES
    return times


def without_names(block: Block, article: Attribution) -> str:
    """A block's text without the names of hospitals: 传染病医院 speaks of no epidemic."""
    text = block.text
    for each in reversed(article.named_in(block)):
        text = f"{text[: each.printed.start]}，{text[each.printed.end :]}"
    return text
