"""What the column of an article does to its lines."""

from dataclasses import replace
from random import Random

from tests.page_maker.setting import Column


def one_paragraph_per_line(column: Column, rng: Random) -> Column:
    """Each paragraph is one long line, broken only where a column ended, by a blank line inside a sentence."""
    return replace(column, flowing=True)


def width_changes(column: Column, rng: Random) -> Column:
    """The column grows or shrinks somewhere inside the text, be it in the middle of a paragraph."""
    first = rng.choice([width for width in range(10, 27) if abs(width - column.width) > 4])
    return replace(column, first_lines=rng.randint(6, 14), first_width=first)


DAMAGES = (one_paragraph_per_line, width_changes)
