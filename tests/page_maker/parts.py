"""Printed parts: the lines of a title, a paragraph, a caption. Pages are put together and damaged in these."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal

Role = Literal[
    "kicker", "title", "subtitle", "byline", "notice", "lead", "heading", "paragraph", "signature", "caption", "credit",
    "imprint",
]  # fmt: skip
HEAD: tuple[Role, ...] = ("kicker", "title", "subtitle")
TEXT: tuple[Role, ...] = ("lead", "paragraph")
LEAST_PIECE = 16
CLOSING_MARKS = " 　”’）》】"
ENDS_SENTENCE = re.compile(rf"[。！？…][{CLOSING_MARKS}]*$")


@dataclass(frozen=True)
class Part:
    """Lines that are printed together.

    `gap`: a blank line follows; `loose`: a blank line stands between any two of its lines; `shadowed`: printed with a
    drop shadow, so that its characters stand on the page more than once; `torn`: the rest of it stands elsewhere.
    `owner` numbers the article that it belongs to, `prints` is the whole text that it prints, or prints a piece of.
    """

    role: Role
    lines: tuple[str, ...]
    gap: bool = True
    loose: bool = False
    shadowed: bool = False
    torn: bool = False
    owner: int = -1
    prints: str = ""

    def but(self, **changes: Any) -> "Part":
        return replace(self, **changes)

    def cuts(self) -> list[int]:
        """Where its lines can be parted inside a sentence, so that a reader sees that they belong together."""
        if self.shadowed or self.role not in TEXT:
            return []
        return [i for i in range(1, len(self.lines)) if not ENDS_SENTENCE.search(self.lines[i - 1])]

    def cut(self, place: int) -> tuple["Part", "Part"]:
        return self.but(lines=self.lines[:place], gap=True), self.but(lines=self.lines[place:])


Parts = tuple[Part, ...]
Columns = tuple[Parts, ...]


def printed(parts: Iterable[Part]) -> str:
    """The text of parts, one after another."""
    return "".join(("\n\n" if part.loose else "\n").join(part.lines) + ("\n\n" if part.gap else "\n") for part in parts)


def line_owners(parts: Iterable[Part]) -> Iterator[Part | None]:
    """For each line of the printed parts the part that it belongs to, None for a blank line."""
    for part in parts:
        for i in range(len(part.lines)):
            yield from (None, part) if part.loose and i else (part,)
        if part.gap:
            yield None


def in_roles(parts: Parts, roles: Iterable[Role], change: Callable[[Part], Part]) -> Parts:
    """The parts, those in `roles` changed."""
    return tuple(change(part) if part.role in roles else part for part in parts)


def split_by(parts: Parts, roles: Iterable[Role]) -> tuple[Parts, Parts]:
    """The parts in `roles`, and the others."""
    return tuple(part for part in parts if part.role in roles), tuple(part for part in parts if part.role not in roles)


def body_span(parts: Parts) -> tuple[int, int]:
    """Where the body of an article starts and ends: from its first heading or paragraph to its last."""
    places = [i for i, part in enumerate(parts) if part.role in ("heading", *TEXT)]
    return places[0], places[-1] + 1


def any_cut(parts: Parts, rng: Random) -> tuple[int, int] | None:
    """A part and a place inside a sentence of it, with enough text on both sides to know where it belongs."""
    places = [(i, cut) for i, part in enumerate(parts) for cut in part.cuts() if is_roomy(part, cut)]
    return rng.choice(places) if places else None


def is_roomy(part: Part, cut: int) -> bool:
    return all(len("".join(lines)) >= LEAST_PIECE for lines in (part.lines[:cut], part.lines[cut:]))
