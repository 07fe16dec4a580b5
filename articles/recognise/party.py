"""Party organisations of hospitals: committees, discipline bodies, general branches, branches and groups."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.recognise.attribution import Attribution
from articles.recognise.departments import departments_before, shared_mark
from articles.recognise.lexicon import any_of, words
from articles.recognise.reading import Block
from articles.recognise.types import BranchFact, BranchLevel, Mention

LEVELS: dict[str, tuple[str, BranchLevel]] = {
    "党委": ("院党委", "committee"),
    "纪委": ("院纪委", "discipline"),
    "纪工委": ("院纪工委", "discipline"),
    "党总支": ("党总支", "general_branch"),
    "总支": ("党总支", "general_branch"),
    "党支部": ("党支部", "branch"),
    "支部": ("党支部", "branch"),
    "党小组": ("党小组", "group"),
}
"""What a printed word names: the name of the layer, and its level."""
HIGHEST: dict[str, tuple[BranchLevel, ...]] = {
    "general_branch": ("committee",),
    "branch": ("committee", "general_branch"),
}
"""What a hospital has none of where its general branch or branch is its highest organisation."""
Key = tuple[str, str, BranchLevel, bool]
"""Hospital, name, level, generic."""
PARENTS = {"general_branch": "院党委", "branch": "院党委", "group": "党支部"}
CENTRES = ("中心", "血站")
"""Institutions that call themselves so and not 医院."""
SYSTEM = re.compile("领导下的")
"""党委领导下的院长负责制 is a system, not this hospital's committee."""
COUNTED = re.compile("(?:共有?|有)?[0-9两三四五六七八九十]+个(?!党|支部|总支)")
"""离退休党支部|3个: how many there are of a kind, and no name; but 离退休党总支|5个党总支."""
LAYER = re.compile("(?:各|个|基层|临床|一线|医技|所有|每一?个|全部|下[设辖属])$")
"""What makes 党支部 a layer and not one branch that the text left without its name."""
OF_A_TIME = re.compile("(?<!个)(?P<kind>临时|联合)(?=党|$)")
"""成立了|临时|党支部: a branch for a time is called so."""
IN_GENERAL = re.compile("(?:公立|各|家|级|大|所|些)医院的?$")
"""公立医院|党委书记论坛 speaks of no hospital's own."""
LONGEST_LEFT = 16


class Found(NamedTuple):
    """A Party organisation as printed; `generic` for a layer without a name of its own."""

    start: int
    end: int
    name: str
    level: BranchLevel
    hospital: str
    generic: bool
    rule: str
    confidence: float


@cache
def term_pattern() -> re.Pattern:
    return re.compile(any_of(LEVELS))


@cache
def qualifier_pattern(name: str) -> re.Pattern:
    return re.compile(any_of(words("party", name)) + "$")


def branch_facts(articles: tuple[Attribution, ...]) -> tuple[BranchFact, ...]:
    """Every Party organisation once, in the order of first mention.

    A layer (各党支部) is kept only where the hospital's page names no organisation of that level. A hospital without
    any higher organisation whose 党支部 or 党总支 is printed right after its name has that one as its own: 院党支部.
    """
    mentions: dict[Key, list[Mention]] = {}
    for article in articles:
        for block in article.reading.blocks:
            for found in found_in(block, article):
                evidence = block.evidence(found.start, found.end, found.rule, found.confidence)
                key = (found.hospital, found.name, found.level, found.generic)
                mentions.setdefault(key, []).append(Mention(block.text[found.start : found.end], evidence))
    levels = {(hospital, level) for hospital, _, level, _ in mentions}
    named = {(hospital, level) for hospital, _, level, generic in mentions if not generic}
    names = {key[:2] for key in mentions if not key[3]}
    kept = {
        key: places
        for key, places in mentions.items()
        if (key[0], key[2]) not in named or not (key[3] or is_short_for_another(key, names))
    }
    highest = {key[0]: f"院{key[1]}" for key, places in kept.items() if is_only(key, places, levels)}
    return tuple(branch_fact(key, tuple(places), highest.get(key[0], "")) for key, places in kept.items())


def is_short_for_another(key: Key, names: set[tuple[str, str]]) -> bool:
    """Whether 临时党支部 stands for a temporary branch that the page names in full."""
    hospital, name, _, _ = key
    is_plain = OF_A_TIME.match(name) is not None
    return is_plain and any(owner == hospital and other != name and other.endswith(name) for owner, other in names)


