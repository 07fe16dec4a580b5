"""The words before 医院: what the run of characters to the left of an institution's head is made of."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from articles.recognise.lexicon import words
from articles.recognise.places import Division, PlaceName, place_at

Kind = Literal["place", "lead", "school", "modifier", "administrative", "generic", "boundary", "other"]
LISTS: tuple[tuple[Kind, str], ...] = (
    ("boundary", "boundaries"),
    ("administrative", "administrative"),
    ("modifier", "modifiers"),
    ("school", "schools"),
    ("generic", "generic"),
    ("lead", "leads"),
    ("other", "brands"),
)
"""Which list gives which kind; where a word is in several, the last list decides."""


CITY = "城市"
"""Hospitals of cities in general, but after one character the end of a name: 龙|城|市."""


class Token(NamedTuple):
    kind: Kind
    start: int
    end: int
    is_full: bool = False
    divisions: tuple[Division, ...] = ()


@cache
def kinds() -> dict[str, Kind]:
    return {word: kind for kind, name in LISTS for word in words("hospital_names", name)}


@cache
def longest_word() -> int:
    return max(map(len, kinds()))


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """Cut `text[start:end]` into known words, longest first, and single other characters.

    A place wins over a word that is not longer: 和田 is no 和 with a 田.
    """
    outer: tuple[Division, ...] = ()
    before: tuple[str, ...] = ("boundary",)
    while start < end:
        token = next_token(text, start, end, outer)
        if before[-2:] == ("boundary", "other") and text.startswith(CITY, start):
            token = Token("other", start, start + 1)
        outer, before = token.divisions, (*before, token.kind)
        yield token
        start = token.end


def next_token(text: str, start: int, end: int, outer: tuple[Division, ...]) -> Token:
    word = longest_known(text, start, end)
    place = place_at(text, start, outer)
    if place and place.end <= end and place.end - start >= len(word) and not is_joint(text, place, outer):
        return Token("place", start, place.end, place.is_full, place.divisions)
    if word:
        return Token(kinds()[word], start, start + len(word))
    return Token("other", start, start + 1)


def is_joint(text: str, place: PlaceName, outer: tuple[Division, ...]) -> bool:
    """Whether a county of two characters is a joint and a unit: 医院和|县医院, but 安徽|和县医院."""
    is_short = place.is_full and place.end - place.start == 2
    return is_short and not outer and place.start > 0 and kinds().get(text[place.start]) == "boundary"


def longest_known(text: str, start: int, end: int) -> str:
    lengths = range(min(end - start, longest_word()), 0, -1)
    return next((text[start : start + n] for n in lengths if text[start : start + n] in kinds()), "")
