"""Ways of working that many hospitals share (支部建在科室上, 三会一课), listed in data/practices.json."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.initiatives.found import Found
from articles.recognise.lexicon import any_of, table, words
from articles.recognise.reading import Block
from articles.recognise.types import Known

NO_QUOTES = str.maketrans("", "", "“”")
REACH = 60
AWARDED_BY = "被[^，,。；;“”]{2,16}?(?:命名|评定|认定|确定|列|评|授予)为?"
AWARDED = re.compile(f"(?:{any_of(words('initiatives', 'awards'))}|{AWARDED_BY})[^，,。；;“”]*$")
PRIZED = re.compile("”?(?:名单|称号|荣誉|榜单|获得者)")
MEDAL = re.compile("”?纪念章")
"""颁发“光荣在党50年”|纪念章 is done, not received."""
WHOLLY_QUOTED = re.compile("“[^“”]*”")
Practice = tuple[str, tuple[str, ...]]
"""Name and themes."""


@cache
def shipped() -> tuple[tuple[Practice, re.Pattern], ...]:
    return tuple(((row["name"], tuple(row["themes"])), pattern_of(row)) for row in table("practices")["practices"])


def pattern_of(row: dict) -> re.Pattern:
    """The printed forms of a practice: its patterns, and its plain synonyms."""
    return re.compile("|".join((*row["patterns"], any_of(row["synonyms"]))))


def practice_patterns(known: Known) -> tuple[tuple[Practice, re.Pattern], ...]:
    """The practices to look for: first those that people confirmed, then the shipped ones."""
    taught = tuple(((name, ()), re.compile(any_of((name, *synonyms)))) for name, synonyms in known.practices)
    return (*taught, *shipped())


def practices_in(block: Block, known: Known) -> Iterator[Found]:
    """The practices named in a block. Where two overlap the longer stands, of two equals the confirmed one."""
    taken = bytearray(len(block.text))
    hits = ((match, row) for row, pattern in practice_patterns(known) for match in pattern.finditer(block.text))
    for match, (name, themes) in sorted(hits, key=lambda hit: hit[0].start() - hit[0].end()):
        if any(taken[match.start() : match.end()]) or is_in_a_title(block.text, match):
            continue
        taken[match.start() : match.end()] = b"\1" * len(match[0])
        printed = match[0][1:-1] if WHOLLY_QUOTED.fullmatch(match[0]) else match[0]
        yield Found(block, match.start(), match.end(), tidy(printed), True, "initiative.practice", 0.85, name, themes)


def is_in_a_title(text: str, match: re.Match) -> bool:
    """Whether a practice stands in the title of a document or of an award: 《…》, 获评“五星级党支部”."""
    left = text[max(0, match.start() - REACH) : match.start()]
    if left.rfind("《") > left.rfind("》") or PRIZED.match(text, match.end()):
        return True
    opened = left.rfind("“")
    if MEDAL.match(text, match.end()):
        return False
    return opened > left.rfind("”") and AWARDED.search(left[:opened]) is not None


def tidy(printed: str) -> str:
    """The name alone: 将党支部建在各个科室 → 党支部建在各个科室. Quotes stay only inside and in pairs."""
    if printed.count("“") != printed.count("”"):
        printed = printed.translate(NO_QUOTES)
    return re.sub("^[0-9一二三四五六七八九十两]+个", "", re.sub("^[将把](?=党?支部|党组织|党小组)", "", printed))
