"""Who is named: the hospitals of every article, resolved with what the whole page says."""

from collections import Counter
from collections.abc import Iterable

from articles.recognise.hospitals.registry import Registry
from articles.recognise.hospitals.resolve import Named, Resolver
from articles.recognise.reading import Reading
from articles.recognise.types import Known

HOUSE = 3
NamedByArticle = dict[int, tuple[Named, ...]]


def name_hospitals(readings: tuple[Reading, ...], known: Known) -> NamedByArticle:
    """What hospitals each article names, by article number, in reading order."""
    registry = Registry(readings, known, divisions_of(readings))
    return {reading.number: tuple(Resolver(reading, registry).resolve()) for reading in readings}


def house_of(named: NamedByArticle) -> str:
    """The hospital whose own paper a page is: three articles name it, and no other is named in two; else ""."""
    articles = Counter(name for each in named.values() for name in {found.name for found in each})
    (house, times), (_, next_times) = (*articles.most_common(2), ("", 0), ("", 0))[:2]
    return house if times >= HOUSE and next_times < 2 else ""


def divisions_of(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset().union(*(reading.divisions for reading in readings))
