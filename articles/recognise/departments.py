"""Departments of a hospital before a noun that they share: 内科、外科和老年医学科(等3个)|党支部."""

import re
from functools import cache, lru_cache

from articles.recognise.lexicon import any_of, lines, words
from articles.recognise.numerals import value_of
from articles.restore.types import Span

COUNT = re.compile("(?P<more>等)?(?P<number>[0-9]+|[两三四五六七八九十]+)个(?P<mark>临时|联合)?$")
"""内科、外科等|2个临时|党支部: what is said of all of them belongs to each name."""
PIECE = re.compile("[\u4e00-\u9fff0-9]+$")
JOINTS = "、和及与"
LONGEST = 14
UNLISTED = re.compile(
    "(?!联合)(?:(?![的了在是和与由等为把将各每某该其本两个名位对让到从以有向被我你他她这那村镇乡县市省局委校厂办级全多])"
    "[\u4e00-\u9fff]){1,8}?(?:(?<![生公科])室|(?<!各)科|病房|病区|分院|院区|治疗部|(?<!服务)(?<!发展)(?<!区)中心)"
    "(?:临时|联合|第[一二三四五六七八九十]+)?"
)
"""A department that no list holds, by its last word: 麻醉手术中心, 中医经典病房."""


def departments_before(text: str, end: int) -> list[Span]:
    """The departments that end at `end`, in reading order; empty where no department stands there.

    Only the first of a list may have other words before it, and they have to be words that can stand before a name:
    由|内科 but not 城北|社区. A list that goes on (产科、儿科等11个党支部) names none: which there are is not said.
    """
    count = COUNT.search(text, max(0, end - LONGEST), end)
    found = departments_up_to(text, count.start() if count else end)
    return [] if count and count["more"] and not count["mark"] and value_of(count["number"]) != len(found) else found


def departments_up_to(text: str, end: int) -> list[Span]:
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
    starts = [start for start in range(run.start() if run else end, end) if may_begin(text, start)]
    listed = (start for start in starts if is_department(text[start:end]))
    start = next(listed, next((start for start in starts if is_unlisted(text, start, end)), end))
    return start, start == joint and joint > floor


def is_unlisted(text: str, start: int, end: int) -> bool:
    """Whether a name ends as departments do and does not begin with a verb: 麻醉手术中心, but not 组织|多学科."""
    opening = text[start : start + 2]
    is_verb = opening in lines("verbs") and opening not in words("party", "departments")
    return not is_verb and UNLISTED.fullmatch(text, start, end) is not None


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
    """Whether a name is made of departments (内科, 检验) and what marks them (科, 临时), not of marks alone.

    联合 before a department is what is done to it. A general branch before a branch is its parent:
    离退休党总支|第二党支部.
    """
    tokens = token_pattern().findall(name)
    if name.startswith("联合") or name.endswith("党总支"):
        return False
    return "".join(tokens) == name and any(token in words("party", "departments") for token in tokens)
