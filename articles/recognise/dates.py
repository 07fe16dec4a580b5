"""What a text proves about its own date, and never more."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.lexicon import pattern, table
from articles.recognise.reading import Block, Reading
from articles.recognise.types import DateFact

DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*日)?)?"
)
AHEAD = re.compile(r"(?:到|至|截至|力争|计划|预计|将于|拟于?|争取|确保|面向|展望|[—–~～-])\s*$")
PLAN = re.compile(r"\s*(?:度|前|底前|年底|之前|规划|远景|[—–~～-])")
HAPPENED = re.compile(r"(?:截至)\s*$")


def date_of(reading: Reading) -> DateFact | None:
    """The latest date that the article says has come: it was printed then or later.

    A year that is only planned for (到2025年, 力争2030年) proves nothing, and neither does a range that runs ahead.
    """
    return max(dates_in(reading), key=lambda date: date.not_before, default=None)


@cache
def events() -> tuple[tuple[re.Pattern, str], ...]:
    """What is spoken of as past once it has been (党的二十大精神, a plan by its title), and when that was."""
    return tuple((re.compile(each["pattern"]), each["not_before"]) for each in table("dates")["events"])


def events_in(block: Block) -> Iterator[DateFact]:
    for event, not_before in events():
        match = event.search(block.text)
        if match and not pattern("dates", "ahead").search(block.text, max(0, match.start() - 6), match.start()):
            yield DateFact(not_before, block.evidence(match.start(), match.end(), "date.event", 0.7))


def dates_in(reading: Reading) -> Iterator[DateFact]:
    for block in reading.blocks:
        yield from events_in(block)
        for match in DATE.finditer(block.text):
            if has_come(block, match):
                yield DateFact(iso(match), block.evidence(match.start(), match.end(), "date.printed", 0.8))


def has_come(block: Block, match: re.Match) -> bool:
    before = block.text[max(0, match.start() - 6) : match.start()]
    is_ahead = AHEAD.search(before) and not HAPPENED.search(before)
    return not is_ahead and not PLAN.match(block.text, match.end())


def iso(match: re.Match) -> str:
    """2020年1月4日 → 2020-01-04, 2020年1月 → 2020-01."""
    numbers = [number for number in match.groups() if number]
    return "-".join(number.zfill(2) for number in numbers)
