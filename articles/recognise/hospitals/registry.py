"""Which printed names mean which hospital: one record for 云岭大学南山医院, 南山医院 and, in its article, 该院."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from articles.recognise.hospitals.names import Printed, PrintedNames, printed_names
from articles.recognise.lexicon import any_of, pattern
from articles.recognise.places import divisions, location_of, place_at
from articles.recognise.reading import Block, Reading
from articles.recognise.types import Known

SHORTEST_NAME = 4
LONG_BRAND = 6
OFTEN = 3
"""A long brand counts where it comes back, in the head and the text, or where 该院 or 总医院 carries it on."""
SPELLINGS = (
    ("疾病预防控制中心", "疾控中心"),
    ("疾控中心", "疾病预防控制中心"),
    ("中医医院", "中医院"),
    ("中医院", "中医医院"),
    ("妇幼保健院", "妇保院"),
    ("社区卫生服务中心", "卫生服务中心"),
)
"""Ends of names that newspapers print for each other."""
OPENING = re.compile("[（(](?:以下)?(?:简称|又称|又名|原名?|原为|挂牌|加挂)?[：:“]?")
CLOSING = re.compile("”?[）)]")
DECLARED = re.compile(
    "[（(](?:以下|下文|下称)?(?:统称|简称)?为?[：:“]{0,2}(?P<name>[\u4e00-\u9fff]{2,10}(?:院|中心|站|所))”?[）)]"
)
"""（以下简称“江大三院”）"""


OPENS = "，,。；;！？“：:）)日 "
UNLISTED = re.compile("[\u4e00-\u9fff]{2,3}?[市县州旗](?![属级内外直立])")
"""A city or county that no table holds."""


class Registry:
    """The hospitals that a page names in full, by every tail of their names."""

    def __init__(self, readings: tuple[Reading, ...], known: Known, around: frozenset[str]):
        self.printed = PrintedNames()
        self.around = around
        self.text = "\n".join(reading.text for reading in readings)
        self.same = same = other_names(readings, self.printed)
        self.known = {name: each.name for each in known.hospitals for name in (each.name, *each.aliases)}
        taught = {*self.known, *same}
        self.taught = re.compile(any_of(taught)) if taught else None
        self.canonical: dict[str, str] = {}
        self.tails: dict[str, list[str]] = defaultdict(list)
        names = {*full_names(readings, self.printed), *same}
        for name in sorted(names, key=lambda name: (name in same, -len(name), name)):
            self.add(name)

    def add(self, printed: str) -> str:
        """Register a full name and return its canonical form. Longer names have to come first."""
        plain = self.without_its_province(printed)
        other = self.canonical.get(self.same.get(printed, ""))
        name = (
            other
            or self.known.get(printed)
            or self.known.get(plain)
            or self.name_it_ends(plain)
            or self.with_city(plain)
        )
        self.canonical[printed] = name
        for tail in tails_of(printed, name):
            if name not in self.tails[tail]:
                self.tails[tail].append(name)
        return name

    def names_in(self, text: str) -> Iterator[Printed]:
        """The names of `text` in order: confirmed and declared ones wherever they stand, then what the rules find."""
        taught = self.taught.finditer(text) if self.taught else ()
        known = [Printed(match.start(), match.end(), "full", match[0]) for match in taught]
        covered = {place for each in known for place in range(each.start, each.end)}
        free = (each for each in self.printed[text] if not covered.intersection(range(each.start, each.end)))
        yield from sorted((*known, *free))

    def without_its_province(self, name: str) -> str:
        """安徽省仁康山医院 → 仁康山医院 too, where the page prints it without the province as well."""
        plain, province = without_province(name), place_at(name, 0)
        if plain != name or not province or not name[: province.end].endswith("省"):
            return plain
        rest = name[province.end :]
        is_brand = any(each.shape == "brand" and each.text == rest for each in self.printed[rest])
        return rest if is_brand and self.text.count(rest) > self.text.count(name) else name

    @cached_property
    def provinces(self) -> set[str]:
        """The provinces that the page names, or that hold the places it names."""
        held = (divisions().get(f"{code[:2]}0000") for code in self.around)
        return {each.name for each in held if each and each.name.endswith("省")}

    def leading_places(self, unit: str) -> set[str]:
        """The cities or counties that lead the names of three of the page's hospitals, listed or not."""
        leading = re.compile(f"[\u4e00-\u9fff]{{2,3}}?{unit}")
        found = Counter(match[0] for name in set(self.canonical.values()) if (match := leading.match(name)))
        return set(found) if max(found.values(), default=0) >= OFTEN else set()

    def name_it_ends(self, name: str) -> str | None:
        """The longer name of the page that ends in `name`: 青溪总医院 → 梅岭市青溪总医院, if there is just one."""
        longer = self.tails.get(name, [])
        return longer[0] if len(longer) == 1 else None

    def with_city(self, name: str) -> str:
        """A district's name with its city before it, for many cities have a 鼓楼区; a county stands by itself."""
        first = place_at(name, 0)
        if not first or not name[: first.end].endswith("区") or first.divisions[0].level != "district":
            return name
        city = location_of(name[: first.end], self.around).city
        return name if name.startswith(city.removesuffix("市")) else city + name


