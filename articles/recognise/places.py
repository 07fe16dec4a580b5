"""Provinces, cities and districts of mainland China: finding their names and climbing from one to the next.

The table is GB/T 2260 (see data/README.md). A *stem* is a name without its suffix: 沧州 for 沧州市, 恩施 for
恩施土家族苗族自治州.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

from articles.recognise.lexicon import DATA, any_of, words

Level = Literal["province", "city", "district"]
MUNICIPALITIES = {"11", "12", "31", "50"}
HAN = re.compile("[\u4e00-\u9fff]")
STREET = tuple("门路街巷桥寺")
SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|矿区|新区|省|市|区|县|旗|盟)$")


@dataclass(frozen=True)
class Division:
    """One division. `code` is its six digits: two for the province, two for the city, two for the district."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "district"

    @property
    def has_kin(self) -> bool:
        return self.code[:2] in MUNICIPALITIES

    @cached_property
    def stem(self) -> str:
        """The name as it is said: without suffix, and without the peoples of an autonomous division."""
        bare = SUFFIX.sub("", self.name)
        if "自治" in self.name:
            bare = peoples().sub("", bare)
        return bare if len(bare) > 1 else self.name

    @property
    def codes(self) -> tuple[str, str, str]:
        """Its own code, its city's and its province's."""
        return self.code, self.code[:4] + "00", self.code[:2] + "0000"

    def within(self, other: "Division") -> bool:
        """Whether this division lies in `other`, or is it."""
        return self.code.startswith(other.code.rstrip("0") if other.level == "province" else other.code[:4])


class PlaceName(NamedTuple):
    """A place as printed: where in the text, and which divisions it may mean."""

    start: int
    end: int
    divisions: tuple[Division, ...]
    is_full: bool


class Location(NamedTuple):
    """Where something lies. What is not known is empty."""

    province: str = ""
    city: str = ""
    district: str = ""


@cache
def peoples() -> re.Pattern:
    return re.compile(f"(?<=..){any_of(words('places', 'peoples'))}+$|各族$")


@cache
def divisions() -> dict[str, Division]:
    """Every division by its code; where a code had several names, the present one."""
    rows = (line.split("\t") for line in (DATA / "divisions.tsv").read_text(encoding="utf-8").splitlines()[1:])
    found: dict[str, Division] = {}
    for code, name, status in rows:
        if status == "current" or code not in found:
            found[code] = Division(code, name)
    return found


@cache
def gazetteer() -> tuple[dict[str, tuple[Division, ...]], dict[str, tuple[Division, ...]]]:
    """Divisions by full name and by stem, former names included. Higher levels come first."""
    full, stems = defaultdict(dict), defaultdict(dict)
    for line in (DATA / "divisions.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        division = Division(*line.split("\t")[:2])
        full[division.name][division.code] = division
        if division.stem != division.name and division.stem not in words("places", "not_places"):
            stems[division.stem][division.code] = division
    return tuple({name: rank(found.values()) for name, found in each.items()} for each in (full, stems))


def rank(found) -> tuple[Division, ...]:
    return tuple(
        sorted(found, key=lambda division: (("province", "city", "district").index(division.level), division.code))
    )


@cache
def lengths_by_beginning() -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with two given characters, the longest first."""
    lengths = defaultdict(set)
    for names in gazetteer():
        for name in names:
            lengths[name[:2]].add(len(name))
    return {beginning: tuple(sorted(each, reverse=True)) for beginning, each in lengths.items()}


def place_at(text: str, start: int, outer: tuple[Division, ...] = ()) -> PlaceName | None:
    """The longest place name that begins at `start`.

    The stem of a district is taken only where a division of `outer`, the place printed just before, holds it: 陕西汉阴
    is a place, 汉阴 alone may be anything. 广安门 is a gate, not 广安.
    """
    full, stems = gazetteer()
    for length in lengths_by_beginning().get(text[start : start + 2], ()):
        end = start + length
        name = text[start:end]
        if name in full:
            return PlaceName(start, end, narrowed(full[name], outer), True)
        said = tuple(each for each in stems.get(name, ()) if each.level != "district" or inside(each, outer))
        if said and text[end : end + 1] not in STREET:
            return PlaceName(start, end, narrowed(said, outer), False)
    return None


def inside(division: Division, outer: tuple[Division, ...]) -> bool:
    return any(division.within(each) for each in outer)


def narrowed(found: tuple[Division, ...], outer: tuple[Division, ...]) -> tuple[Division, ...]:
    return tuple(each for each in found if inside(each, outer)) or found


def find_places(text: str) -> Iterator[PlaceName]:
    """All place names of `text`, leftmost and longest first, each read in the light of the one it follows."""
    place, outer = 0, None
    while place < len(text):
        holder = outer.divisions if outer and outer.end == place else ()
        found = place_at(text, place, holder)
        if found and may_stand(text, found, bool(holder)):
            yield found
            outer = found
        place = found.end if found else place + 1


def may_stand(text: str, found: PlaceName, is_held: bool) -> bool:
    """Whether a county of two characters is no end of another's name (在华县, but not 兴|华县), nor 和 and a 县."""
    if is_held or not found.is_full or found.end - found.start > 2 or not found.start:
        return True
    before, boundaries = text[max(0, found.start - 2) : found.start], words("hospital_names", "boundaries")
    is_free = not HAN.match(before[-1]) or before.endswith(boundaries)
    return is_free and text[found.start] not in boundaries


def location_of(name: str, around: frozenset[str] = frozenset()) -> Location:
    """The location that a name states: 高州市人民医院 → 广东省 茂名市 高州市. The last place of the name counts most.

    A name that several divisions bear (鼓楼区) counts only where the name itself or `around`, the codes of divisions
    named in the same article, leaves one of them.
    """
    outer: tuple[Division, ...] = ()
    place = 0
    while place < len(name):
        found = place_at(name, place, outer)
        if found:
            outer = chosen(found.divisions, around)
        place = found.end if found else place + 1
    return climb(outer[0]) if len(outer) == 1 else shared(outer)


def chosen(found: tuple[Division, ...], around: frozenset[str]) -> tuple[Division, ...]:
    """The divisions that can be meant. A province comes before a city of its name (吉林), a city before a district."""
    top = tuple(each for each in found if each.level == found[0].level)
    here = tuple(each for each in top if each.code[:4] + "00" in around or each.code[:2] + "0000" in around)
    nearest = tuple(each for each in here if each.code[:4] + "00" in around)
    return one_of_codes(nearest or here or top)


def one_of_codes(found: tuple[Division, ...]) -> tuple[Division, ...]:
    """One name for each place: 沙县 and 沙县区 are two codes of one place."""
    return found if len({each.code[:4] for each in found}) > 1 else found[:1]


def climb(division: Division) -> Location:
    table = divisions()
    province = table.get(division.code[:2] + "0000")
    city = province if division.has_kin else table.get(division.code[:4] + "00")
    return Location(
        province=province.name if province else "",
        city=city.name if (city and division.level != "province") or division.has_kin else "",
        district=division.name if division.level == "district" else "",
    )


def shared(found: tuple[Division, ...]) -> Location:
    """What several candidates agree on."""
    if not found:
        return Location()
    climbed = [climb(each) for each in found]
    agreed = (values[0] if len(set(values)) == 1 else "" for values in zip(*climbed, strict=True))
    return Location(*agreed)
