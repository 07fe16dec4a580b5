"""Who is named: the hospitals of every article, resolved with what the whole page says."""

from collections.abc import Iterable

from articles.recognise.hospitals.registry import Registry
from articles.recognise.hospitals.resolve import Named, Resolver
from articles.recognise.reading import Reading
from articles.recognise.types import Known

NamedByArticle = dict[int, tuple[Named, ...]]


def name_hospitals(readings: tuple[Reading, ...], known: Known) -> NamedByArticle:
    """What hospitals each article names, by article number, in reading order."""
    registry = Registry(readings, known, divisions_of(readings))
    return {reading.number: tuple(Resolver(reading, registry).resolve()) for reading in readings}


def divisions_of(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset().union(*(reading.divisions for reading in readings))
