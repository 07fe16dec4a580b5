"""Departments of a hospital before a noun that they share: 内科、外科和老年医学科(等3个)|党支部."""

import re
from functools import cache, lru_cache

from articles.recognise.lexicon import any_of, lines, words
from articles.restore.types import Span

COUNT = re.compile("等?(?:[0-9]+|[两三四五六七八九十]+)个(?P<mark>临时|联合)?$")
"""内科、外科等|2个临时|党支部: what is said of all of them belongs to each name."""
PIECE = re.compile("[\u4e00-\u9fff0-9]+$")
JOINTS = "、和及与"
LONGEST = 14


def departments_before(text: str, end: int) -> list[Span]:
    """The departments that end at `end`, in reading order; empty where no department stands there.

    Only the first of a list may have other words before it, and they have to be words that can stand before a name:
    由|内科 but not 城北|社区.
    """
    if count := COUNT.search(text, max(0, end - LONGEST), end):
        end = count.start()
    found: list[Span] = []
    while True:
        start, is_whole = department_ending_at(text, end)
        if start == end:
            return found
        found.insert(0, (start, end))
        if not is_whole or start == 0 or text[start - 1] not in JOINTS:
            return found
        end = start - 1


def shared_mark(text: str, end: int) -> str:
    """What a count of departments says of all of them: 采样、救治等2个临时| → 临时."""
    count = COUNT.search(text, max(0, end - LONGEST), end)
    return (count["mark"] or "") if count else ""


def department_ending_at(text: str, end: int) -> tuple[int, bool]:
    """Where the longest department that ends at `end` begins, and whether it fills all the room up to a joint."""
    floor = max(0, end - LONGEST)
    joint = max(text.rfind(character, floor, end) for character in JOINTS) + 1
    run = PIECE.search(text, max(floor, joint), end)
    starts = range(run.start() if run else end, end)
    start = next((start for start in starts if is_department(text[start:end]) and may_begin(text, start)), end)
    return start, start == joint and joint > floor


def may_begin(text: str, place: int) -> bool:
    """Whether a name may begin at `place`: after a stop, a verb, or a word that is no part of names."""
    before = text[max(0, place - 4) : place]
    is_stop = not before or not PIECE.search(before)
    return is_stop or before[-2:] in lines("verbs") or before.endswith(words("party", "before_departments"))


@cache
def token_pattern() -> re.Pattern:
    return re.compile(any_of((*words("party", "departments"), *words("party", "department_marks"))))


@lru_cache(4096)
def is_department(name: str) -> bool:
    """Whether a name is made of departments (内科, 检验) and what marks them (科, 临时), not of marks alone."""
    tokens = token_pattern().findall(name)
    return "".join(tokens) == name and any(token in words("party", "departments") for token in tokens)
