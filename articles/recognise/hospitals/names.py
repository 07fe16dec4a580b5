"""Names of institutions as they are printed: where each begins, and what shape it has."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from articles.recognise.hospitals.tokens import Token, tokens_of
from articles.recognise.lexicon import lines, pattern, words

Shape = Literal["full", "town", "bare", "brand", "short", "anaphor"]
HAN = re.compile(r"[\u4e00-\u9fff〇]")
COUNTED = re.compile(r"(?<=\d)[年月日号]")
UNLISTED_CITY = re.compile("[\u4e00-\u9fff]{2,3}[市州]")
LONGEST_BRAND = 4
COUNTED_NAMES = re.compile("[0-9余多几两三四五六七八九十][家所个]")
OF_A_PLACE = ("市立", "县立", "区立", "州立")
FORMER = "原"
TOWNSHIPS = ("镇", "乡", "街道")
LONGEST_RUN = 28
LONGEST_FILLER = {True: 14, False: 8}
"""Unknown characters that a name may hold, with a school in it (华中科技大学同济医学院附属…) and without."""


class Printed(NamedTuple):
    """An institution as printed in a text.

    full     stands by itself: 梅岭市人民医院, 云岭大学南山医院
    town     a township's, its county to be found: 东坪镇卫生院
    bare     says its kind only: 市人民医院, 中医医院
    brand    has a name of its own that no place or school leads: 仁爱医院. `sure` where it holds a post or a Party body
    short    an abbreviation: 浙大一院
    anaphor  该院, 医院
    """

    start: int
    end: int
    shape: Shape
    text: str
    sure: bool = True


@cache
def head_pattern() -> re.Pattern:
    return pattern("hospital_names", "heads", "short_heads", "anaphors")


def is_followed_by(name: str, text: str, place: int) -> bool:
    """Whether a word of that list of hospital_names.json stands at `place`."""
    return pattern("hospital_names", name).match(text, place) is not None


def printed_names(text: str) -> Iterator[Printed]:
    """Every institution named in `text`, in order. What only speaks of hospitals in general (公立医院) is left out.

    A member of a hospital group, or a numbered part, is one name: 大名县人民医院集团滨河医院, 解放军总医院第一医学中心.
    """
    floor, last = 0, None
    for head in head_pattern().finditer(text):
        found = printed_at(text, floor, head)
        floor = head.end()
        if last and found and found.start == last.end and text.startswith(("集团", "第"), last.end):
            last = Printed(last.start, found.end, "full", text[last.start : found.end])
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


class PrintedNames(dict[str, tuple[Printed, ...]]):
    """The institutions named in each text, looked for once."""

    def __missing__(self, text: str) -> tuple[Printed, ...]:
        self[text] = found = tuple(printed_names(text))
        return found


def printed_at(text: str, floor: int, head: re.Match) -> Printed | None:
    """The institution whose head is `head`. Nothing before `floor`, the end of the last head, belongs to it."""
    if head[0] in words("hospital_names", "anaphors"):
        return Printed(head.start(), head.end(), "anaphor", head[0])
    start = run_start(text, floor, head.start())
    if COUNTED_NAMES.match(text, start - 1) and start:
        return None
    limit, rest = cut_at_boundary(text, list(tokens_of(text, start, head.start())))
    if len(rest) > 2 and rest[0].kind == "other" and text[rest[0].start] == FORMER:
        rest = rest[1:]
    shape, start = shape_of(text, rest, head) if rest else (shape_of_head(head[0]), head.start())
    if not shape or (shape != "full" and limit in words("hospital_names", "distributive")):
        return None
    sure = shape != "brand" or is_brand(text, start, head)
    return Printed(start, head.end(), shape, text[start : head.end()], sure)


def is_brand(text: str, start: int, head: re.Match) -> bool:
    """Whether 医院 has a name of its own: one in common use (仁和), or one that holds a post or a Party body."""
    in_use = text[start : head.start()] in words("hospital_names", "brands")
    return in_use or is_followed_by("holders", text, head.end())


def run_start(text: str, floor: int, end: int) -> int:
    """Where the unbroken run of characters before `end` begins, at most `LONGEST_RUN` back."""
    start = end
    while start > max(floor, end - LONGEST_RUN) and HAN.match(text[start - 1]):
        start -= 1
    return start + 1 if start < end and COUNTED.match(text, start) else start


def cut_at_boundary(text: str, tokens: list[Token]) -> tuple[str, list[Token]]:
    """The last word that cannot be part of a name, and the tokens after it."""
    last = max((place for place, token in enumerate(tokens) if token.kind == "boundary"), default=-1)
    return text[tokens[last].start : tokens[last].end] if last >= 0 else "", tokens[last + 1 :]


def shape_of_head(head: str) -> Shape | None:
    """A head without a word before it: 医院 and 卫生院 refer back, 、精神病院 goes on with a list."""
    if head in words("hospital_names", "referring"):
        return "anaphor"
    return "bare" if head in words("hospital_names", "self_sufficient") else None


def shape_of(text: str, rest: list[Token], head: re.Match) -> tuple[Shape | None, int]:
    """Shape and start of a name whose words before the head are `rest`."""
    kinds = [token.kind for token in rest]
    if head[0] in words("hospital_names", "short_heads"):
        return "short", rest[0].start
    if "generic" in kinds or text[rest[-1].start : rest[-1].end] in words("hospital_names", "generic_ends"):
        return None, 0
    if set(kinds) <= {"modifier", "administrative"}:
        return ("bare" if "administrative" not in kinds[1:] else None), rest[0].start
    if is_unlisted_county(text, rest):
        return "full", rest[0].start
    if (anchor := anchor_of(kinds)) is not None:
        if stands_alone(text, rest[anchor:], head):
            return "full", start_with_unlisted_city(text, rest, anchor)
        is_brand = set(kinds[anchor:]) == {"place"} and not is_followed_by("not_after", text, head.end())
        return ("brand" if is_brand else None), rest[anchor].start
    return shape_without_anchor(text, rest, head)


def is_unlisted_county(text: str, rest: list[Token]) -> bool:
    """兴|华县: a county of two characters, with one before it that leaves it no place of its own."""
    if len(rest) < 2 or rest[0].kind != "other" or rest[1].kind != "place":
        return False
    is_short = rest[1].is_full and rest[1].end - rest[1].start == 2
    return is_short and all(token.kind == "modifier" for token in rest[2:])


def start_with_unlisted_city(text: str, rest: list[Token], anchor: int) -> int:
    """Where a name begins before whose district a city stands that no table holds: 云州市|城东区人民医院."""
    place = rest[anchor].start
    return rest[0].start if UNLISTED_CITY.fullmatch(text, rest[0].start, place) else place


def anchor_of(kinds: list[str]) -> int | None:
    """Where a name begins that a place, a lead (首都, 解放军) or a school opens."""
    opening = next((place for place, kind in enumerate(kinds) if kind in ("place", "lead")), None)
    return 0 if opening is None and "school" in kinds else opening


def stands_alone(text: str, tokens: list[Token], head: re.Match) -> bool:
    """Whether place or school, and what follows it, make a name of one institution."""
    kinds = {token.kind for token in tokens}
    unknown = sum(token.end - token.start for token in tokens if token.kind == "other")
    if unknown > LONGEST_FILLER["school" in kinds]:
        return False
    if kinds == {"place"}:
        is_plain = head[0] in words("hospital_names", "plain_heads")
        is_named = tokens[-1].is_full and not (is_plain and tokens[-1].divisions[0].level == "province")
        return is_named and not is_followed_by("not_after", text, head.end())
    if kinds == {"place", "other"} and ends_in_a_verb(text, head):
        return False
    opening = text[tokens[0].start : tokens[0].end]
    is_school = "school" in kinds or opening.endswith(words("hospital_names", "schools"))
    return tokens[0].kind != "lead" or is_school or "modifier" in kinds


def shape_without_anchor(text: str, rest: list[Token], head: re.Match) -> tuple[Shape | None, int]:
    start = rest[0].start
    if unit := unit_of_unlisted_place(text, rest, head[0] in words("hospital_names", "self_sufficient")):
        return ("town" if unit in TOWNSHIPS else "full"), start
    if after := after_last_verb(text, rest):
        return shape_of(text, after, head)
    return (None if ends_in_a_verb(text, head) or head.start() - start < 2 else "brand"), start


def ends_in_a_verb(text: str, head: re.Match) -> bool:
    """Whether a verb stands right before the head, and no name that is one too (安定医院)."""
    last = text[head.start() - 2 : head.start()]
    return last in lines("verbs") and last not in words("hospital_names", "brands")


def after_last_verb(text: str, rest: list[Token]) -> list[Token]:
    """What follows the last verb of two characters: 关系划归|总医院."""
    pairs = (
        place
        for place, (one, other) in enumerate(pairwise(rest))
        if one.kind == other.kind == "other" and text[one.start : other.end] in lines("verbs")
    )
    return rest[max(pairs, default=len(rest)) + 2 :]


def unit_of_unlisted_place(text: str, rest: list[Token], head_says_kind: bool) -> str:
    """城关镇(中心): two or three characters, a unit, then nothing but the kind of the institution, maybe a brand.

    A township may stand in a county that no table holds either (云溪县|城关镇), a city may lend its name to 市立.
    """
    if not rest:
        return ""
    if rest[0].kind == "other" and text[rest[0].start + 2 : rest[0].start + 4] in OF_A_PLACE:
        return text[rest[0].start + 2] if rest[-1].end - rest[0].start == 4 else ""
    units = (n for n, token in enumerate(rest) if token.kind == "administrative" and token.start - rest[0].start > 1)
    place = next(units, 0)
    unit, after = text[rest[place].start : rest[place].end], rest[place + 1 :]
    name = text[rest[0].start : rest[place].start]
    is_name = 2 <= len(name) <= 3 and name not in lines("verbs")
    if is_name and unit not in TOWNSHIPS and unit_of_unlisted_place(text, after, head_says_kind) in TOWNSHIPS:
        return unit
    says_kind = unit in TOWNSHIPS or head_says_kind or after
    return unit if is_name and is_kind(text, after) and says_kind else ""


def is_kind(text: str, tokens: list[Token]) -> bool:
    """Whether words say what kind of institution it is (人民, 妇幼), perhaps after a brand (仁康|骨科)."""
    brand = [token for token in tokens if token.kind == "other"]
    if not brand:
        return all(token.kind == "modifier" for token in tokens)
    name, rest = text[tokens[0].start : brand[-1].end], tokens[len(brand) :]
    is_brand = len(name) <= LONGEST_BRAND and (rest or name in words("hospital_names", "brands"))
    return bool(is_brand) and tokens[: len(brand)] == brand and all(token.kind == "modifier" for token in rest)
