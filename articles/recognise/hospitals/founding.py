"""The year in which a hospital was founded, where the text says so."""

import re
from collections.abc import Iterator

from articles.recognise.attribution import Attribution
from articles.recognise.reading import Block
from articles.recognise.types import Evidence

FOUNDED = re.compile(r"(?:始建|创建|建院|创立|创办|筹建|成立|建成|建|创)于(?:公元)?(?P<year>1[89]\d\d|20[0-4]\d)年")
BETWEEN = re.compile(r"(?:[，,是]|前身(?:是|为)?|\([^()]*\)|（[^（）]*）){0,3}$")
"""What may stand between a name and the verb."""
LINK = re.compile(r"(?:\d{1,2}月)?[，,]?(?:的|原名|是)?")
"""What may stand between the year and a name."""
ITSELF = re.compile("(?<![一-鿿])(?:该院|本院|我院|医院)$")
REACH = 40


def founding_years(articles: tuple[Attribution, ...]) -> dict[str, tuple[int, Evidence]]:
    """The first founding year that the page gives for each hospital, with its evidence.

    Verb and year have to stand next to the name, or to 该院: a department's year is not the hospital's.
    """
    years: dict[str, tuple[int, Evidence]] = {}
    for article in articles:
        for block in article.reading.blocks:
            for hospital, match in founded_in(block, article):
                evidence = block.evidence(match.start(), match.end(), "hospital.founded", 0.9)
                years.setdefault(hospital, (int(match["year"]), evidence))
    return years


def founded_in(block: Block, article: Attribution) -> Iterator[tuple[str, re.Match]]:
    for match in FOUNDED.finditer(block.text):
        name_end = BETWEEN.search(block.text, max(0, match.start() - REACH), match.start()).start()
        name_start = LINK.match(block.text, match.end()).end()
        hospital = article.ending_at(block, name_end) or article.starting_at(block, name_start)
        if not hospital and ITSELF.search(block.text, max(0, name_end - 3), name_end):
            hospital = article.owner(block, name_end).hospital
        if hospital:
            yield hospital, match
