"""Ways of working that many hospitals share (支部建在科室上, 三会一课), listed in data/practices.json."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.initiatives.found import Found
from articles.recognise.lexicon import any_of, table
from articles.recognise.reading import Block
from articles.recognise.types import Known

NO_QUOTES = str.maketrans("", "", "“”")
WHOLLY_QUOTED = re.compile("“[^“”]*”")
Practice = tuple[str, tuple[str, ...]]
"""Name and themes."""


@cache
def shipped() -> tuple[tuple[Practice, re.Pattern], ...]:
    rows = table("practices")["practices"]
    return tuple(((row["name"], tuple(row["themes"])), re.compile("|".join(row["patterns"]))) for row in rows)


def practice_patterns(known: Known) -> tuple[tuple[Practice, re.Pattern], ...]:
    """The practices to look for: first those that people confirmed, then the shipped ones."""
    taught = tuple(((name, ()), re.compile(any_of((name, *synonyms)))) for name, synonyms in known.practices)
    return (*taught, *shipped())


def practices_in(block: Block, known: Known) -> Iterator[Found]:
    for (name, themes), pattern in practice_patterns(known):
        for match in pattern.finditer(block.text):
            printed = match[0][1:-1] if WHOLLY_QUOTED.fullmatch(match[0]) else match[0]
            yield Found(
                block, match.start(), match.end(), tidy(printed), True, "initiative.practice", 0.85, name, themes
            )


def tidy(printed: str) -> str:
    """The name alone: 将党支部建在各个科室 → 党支部建在各个科室. Quotes stay only inside and in pairs."""
    if printed.count("“") != printed.count("”"):
        printed = printed.translate(NO_QUOTES)
    return re.sub("^[0-9一二三四五六七八九十两]+个", "", re.sub("^[将把](?=党?支部|党组织|党小组)", "", printed))