def tails_of(*names: str) -> set[str]:
    """The ends of names in every spelling: 市疾控中心 ends 大名市疾病预防控制中心 too."""
    spelt = {variant for name in names for variant in variants_of(name)}
    return {name[start:] for name in spelt for start in range(len(name) - SHORTEST_NAME + 1)}


def variants_of(name: str) -> Iterator[str]:
    yield name
    for spelling, other in SPELLINGS:
        if name.endswith(spelling):
            yield name.removesuffix(spelling) + other


def without_province(name: str) -> str:
    """广东省梅岭市人民医院 → 梅岭市人民医院, also where no table holds 梅岭市; 广东省人民医院 stays."""
    first = place_at(name, 0)
    if not first or first.divisions[0].level != "province":
        return name
    second = place_at(name, first.end, first.divisions)
    if not second:
        return name[first.end :] if UNLISTED.match(name, first.end) else name
    return name[first.end :] if second.is_full and second.end < len(name) else name


def other_names(readings: Iterable[Reading], names_of: PrintedNames) -> dict[str, str]:
    """Second names in brackets after the first, by the second: 市中心医院（某学院附属医院）, （简称江大三院）."""
    found: dict[str, str] = {}
    for reading in readings:
        for block in reading.blocks:
            names = [printed for printed in names_of[block.text] if printed.shape == "full"]
            for first, second in pairwise(names):
                between = block.text[first.end : second.start]
                if OPENING.fullmatch(between) and CLOSING.match(block.text, second.end):
                    found.setdefault(second.text, first.text)
            for first in names:
                declared = DECLARED.match(block.text, first.end)
                if declared and not is_a_kind(declared["name"]):
                    found.setdefault(declared["name"], first.text)
    return found


def is_a_kind(name: str) -> bool:
    """Whether a declared name would stand for any hospital: 医院, 总医院, 市中心."""
    return len(name) < SHORTEST_NAME or any(printed.shape in ("bare", "anaphor") for printed in printed_names(name))


def titles(block: Block, printed: Printed, reading: Reading) -> bool:
    """Whether a title begins with a brand as its subject: 滨江医院：…, or with one that the text comes back to."""
    is_subject = block.text[printed.end :][:1] in ("：", ":") or reading.text.count(printed.text) > 1
    return block.body is None and not printed.start and is_subject


def acts(block: Block, printed: Printed) -> bool:
    """Whether a brand opens a clause and does something: 6月30日，云岭湖传染病医院|举行…"""
    opens = not printed.start or block.text[printed.start - 1] in OPENS
    return opens and pattern("hospital_names", "acts").match(block.text, printed.end) is not None


def goes_on(block: Block, printed: Printed, names_of: PrintedNames) -> bool:
    """Whether the next name of the block is 该院, which stands for this one."""
    after = (each for each in names_of[block.text] if each.start >= printed.end)
    return (first := next(after, None)) is not None and first.text == "该院"


def full_names(readings: Iterable[Reading], names_of: PrintedNames) -> Iterator[str]:
    """Names that stand by themselves. A brand counts where the page is sure of it: 仁爱医院党委."""
    unsure: Counter[str] = Counter()
    in_head: set[str] = set()
    bare: set[str] = set()
    for reading in readings:
        for block in reading.blocks:
            for printed in names_of[block.text]:
                is_brand = printed.shape == "brand"
                if printed.shape == "full" or (is_brand and (printed.sure or titles(block, printed, reading))):
                    yield printed.text
                elif is_brand and len(printed.text) >= LONG_BRAND:
                    unsure[printed.text] += OFTEN if acts(block, printed) or goes_on(block, printed, names_of) else 1
                    in_head.update([printed.text] if block.body is None else ())
                elif printed.shape == "bare":
                    bare.add(printed.text)
    for name, times in unsure.items():
        if times + (name in in_head) >= OFTEN or name.endswith(tuple(bare)):
            yield name
