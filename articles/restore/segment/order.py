"""The order of an article's text: the lead follows the title, numbered and lettered parts follow their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from articles.restore.reading_order import Passage
from articles.restore.segment.titles import Head
from articles.restore.shapes import numbering
from articles.restore.types import Reason

NEAR_PARTS = 6
"""Runs of numbered parts to which a further number may belong."""


@dataclass
class Unit:
    """A numbered heading with the text under it; `number` is 0 for text under no numbered heading."""

    number: int = 0
    passages: list[Passage] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Has it a heading and no text?"""
        return all(passage.kind != "body" for passage in self.passages)


@dataclass
class Part:
    """A run of numbered units, under a letter (A = 1) or under none (0)."""

    letter: int = 0
    heading: list[Passage] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def passages(self) -> list[Passage]:
        return [*self.heading, *(passage for unit in self.units for passage in unit.passages)]


def in_reading_order(passages: Sequence[Passage], head: Head) -> tuple[list[Passage], list[Reason]]:
    """Headings and bodies as a reader takes them, and what a person should check about it."""
    lead, rest = _lead_first(passages, head)
    parts = _parts(rest)
    ordered = _lettered(parts)
    arranged = [*lead, *(passage for part in ordered for passage in part.passages())]
    reasons = [Reason("section_missing", missing) for missing in _missing(ordered)]
    moved = (new for new, printed in zip(arranged, (*lead, *rest), strict=True) if new is not printed)
    reasons += [passage.block.reason("placed_by_fit") for passage in islice(moved, 1)]
    return arranged, reasons


def _lead_first(passages: Sequence[Passage], head: Head) -> tuple[list[Passage], list[Passage]]:
    """The bodies straight after a title that stands amid or after the text, and everything else."""
    text = [passage for passage in passages if passage.kind in ("head", "body", "subtitle")]
    used = head.used
    if head.title not in text:
        return [], [passage for passage in text if passage not in used]
    at = text.index(head.title)
    if not any(passage.kind == "body" for passage in text[:at]):
        return [], [passage for passage in text if passage not in used]
    lead = []
    for passage in text[at + 1 :]:
        if passage.kind != "body" and passage not in used:
            break
        lead.append(passage)
    placed = {*used, *lead}
    return [p for p in lead if p not in used], [p for p in text if p not in placed]


def _units(passages: Sequence[Passage]) -> list[tuple[str, Unit]]:
    """Passages under their numbered headings, as `(kind of numbering, unit)`; deeper numbers stay in their unit."""
    kinds = [numbering(passage.text)[0] for passage in passages if passage.kind == "head" and numbering(passage.text)]
    main = next((kind for kind in kinds if kind != "part"), "")
    units: list[tuple[str, Unit]] = [("", Unit())]
    for passage in passages:
        number = numbering(passage.text) if passage.kind == "head" else None
        if number and number[0] in ("part", main):
            units.append((number[0], Unit(number[1])))
        units[-1][1].passages.append(passage)
    return units


def _parts(passages: Sequence[Passage]) -> list[Part]:
    """Runs of numbered units. A number that a run already has begins the next run; a bare letter heads what follows."""
    parts: list[Part] = []
    letter: Unit | None = None
    for kind, unit in _units(passages):
        if kind == "part":
            parts += [Part(letter.number, letter.passages)] if letter else []
            letter = unit
            if not unit.bare:
                parts.append(Part(unit.number, unit.passages))
                letter = None
        elif kind:
            run = next(
                (
                    part
                    for part in reversed(parts[-NEAR_PARTS:])
                    if part.units and part.units[0].number and _lacks(part, unit)
                ),
                None,
            )
            if run is None:
                run = Part()
                parts.append(run)
            run.units.append(unit)
            if letter is not None and not run.letter:
                run.letter, run.heading, letter = letter.number, letter.passages, None
        elif unit.passages:
            parts.append(Part(units=[unit]))
    if letter is not None:
        parts.append(Part(letter.number, letter.passages))
    for part in parts:
        part.units.sort(key=lambda unit: unit.number)
    return parts


def _lacks(part: Part, unit: Unit) -> bool:
    return all(other.number != unit.number for other in part.units)


def _lettered(parts: list[Part]) -> list[Part]:
    """Parts by letter. The first run of numbers without a letter stands where a letter is missing."""
    letters = {part.letter for part in parts if part.letter}
    if not letters:
        return parts
    opening = [part for part in parts if not part.letter and not part.units[0].number]
    runs = [part for part in parts if part not in opening]
    free = iter(sorted(set(range(1, max(letters) + 1)) - letters))
    places = {id(part): part.letter or next(free, max(letters) + 1) for part in runs}
    return opening + sorted(runs, key=lambda part: places[id(part)])


def _missing(parts: Sequence[Part]) -> list[str]:
    letters = sorted(part.letter for part in parts if part.letter)
    gone = [chr(64 + n) for n in range(1, letters[-1] + 1) if n not in letters] if letters else []
    for part in parts:
        numbers = [unit.number for unit in part.units if unit.number]
        gone += [str(n) for n in range(1, max(numbers, default=0)) if n not in numbers]
    return gone
