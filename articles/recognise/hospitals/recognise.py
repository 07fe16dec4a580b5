"""All hospitals of a page as facts."""

from collections.abc import Iterable

from articles.recognise.hospitals.founding import founding_of
from articles.recognise.hospitals.registry import Registry, full_names, other_names
from articles.recognise.hospitals.resolve import Named, Resolver
from articles.recognise.places import Location, location_of
from articles.recognise.reading import Reading
from articles.recognise.types import HospitalFact, Known, Mention

MENTIONS = dict[int, tuple[Named, ...]]


def name_hospitals(readings: tuple[Reading, ...], known: Known) -> MENTIONS:
    """What hospitals each article names, by article number, in reading order."""
    registry = Registry(full_names(readings), other_names(readings), known, divisions_of(readings))
    return {reading.number: tuple(Resolver(reading, registry).resolve()) for reading in readings}


def divisions_of(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset().union(*(reading.divisions for reading in readings))


def hospital_facts(readings: tuple[Reading, ...], named: MENTIONS, known: Known) -> tuple[HospitalFact, ...]:
    """One fact for each hospital, in the order of first mention."""
    around = divisions_of(readings)
    by_name: dict[str, list[tuple[Reading, Named]]] = {}
    for reading in readings:
        for each in named[reading.number]:
            by_name.setdefault(each.name, []).append((reading, each))
    given = {each.name: Location(each.province, each.city, each.district) for each in known.hospitals}
    return tuple(hospital_fact(name, places, given.get(name), around) for name, places in by_name.items())


def hospital_fact(
    name: str, places: list[tuple[Reading, Named]], given: Location | None, around: frozenset[str]
) -> HospitalFact:
    location = given if given and any(given) else location_of(name, around)
    founded, evidence = founding_of(places)
    return HospitalFact(
        name=name,
        mentions=tuple(mention_of(reading, each) for reading, each in places),
        aliases=spellings(name, places, ("full", "short")),
        contextual_aliases=spellings(name, places, ("contextual",)),
        province=location.province,
        city=location.city,
        district=location.district,
        founded=founded,
        founded_evidence=evidence,
    )


def mention_of(reading: Reading, named: Named) -> Mention:
    block, printed = reading.blocks[named.block], named.printed
    return Mention(printed.text, block.evidence(printed.start, printed.end, named.rule, named.confidence))


def spellings(name: str, places: Iterable[tuple[Reading, Named]], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The other ways in which the page prints a hospital, in order."""
    printed = (each.printed.text for _, each in places if each.kind in kinds)
    return tuple(dict.fromkeys(text for text in printed if text != name))
