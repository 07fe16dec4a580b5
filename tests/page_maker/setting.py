"""Typesetting: a draft becomes printed parts, its paragraphs hard-wrapped at the width of a column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from random import Random

from tests.page_maker.parts import Part, Parts, Role
from tests.page_maker.samples import Block, Draft

UNIT = re.compile(r"[!-~]+|——|……|.")
NO_START = "，。、；：！？”’）》%"
NO_END = "“‘（《"
INDENT = 2.0
SQUEEZED_SHARE = 0.7
CUT_SHARE = 0.45
LONG_PARAGRAPH = 90


@dataclass(frozen=True)
class Column:
    """The measure of an article: the width of its columns, in Han characters.

    The first `first_lines` lines are `first_width` wide. In a `flowing` column nothing is wrapped: a paragraph is one
    line, and breaks only where the column ended. `indent` is that of first lines; titles are wrapped at `title_width`,
    or at none if 0.
    """

    width: int
    first_lines: int = 0
    first_width: int = 0
    flowing: bool = False
    indent: float = INDENT
    title_width: int = 0
    wraps_speakers: bool = False

    def widths(self) -> Iterator[int]:
        return chain(repeat(self.first_width, self.first_lines), repeat(self.width))


def typeset(draft: Draft, column: Column, rng: Random) -> tuple[Draft, Parts]:
    """The printed parts of an article, captions last; the draft comes back with what a broken-off text lost."""
    widths = column.widths()
    body: list[tuple[Block, Part]] = [set_block(block, column, widths, rng) for block in draft.body]
    blocks, parts = tuple(block for block, _ in body), [part for _, part in body]
    parts = mark_lead(parts)
    notice_before = f"（上接{draft.continued_from}）" if draft.continued_from else ""
    notice_after = f"（下转{draft.continued_on}）" if draft.continued_on else ""
    return draft.but(body=blocks), (
        *one_line("kicker", draft.kicker),
        *set_title(draft.title, column, rng),
        *one_line("subtitle", draft.subtitle),
        *one_line("byline", draft.byline),
        *one_line("notice", notice_before),
        *parts,
        *one_line("notice", notice_after),
        *one_line("signature", draft.signature),
        *(part for text in draft.captions for part in set_caption(text, rng)),
        *one_line("credit", draft.credit),
    )


def set_block(block: Block, column: Column, widths: Iterator[int], rng: Random) -> tuple[Block, Part]:
    """One block as lines. A text that breaks off ends with its last full line, and the block loses what follows."""
    if block.kind in ("speaker", "section_title"):
        wide = column.wraps_speakers and em(block.text) > column.width
        lines = wrap(block.text, repeat(column.width), rng, 0) if wide else [block.text]
        return block, Part("heading", tuple(lines), prints=block.text)
    if block.kind == "heading":
        return block, Part("heading", heading_lines(block.text, column, rng), prints=block.text)
    lines = flow(block.text, rng) if column.flowing else wrap(block.text, widths, rng, column.indent)
    if block.truncated and len(lines) > 1:
        block = block.but(text=block.text.removesuffix(lines[-1]).rstrip())
        lines = lines[:-1]
    return block, Part("paragraph", tuple(lines), loose=column.flowing, prints=block.text)


def mark_lead(parts: list[Part]) -> list[Part]:
    """Call the paragraphs before the first heading the lead, if there is a heading after them."""
    first = next((i for i, part in enumerate(parts) if part.role == "heading"), 0)
    return [part.but(role="lead") if i < first else part for i, part in enumerate(parts)]


def one_line(role: Role, text: str) -> Parts:
    return (Part(role, (text,), prints=text),) if text else ()


def set_title(title: str, column: Column, rng: Random) -> Parts:
    """A headline in halves, or wrapped at the width of its box; a half that begins a line stands for a space."""
    if not title or not column.title_width:
        return in_halves("title", title, rng) if title else ()
    lines = (line for half in title.split(" ") for line in wrap(half, repeat(column.title_width), rng, 0))
    return (Part("title", tuple(lines), prints=title),)


def in_halves(role: Role, text: str, rng: Random) -> Parts:
    """A headline on one line, or each of its halves on its own."""
    return (Part(role, tuple(text.split(" ")) if rng.random() < 0.4 else (text,), prints=text),)


def heading_lines(text: str, column: Column, rng: Random) -> tuple[str, ...]:
    """A heading that does not fit the column is parted at its middle, if it has one, and wrapped otherwise."""
    if column.flowing or em(text) <= column.width:
        return (text,)
    halves = text.split(" ") if len(text.split(" ")[0]) > 1 else [text]
    return tuple(line for half in halves for line in wrap(half, repeat(column.width), rng, indent=0))


def set_caption(text: str, rng: Random) -> Parts:
    return (Part("caption", tuple(wrap(text, repeat(rng.choice((18, 22, 30))), rng, indent=0)), prints=text),)


def em(text: str) -> float:
    """The width of a text in Han characters: Latin and digits take half of one."""
    return sum(0.5 if " " <= char <= "~" else 1.0 for char in text)


def wrap(text: str, widths: Iterator[int], rng: Random, indent: float = INDENT) -> list[str]:
    """Hard wrap: break a text into lines of the widths given; the indent of the first leaves it that much shorter.

    No line begins with a closing mark or ends with an opening one, so that some lines are a character longer or
    shorter. Latin words and numbers are not broken.
    """
    lines, line, used, room = [], [], indent, next(widths)
    for unit in UNIT.findall(text):
        if line and used + em(unit) > room and not squeezed_in(unit, line, used > room, rng):
            carried = carry(line, unit)
            lines.append("".join(line).strip())
            line, used, room = carried, em("".join(carried)), next(widths)
        line.append(unit)
        used += em(unit)
    return [*lines, "".join(line).strip()]


def squeezed_in(unit: str, line: list[str], is_over: bool, rng: Random) -> bool:
    """Whether a closing mark that would begin the next line hangs at the end of this one."""
    return unit[0] in NO_START and (is_over or len(line) < 3 or rng.random() < SQUEEZED_SHARE)


def carry(line: list[str], unit: str) -> list[str]:
    """Take from the end of a line what must stand with `unit` on the next one."""
    carried: list[str] = []
    while len(line) > 1 and (line[-1][-1] in NO_END or (carried or [unit])[0][0] in NO_START):
        carried.insert(0, line.pop())
    return carried


def flow(text: str, rng: Random) -> list[str]:
    """A paragraph as one line, some of the long ones broken inside a sentence where a column ended."""
    if len(text) < LONG_PARAGRAPH or rng.random() > CUT_SHARE:
        return [text]
    inside = [i for i in range(25, len(text) - 15) if is_inner_break(text, i)]
    return [text[: (place := rng.choice(inside))], text[place:]] if inside else [text]


def is_inner_break(text: str, place: int) -> bool:
    """Whether a column may end here: inside a sentence, no Latin word or number cut, no mark out of place."""
    before, after = text[place - 1], text[place]
    latin = before.isascii() and after.isascii()
    return not latin and before not in f"{NO_END}。！？…— " and after not in f"{NO_START}… —"
