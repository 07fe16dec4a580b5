"""Where the characters of one page text stand in another version of it. Pure."""

from array import array
from collections.abc import Sequence

from articles.restore.types import Span

NOWHERE = -1
SEEDS = (24, 8, 3)
"""Lengths of the stretches by which two texts are hooked into each other, the surest first."""


def align(old: str, new: str) -> array:
    """For every character of `old`, its place in `new`, or `NOWHERE`. White space stands nowhere, unless all is equal.

    Stretches that stand once in each text are hooked together and grow to both sides as far as the texts agree; what is
    left is tried again with shorter stretches. So what was inserted, removed, wrapped anew or moved elsewhere on the
    page costs only itself, and the time grows with the length of the texts, not with its square.
    """
    if old == new:
        return array("i", range(len(old)))
    here, there = _dark(old), _dark(new)
    a, b = "".join(old[place] for place in here), "".join(new[place] for place in there)
    pairs, taken = array("i", [NOWHERE]) * len(a), bytearray(len(b))
    for size in SEEDS:
        seeds, others = _once(a, size, [pair != NOWHERE for pair in pairs]), _once(b, size, taken)
        for stretch, i in seeds.items():
            j = others.get(stretch, NOWHERE)
            if i != NOWHERE and j != NOWHERE and pairs[i] == NOWHERE and not taken[j]:
                _grow(a, b, i, j, pairs, taken)
    places = array("i", [NOWHERE]) * len(old)
    for i, j in enumerate(pairs):
        if j != NOWHERE:
            places[here[i]] = there[j]
    return places


def character_places(text: str, spans: Sequence[Span], page_text: str) -> list[int]:
    """For every character of a passage, the place on the page that it came from, or `NOWHERE` for a joining space.

    `spans` are what the passage owns, in reading order: repairs drop and replace characters, but never mix them up.
    """
    owned = (place for start, end in spans for place in range(start, end))
    places, following = [], next(owned, NOWHERE)
    for character in text:
        is_added = following == NOWHERE or (character.isspace() and not page_text[following].isspace())
        places.append(NOWHERE if is_added else following)
        following = following if is_added else next(owned, NOWHERE)
    return places


def _dark(text: str) -> list[int]:
    """The places of the characters that are no white space."""
    return [place for place, character in enumerate(text) if not character.isspace()]


def _once(text: str, size: int, taken: Sequence) -> dict[str, int]:
    """Stretches of free characters: where each stands, or `NOWHERE` where it stands more than once."""
    found: dict[str, int] = {}
    free = 0
    for end, is_taken in enumerate(taken, 1):
        free = 0 if is_taken else free + 1
        if free >= size:
            stretch = text[end - size : end]
            found[stretch] = NOWHERE if stretch in found else end - size
    return found


def _grow(a: str, b: str, i: int, j: int, pairs: array, taken: bytearray) -> None:
    """Pair the characters from `a[i]`, `b[j]` on in both directions, as far as they agree and are free."""
    for step in (1, -1):
        at, to = (i, j) if step > 0 else (i - 1, j - 1)
        while 0 <= at < len(a) and 0 <= to < len(b) and a[at] == b[to] and pairs[at] == NOWHERE and not taken[to]:
            pairs[at], taken[to] = to, 1
            at, to = at + step, to + step
