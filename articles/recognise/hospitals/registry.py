"""Which printed names mean which hospital: one record for 四川大学华西医院, 华西医院 and, in its article, 该院."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from articles.recognise.hospitals.names import printed_names
from articles.recognise.places import Division, find_places, location_of, place_at
from articles.recognise.reading import Reading
from articles.recognise.types import Known

SHORTEST_NAME = 4


class Registry:
    """The hospitals that a page names in full, by every tail of their names."""

    def __init__(self, names: Iterable[str], known: Known, around: frozenset[str]):
        self.around = around
        self.known = {name: each.name for each in known.hospitals for name in (each.name, *each.aliases)}
        self.canonical: dict[str, str] = {}
        self.tails: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names), key=lambda name: (-len(name), name)):
            self.add(name)

    def add(self, printed: str) -> str:
        """Register a full name and return its canonical form. Longer names have to come first."""
        plain = without_province(printed)
        name = self.known.get(printed) or self.known.get(plain) or self.name_it_ends(plain) or self.with_city(plain)
        self.canonical[printed] = name
        for tail in tails_of(printed, name):
            if name not in self.tails[tail]:
                self.tails[tail].append(name)
        return name

    def name_it_ends(self, name: str) -> str | None:
        """The longer name of the page that ends in `name`: 沙县总医院 → 三明市沙县总医院, if there is just one."""
        longer = self.tails.get(name, [])
        return longer[0] if len(longer) == 1 else None

    def with_city(self, name: str) -> str:
        """A district's name with its city before it, for many cities have a 鼓楼区; a county stands by itself."""
        first = place_at(name, 0)
        if not first or not name[: first.end].endswith("区") or first.divisions[0].level != "district":
            return name
        return location_of(name[: first.end], self.around).city + name


def tails_of(*names: str) -> set[str]:
    return {name[start:] for name in names for start in range(len(name) - SHORTEST_NAME + 1)}


def without_province(name: str) -> str:
    """广东省信宜市人民医院 → 信宜市人民医院; 浙江省人民医院 stays."""
    first = place_at(name, 0)
    if not first or first.divisions[0].level != "province":
        return name
    second = place_at(name, first.end, first.divisions)
    return name[first.end :] if second and second.end < len(name) else name


def full_names(readings: Iterable[Reading]) -> Iterator[str]:
    """Names that stand by themselves. A brand counts where the page is sure of it: 仁爱医院党委."""
    for reading in readings:
        for block in reading.blocks:
            for printed in printed_names(block.text):
                if printed.shape == "full" or (printed.shape == "brand" and printed.sure):
                    yield printed.text


def divisions_around(reading: Reading) -> frozenset[str]:
    """The codes of the divisions that an article names beyond doubt, with those that hold them."""
    sure = (place.divisions[0] for place in find_places(reading.text) if len(place.divisions) == 1)
    return frozenset(code for division in sure for code in codes_of(division))


def codes_of(division: Division) -> tuple[str, ...]:
    return division.code, division.code[:4] + "00", division.code[:2] + "0000"
