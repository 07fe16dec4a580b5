"""Repairs: what typesetting and copying did to the characters of a page, undone by named rules in one order.

A repair is a pure function on the lines of a page, or on one line. Applied to clean text it changes nothing. To
add one, write it beside its family with a docstring that shows the damage, and enter it in `REPAIRS`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from articles.restore.repair.characters import drop_invisible, drop_private_use, plain_glyphs, plain_spaces
from articles.restore.repair.shadows import (
    undouble_across_lines,
    undouble_dashed,
    undouble_phrases,
    undouble_runs,
    undouble_section_letter,
)
from articles.restore.repair.spaces import close_letter_spacing, close_spaces, single_spaces
from articles.restore.repair.widths import plain_letters, plain_numbers
from articles.restore.repair.wraps import join_hyphenated
from articles.restore.types import ADDED, Fix, Remnant, RemnantKind, TracedText

Lines = tuple[TracedText, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """One rule. `on_page` rules see all lines at once; `leaves` says what the characters that it drops are."""

    apply: Callable
    leaves: RemnantKind = "unplaced"
    on_page: bool = False

    @property
    def name(self) -> str:
        return self.apply.__name__

    def __call__(self, lines: Lines) -> Lines:
        return self.apply(lines) if self.on_page else tuple(map(self.apply, lines))


REPAIRS = (
    Repair(drop_invisible),
    Repair(drop_private_use),
    Repair(plain_glyphs),
    Repair(plain_spaces),
    Repair(plain_numbers),
    Repair(plain_letters),
    Repair(close_letter_spacing),
    Repair(undouble_phrases, leaves="copy", on_page=True),
    Repair(undouble_dashed, leaves="copy"),
    Repair(undouble_across_lines, leaves="copy", on_page=True),
    Repair(undouble_runs, leaves="copy"),
    Repair(undouble_section_letter, leaves="copy"),
    Repair(close_spaces),
    Repair(single_spaces),
    Repair(join_hyphenated, on_page=True),
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The lines after all repairs, what was done, and what was taken out."""

    lines: Lines
    fixes: tuple[Fix, ...]
    remnants: tuple[Remnant, ...]


def repair(lines: Lines, without: Collection[str] = ()) -> Repaired:
    """Apply every repair in order, except those named in `without`."""
    fixes: list[Fix] = []
    remnants: list[Remnant] = []
    for rule in REPAIRS:
        if rule.name not in without:
            repaired = rule(lines)
            changed = [
                i for i, (old, new) in enumerate(zip(lines, repaired, strict=True)) if old is not new and old != new
            ]
            fixes += [Fix(rule.name, (i + 1, i + 1), lines[i].text, repaired[i].text) for i in changed]
            remnants += _taken_out(rule, [lines[i] for i in changed], [repaired[i] for i in changed])
            lines = repaired
    return Repaired(lines, tuple(fixes), tuple(remnants))


def _taken_out(rule: Repair, before: list[TracedText], after: list[TracedText]) -> list[Remnant]:
    """What a rule removed from the page, line by line; white space is no loss."""
    left = {place for line in after for place in line.origin if place != ADDED}
    gone = [
        line.keep(i for i, place in enumerate(line.origin) if place not in left and place != ADDED) for line in before
    ]
    return [Remnant(rule.leaves, text, rule.name) for text in gone if text.text.strip()]
