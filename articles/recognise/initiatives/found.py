"""What the rules for initiatives hand on."""

from typing import NamedTuple

from articles.recognise.reading import Block


class Found(NamedTuple):
    """An initiative as read in a block. `named`: it has a name of its own; else it is a described practice."""

    block: Block
    start: int
    end: int
    name: str
    named: bool
    rule: str
    confidence: float
    practice: str = ""
    themes: tuple[str, ...] = ()
