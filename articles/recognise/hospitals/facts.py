"""The hospitals of a page as facts."""

from articles.recognise.attribution import Attribution
from articles.recognise.hospitals.founding import founding_years
from articles.recognise.hospitals.recognise import divisions_of
from articles.recognise.hospitals.resolve import Named
from articles.recognise.places import Location, location_of
from articles.recognise.reading import Reading
from articles.recognise.types import Evidence, HospitalFact, Known, Mention

Places = list[tuple[Reading, Named]]
Founding = tuple[int | None, Evidence | None]


def hospital_facts(articles: tuple[Attribution, ...], known: Known) -> tuple[HospitalFact, ...]:
    """One fact for each hospital, in the order of first mention."""
    around = divisions_of(article.reading for article in articles)
    founded = founding_years(articles)
    given = {each.name: Location(each.province, each.city, each.district) for each in known.hospitals}
    by_name: dict[str, Places] = {}
    for article in articles:
        for each in article.named:
            by_name.setdefault(each.name, []).append((article.reading, each))
    return tuple(
        hospital_fact(name, places, known_or_stated(given.get(name), name, around), founded.get(name, (None, None)))
        for name, places in by_name.items()
    )


def known_or_stated(given: Location | None, name: str, around: frozenset[str]) -> Location:
    """Where a hospital lies: as people confirmed, or else as its name says."""
    return given if given and any(given) else location_of(name, around)


def hospital_fact(name: str, places: Places, location: Location, founded: Founding) -> HospitalFact:
    return HospitalFact(
        name=name,
        mentions=tuple(mention_of(reading, each) for reading, each in places),
        aliases=spellings(name, places, ("full", "short")),
        contextual_aliases=spellings(name, places, ("contextual",)),
        province=location.province,
        city=location.city,
        district=location.district,
        founded=founded[0],
        founded_evidence=founded[1],
    )


def mention_of(reading: Reading, named: Named) -> Mention:
    block, printed = reading.blocks[named.block], named.printed
    return Mention(printed.text, block.evidence(printed.start, printed.end, named.rule, named.confidence))


def spellings(name: str, places: Places, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The other ways in which the page prints a hospital, in order."""
    printed = (each.printed.text for _, each in places if each.kind in kinds)
    return tuple(dict.fromkeys(text for text in printed if text != name))
