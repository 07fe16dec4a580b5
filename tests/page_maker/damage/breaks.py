"""Blank lines that are missing, or stand where no paragraph ends."""

from random import Random

from tests.page_maker.parts import ENDS_SENTENCE, TEXT, Part, Parts, in_roles

BREAK_SHARE = 0.3


def column_breaks(parts: Parts, rng: Random) -> Parts:
    """A blank line inside some paragraphs, where a column ended in the middle of a sentence."""
    return tuple(piece for part in parts for piece in broken(part, rng))


def broken(part: Part, rng: Random) -> Parts:
    cuts = part.cuts()
    return part.cut(rng.choice(cuts)) if cuts and rng.random() < BREAK_SHARE else (part,)


def blank_before_quotes(parts: Parts, rng: Random) -> Parts:
    """A blank line before each line that begins with an opening quotation mark, wherever in a sentence."""
    return tuple(piece for part in parts for piece in cut_at_quotes(part))


def cut_at_quotes(part: Part) -> Parts:
    pieces = []
    for place in reversed([cut for cut in part.cuts() if part.lines[cut].startswith("“")]):
        part, tail = part.cut(place)
        pieces.insert(0, tail)
    return (part, *pieces)


def blank_line_late(parts: Parts, rng: Random) -> Parts:
    """The blank line between some paragraphs comes a line late: below the first line of the second."""
    shifted = list(parts)
    for i in range(1, len(shifted)):
        one, other = shifted[i - 1 : i + 1]
        if can_shift(one, other) and rng.random() < BREAK_SHARE:
            shifted[i - 1] = one.but(lines=(*one.lines, other.lines[0]))
            shifted[i] = other.but(lines=other.lines[1:])
    return tuple(shifted)


def can_shift(one: Part, other: Part) -> bool:
    """Whether a reader still sees where the second begins: the first ends short of the column, the second goes on."""
    both_text = one.role in TEXT and other.role in TEXT and not one.loose and not one.shadowed | other.shadowed
    if not both_text or len(one.lines) < 2 or len(other.lines) < 3:
        return False
    return len(one.lines[-1]) < len(one.lines[0]) - 2 and not ENDS_SENTENCE.search(other.lines[0])


def blank_after_every_line(parts: Parts, rng: Random) -> Parts:
    """A blank line after every line of the text; paragraphs show only by their indents and short last lines."""
    return in_roles(parts, TEXT, lambda part: part.but(loose=True))


def no_blank_between_paragraphs(parts: Parts, rng: Random) -> Parts:
    """No blank line between paragraphs, nor around headings."""
    return tuple(
        part.but(gap=False) if part.role in ("heading", *TEXT) and following.role in ("heading", *TEXT) else part
        for part, following in zip(parts, (*parts[1:], Part("imprint", ())), strict=True)
    )


DAMAGES = (blank_line_late, no_blank_between_paragraphs, column_breaks, blank_before_quotes, blank_after_every_line)