def is_only(key: Key, places: list[Mention], levels: set[tuple[str, BranchLevel]]) -> bool:
    """Whether a layer is the hospital's one and highest organisation."""
    hospital, _, level, generic = key
    higher = HIGHEST.get(level, ())
    of_name = any(place.evidence.rule == "party.own" for place in places)
    return generic and bool(higher) and of_name and not any((hospital, each) in levels for each in higher)


def branch_fact(key: Key, mentions: tuple[Mention, ...], highest: str) -> BranchFact:
    """One organisation; `highest` is its hospital's, where that is no committee."""
    hospital, name, level, generic = key
    if highest == f"院{name}":
        return BranchFact(hospital, highest, level, mentions)
    parent = PARENTS.get(level, "")
    return BranchFact(hospital, name, level, mentions, highest if highest and parent == "院党委" else parent, generic)


def found_in(block: Block, article: Attribution) -> Iterator[Found]:
    for term in term_pattern().finditer(block.text):
        is_body = LEVELS[term[0]][1] in ("committee", "discipline")
        yield from (bodies if is_body else branches)(block, term, article)


def bodies(block: Block, term: re.Match, article: Attribution) -> Iterator[Found]:
    """The hospital's own committee. Another organisation's (市卫健委党委, 上级党委) is left out."""
    owner, confidence = article.holder(block, term.start())
    own = own_words(block, term.start(), article)
    name, level = LEVELS[term[0]]
    if owner and own is not None:
        yield Found(term.start() - own, term.end(), name, level, owner, False, "party.own", 0.95 * confidence)
    elif owner and not is_external(block, term.start()) and not SYSTEM.match(block.text, term.end()):
        yield Found(term.start(), term.end(), name, level, owner, False, "party.bare", 0.8 * confidence)


def branches(block: Block, term: re.Match, article: Attribution) -> Iterator[Found]:
    """内科党总支, or 内科、外科和门诊党总支 one by one; without a department, the layer."""
    layer, level = LEVELS[term[0]]
    shared = [] if COUNTED.match(block.text, term.end()) else departments_before(block.text, term.start())
    mark = shared_mark(block.text, term.start())
    owner, confidence = article.holder(block, shared[0][0] if shared else term.start())
    if not owner:
        return
    for start, end in shared:
        name, stop = block.text[start:end] + mark + layer, term.end() if end == term.start() else end
        yield Found(start, stop, name, level, owner, False, "party.named", 0.9 * confidence)
    if not shared:
        yield from layers(block, term, article, owner, confidence)


def layers(block: Block, term: re.Match, article: Attribution, owner: str, confidence: float) -> Iterator[Found]:
    """A branch for a time (临时党支部), or the layer without a department."""
    layer, level = LEVELS[term[0]]
    is_own = own_words(block, term.start(), article) is not None and not block.text.endswith("全院", 0, term.start())
    found = OF_A_TIME.search(block.text, max(0, term.start() - 3), term.start())
    if found and not COUNTED.match(block.text, term.end()):
        yield Found(
            found.start(), term.end(), found["kind"] + layer, level, owner, False, "party.named", 0.8 * confidence
        )
    elif is_own:
        yield Found(term.start(), term.end(), layer, level, owner, True, "party.own", 0.9 * confidence)
    elif LAYER.search(block.text, max(0, term.start() - 5), term.start()) and not is_external(block, term.start()):
        yield Found(term.start(), term.end(), layer, level, owner, True, "party.layer", 0.7 * confidence)


def own_words(block: Block, place: int, article: Attribution) -> int | None:
    """How many characters before `place` say that what stands there is the hospital's own; None where nothing does.

    The hospital's name says so too, and takes no characters.
    """
    if article.ending_at(block, place):
        return 0
    left = max(0, place - LONGEST_LEFT)
    own = (
        None if IN_GENERAL.search(block.text, left, place) else qualifier_pattern("own").search(block.text, left, place)
    )
    owner, end = article.owner(block, place).hospital, block.text[max(0, place - 2) : place]
    return len(own[0]) if own else 2 if end in CENTRES and owner.endswith(end) else None


def is_external(block: Block, place: int) -> bool:
    before = block.text[max(0, place - LONGEST_LEFT) : place]
    return bool(qualifier_pattern("external").search(before) or IN_GENERAL.search(before))
