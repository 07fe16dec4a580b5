"""The year in which a hospital was founded, where the text says so."""

import re
from collections.abc import Iterable

from articles.recognise.hospitals.resolve import Named
from articles.recognise.reading import Block, Reading
from articles.recognise.types import Evidence

FOUNDED = re.compile(r"(?:始建|创建|建院|创立|创办|筹建|成立|建成|建|创)于(?:公元)?(?P<year>1[89]\d\d|20[0-4]\d)年")
BEFORE = re.compile(r"(?:[，,是]|前身(?:是|为)?|\([^)]*\)|（[^）]*）){0,3}$")
AFTER = re.compile(r"(?:\d{1,2}月)?[，,]?(?:的|原名|是)?")


def founding_of(places: Iterable[tuple[Reading, Named]]) -> tuple[int | None, Evidence | None]:
    """The founding year and its evidence, read beside a mention: 始建于1961年的沧州市人民医院, 本院…建于1931年.

    The verb has to stand next to the name: what a department was founded in is not the hospital's year.
    """
    for reading, named in places:
        block = reading.blocks[named.block]
        if match := founded_beside(block, named.printed.start, named.printed.end):
            return int(match["year"]), block.evidence(match.start(), match.end(), "hospital.founded", 0.9)
    return None, None


def founded_beside(block: Block, start: int, end: int) -> re.Match | None:
    """A founding clause that ends where a name starts, or starts where it ends."""
    for match in FOUNDED.finditer(block.text):
        if AFTER.fullmatch(block.text, match.end(), start) or BEFORE.fullmatch(block.text, end, match.start()):
            return match
    return None
