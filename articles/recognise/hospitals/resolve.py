"""What each printed name means in its article."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from articles.recognise.hospitals.names import Printed
from articles.recognise.hospitals.registry import Registry, tails_of
from articles.recognise.places import PlaceName, divisions, find_places, place_at
from articles.recognise.reading import Block, Reading
from articles.recognise.types import NameKind

JOINTS = {"、", "和", "及", "与", "以及", ""}
UNITS = {"省": "province", "市": "city", "州": "city", "县": "district", "区": "district", "旗": "district"}
COUNTY_SUFFIXES = ("县", "区", "旗")
UNLISTED = re.compile("[\u4e00-\u9fff]{2}[市县区州旗](?![属级内外直])")
STATED = re.compile(
    "(?:^|[^\u4e00-\u9fff]|在|由|从)(?P<place>(?![全各本该我每外])[\u4e00-\u9fff]{2}[市县])(?=卫生健康|卫健|[，,])",
    re.M,
)
"""A city or county that no table holds, spoken of by itself: 在云州市，…; 云州市卫生健康委."""
UNIT_SUFFIXES = {"省": ("省", "自治区"), "市": ("市",), "州": ("州",), "县": ("县",), "区": ("区",), "旗": ("旗",)}


class Named(NamedTuple):
    """A hospital named in a block: its canonical name, how it was printed, and how it was understood."""

    block: int
    printed: Printed
    name: str
    kind: NameKind
    rule: str
    confidence: float


@dataclass
class Resolver:
    """Resolves the names of one article in reading order, and remembers what it has met."""

    reading: Reading
    registry: Registry
    met: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Tails of the names met in this article, and the names they end, the latest last."""

    def resolve(self) -> Iterator[Named]:
        self.foresee()
        for number, block in enumerate(self.reading.blocks):
            before: Named | None = None
            for printed in self.registry.names_in(block.text):
                if printed.shape != "anaphor" and (found := self.meaning(block, printed, before)):
                    before = Named(number, printed, *found)
                    self.meet(before.name, printed.text)
                    yield before

    def foresee(self) -> None:
        """Meet the full names first: a short form may stand in the title, its full form in the text."""
        for block in self.reading.blocks:
            for printed in self.registry.names_in(block.text):
                if printed.text in self.registry.canonical:
                    self.meet(self.registry.canonical[printed.text], printed.text)

    def meet(self, name: str, printed: str) -> None:
        for tail in tails_of(name, printed):
            if name in self.met[tail]:
                self.met[tail].remove(name)
            self.met[tail].append(name)

    def meaning(self, block: Block, printed: Printed, before: Named | None) -> tuple[str, NameKind, str, float] | None:
        """Canonical name, kind of name, rule and confidence; None where the page does not say which is meant."""
        if name := self.registry.known.get(printed.text):
            return name, "full", "hospital.known", 1.0
        if name := self.registry.canonical.get(printed.text):
            rule, confidence = ("hospital.brand", 0.6) if printed.shape == "brand" else ("hospital.full", 0.95)
            return name, "full", rule, confidence
        return next(filter(None, (rule(self, block, printed, before) for rule in READINGS[printed.shape])), None)

    def coordinated(self, block: Block, printed: Printed, before: Named | None):
        """东坪区人民医院、中医医院: the second shares the place of the first."""
        if before is None or block.text[before.printed.end : printed.start] not in JOINTS:
            return None
        place = leading_places(before.name)
        if printed.text[0] in UNITS:
            return None
        return (self.registry.add(place + printed.text), "contextual", "hospital.coordinated", 0.75) if place else None

    def tail_in_article(self, _block: Block, printed: Printed, _before: Named | None):
        """市人民医院 is the one whose full name, in the same article, ends so."""
        names = self.met.get(printed.text)
        return (names[-1], "contextual", "hospital.contextual", 0.85) if names else None

    def tail_on_page(self, _block: Block, printed: Printed, _before: Named | None):
        """南山医院 is the only hospital of the page whose name ends so."""
        names = self.met.get(printed.text) or self.registry.tails.get(printed.text, [])
        return (names[-1], "short", "hospital.short", 0.9) if len(names) == 1 else None

    def abbreviated(self, _block: Block, printed: Printed, _before: Named | None):
        """云大一院 keeps the first character and the order of 云岭大学医学院附属第一医院."""
        names = {name for name in self.registry.canonical.values() if abbreviates(printed.text, name)}
        return (names.pop(), "short", "hospital.abbreviated", 0.7) if len(names) == 1 else None

    def plainly_called(self, _block: Block, printed: Printed, _before: Named | None):
        """县医院 is the article's 大名县人民医院."""
        unit, rest = printed.text[0], printed.text[1:]
        names = self.met.get(f"{unit}人民医院") if unit in UNITS and rest == "医院" else None
        return (names[-1], "contextual", "hospital.contextual", 0.8) if names and len(names) == 1 else None

    def placed_by_article(self, _block: Block, printed: Printed, _before: Named | None):
        """市中心医院 in an article that names one city, 东坪镇卫生院 where it names one county.

        Not in a forum, whose speakers come from different places.
        """
        if len(self.reading.article.sections) > 1:
            return None
        is_bare = printed.shape == "bare"
        if is_bare and printed.text[0] not in UNITS:
            return None
        place = (
            self.only_place(UNITS[printed.text[0]], UNIT_SUFFIXES[printed.text[0]]) if is_bare else self.only_place()
        )
        rest = printed.text[1:] if is_bare else printed.text
        return (self.registry.add(place + rest), "contextual", "hospital.placed", 0.6) if place else None

    def placed_by_page(self, _block: Block, printed: Printed, _before: Named | None):
        """县妇幼保健院 and 省第四人民医院 on a page whose hospitals lie in one county, which names one province."""
        unit = printed.text[0]
        if len(self.reading.article.sections) > 1 or unit not in UNITS:
            return None
        places = self.registry.provinces if unit == "省" else self.registry.leading_places(unit)
        rest = printed.text[1:]
        return (self.registry.add(min(places) + rest), "contextual", "hospital.page", 0.5) if len(places) == 1 else None

    def as_printed(self, _block: Block, printed: Printed, _before: Named | None):
        """东坪镇卫生院 where nothing tells its county: a town's name is one of its own."""
        return self.registry.add(printed.text), "full", "hospital.town", 0.5

    def only_place(self, level: str = "district", suffixes: tuple[str, ...] = ("",)) -> str:
        """The one division of that level that the article names, or else the one unlisted place, or nothing."""
        table = (divisions().get(code) for code in self.reading.divisions)
        named = {each.name for each in table if each and each.name.endswith(suffixes) and each.level == level}
        ends = suffixes if any(suffixes) else COUNTY_SUFFIXES
        named = named or {name for name in self.unlisted if name.endswith(ends)}
        return named.pop() if len(named) == 1 else ""

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Cities and counties that no table holds: printed after a province, leading a name, or by themselves."""
        text = self.reading.text
        after_province = (UNLISTED.match(text, place.end) for place in find_places(text) if is_province(place))
        leading = (unlisted_place(name) for name in self.registry.canonical.values() if name in text)
        found = {match[0] for match in after_province if match and not place_at(text, match.start())}
        stated = {match["place"] for match in STATED.finditer(text) if not place_at(text, match.start("place"))}
        return frozenset(found.union(filter(None, leading), stated))


Rule = Callable[[Resolver, Block, Printed, "Named | None"], tuple[str, NameKind, str, float] | None]
READINGS: dict[str, tuple[Rule, ...]] = {
    "full": (),
    "brand": (Resolver.tail_on_page,),
    "short": (Resolver.abbreviated, Resolver.tail_in_article),
    "bare": (
        Resolver.coordinated,
        Resolver.tail_in_article,
        Resolver.plainly_called,
        Resolver.placed_by_article,
        Resolver.placed_by_page,
    ),
    "town": (Resolver.coordinated, Resolver.tail_on_page, Resolver.placed_by_article, Resolver.as_printed),
}
"""How a name of each shape may be understood; the first that finds a hospital decides."""


def leading_places(name: str) -> str:
    """梅岭市东坪区人民医院 → 梅岭市东坪区; 大名县 also where no table holds it."""
    end, outer = 0, ()
    while found := place_at(name, end, outer):
        end, outer = found.end, found.divisions
    return name[:end] or unlisted_place(name)


def unlisted_place(name: str) -> str:
    match = UNLISTED.match(name)
    return match[0] if match and not place_at(name, 0) else ""


def is_province(place: PlaceName) -> bool:
    return place.divisions[0].level == "province"


def abbreviates(short: str, name: str) -> bool:
    characters = iter(name)
    return short[0] == name[0] and all(character in characters for character in short)
