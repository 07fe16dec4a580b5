"""Spaces that typesetting leaves in lines, and what else happens inside a line."""

import re
from collections.abc import Callable
from random import Random

from tests.page_maker.parts import TEXT, Part, Parts, in_roles

UNIT = re.compile(r"[!-~]+|.")
WORD = re.compile(r"[A-Za-z]{6,}")
HAN_BEFORE_LATIN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
LATIN_BEFORE_HAN = re.compile(r"(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
BESIDE_MARK = re.compile(r"(?<=[，、；：。“‘（《”’）》]) | (?=[“‘（《])")
SPACED_SHARE = 0.12


def letter_spaced_lines(parts: Parts, rng: Random) -> Parts:
    """Some lines are justified with spaces between all characters: 疗 中 心 拥 有 两 个 病 区 。"""
    return some_lines(parts, rng, spaced)


def half_spaced_lines(parts: Parts, rng: Random) -> Parts:
    """Some lines are justified with spaces in one of their halves: 机 导 航 系 统 ，镜下钬激光."""

    def half(line: str) -> str:
        units = UNIT.findall(line)
        one, other = "".join(units[: len(units) // 2]), "".join(units[len(units) // 2 :])
        return spaced(one) + other if rng.random() < 0.6 else one + spaced(other)

    return some_lines(parts, rng, half)


def spaces_before_marks(parts: Parts, rng: Random) -> Parts:
    """Some lines are justified with spaces before their marks: 把方向 、管大局 、作决策."""
    return some_lines(parts, rng, lambda line: re.sub(r"(?<=\w)(?=[，、；])", " ", line))


def spaces_around_numbers(parts: Parts, rng: Random) -> Parts:
    """Spaces between Han characters and digits or Latin: 党员 877 人."""
    return in_roles(parts, TEXT, lambda part: changed(part, beside_latin))


def space_before_numbers(parts: Parts, rng: Random) -> Parts:
    """A space before some numbers, none behind: 下设 15个党支部."""

    def loosened(line: str) -> str:
        return HAN_BEFORE_LATIN.sub(lambda _: " " if rng.random() < 0.3 else "", line)

    return in_roles(parts, TEXT, lambda part: changed(part, loosened))


def printed_indents(parts: Parts, rng: Random) -> Parts:
    """The indent of a paragraph is there as two full-width spaces."""
    return in_roles(parts, TEXT, lambda part: part.but(lines=("　　" + part.lines[0], *part.lines[1:])))


def hyphenated_latin(parts: Parts, rng: Random) -> Parts:
    """A Latin word begins at the end of a line, with a hyphen, and goes on in the next: inter- / vention."""
    return in_roles(parts, TEXT, lambda part: hyphenated(part, rng))


def hyphenated(part: Part, rng: Random) -> Part:
    lines = list(part.lines)
    for i in range(1, len(lines)):
        word = WORD.match(lines[i])
        if word and not part.loose:
            letters = rng.randint(3, len(word[0]) - 3)
            gap = " " if lines[i - 1][-1].isascii() else ""
            lines[i - 1] += f"{gap}{word[0][:letters]}-"
            lines[i] = lines[i][letters:]
    return part.but(lines=tuple(lines))


def some_lines(parts: Parts, rng: Random, change: Callable[[str], str]) -> Parts:
    """Change some of the full lines: the last line of a paragraph is never justified.

    Lines that hold a space already are left alone, for it may part two names, and would be lost among the others.
    """

    def line_changed(line: str) -> str:
        return change(line) if rng.random() < SPACED_SHARE and " " not in line else line

    def part_changed(part: Part) -> Part:
        return part if part.loose else part.but(lines=(*map(line_changed, part.lines[:-1]), part.lines[-1]))

    return in_roles(parts, TEXT, part_changed)


def changed(part: Part, change: Callable[[str], str]) -> Part:
    return part.but(lines=tuple(change(line) for line in part.lines))


def spaced(line: str) -> str:
    """Spaces between characters; a mark is as good as a space on its white side."""
    return BESIDE_MARK.sub("", " ".join(UNIT.findall(line)))


def beside_latin(line: str) -> str:
    return LATIN_BEFORE_HAN.sub(" ", HAN_BEFORE_LATIN.sub(" ", line))


DAMAGES = (
    letter_spaced_lines, half_spaced_lines, spaces_before_marks, spaces_around_numbers, space_before_numbers,
    hyphenated_latin, printed_indents,
)  # fmt: skip
