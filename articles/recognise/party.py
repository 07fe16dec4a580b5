"""Party organisations of hospitals: committees, discipline bodies, general branches, branches and groups."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.recognise.attribution import Attribution
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
PARENTS = {"general_branch": "院党委", "branch": "院党委", "group": "党支部"}
SYSTEM = re.compile("领导下的")
"""党委领导下的院长负责制 is a system, not this hospital's committee."""
ONE_OF_MANY = re.compile("[个各名]")
JOINT = "(?:、|和|及|与)"
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
def list_pattern() -> re.Pattern:
    """内科、外科和门诊医技(等3个) before a term: departments that share it, or the only one."""
    department = any_of(words("party", "departments")) + "+"
    return re.compile(f"(?P<names>{department}(?:{JOINT}{department})*)(?:等?(?:[0-9]+|[两三四五六七八九十]+)个)?$")


@cache
def department_pattern() -> re.Pattern:
    return re.compile(any_of(words("party", "departments")) + "+")


@cache
def qualifier_pattern(name: str) -> re.Pattern:
    return re.compile(any_of(words("party", name)) + "$")


def branch_facts(articles: tuple[Attribution, ...]) -> tuple[BranchFact, ...]:
    """Every Party organisation once, in the order of first mention.

    A layer (各党支部) is kept only where the hospital's page names no organisation of that level.
    """
    mentions: dict[tuple[str, str, BranchLevel, bool], list[Mention]] = {}
    for article in articles:
        for block in article.reading.blocks:
            for found in found_in(block, article):
                evidence = block.evidence(found.start, found.end, found.rule, found.confidence)
                key = (found.hospital, found.name, found.level, found.generic)
                mentions.setdefault(key, []).append(Mention(block.text[found.start : found.end], evidence))
    named = {(hospital, level) for hospital, _, level, generic in mentions if not generic}
    return tuple(
        BranchFact(hospital, name, level, tuple(places), PARENTS.get(level, ""), generic)
        for (hospital, name, level, generic), places in mentions.items()
        if not generic or (hospital, level) not in named
    )


def found_in(block: Block, article: Attribution) -> Iterator[Found]:
    for term in term_pattern().finditer(block.text):
        owner, confidence = article.holder(block, term.start())
        if owner:
            is_body = LEVELS[term[0]][1] in ("committee", "discipline")
            yield from (bodies if is_body else branches)(block, term, owner, confidence)


def bodies(block: Block, term: re.Match, owner: str, confidence: float) -> Iterator[Found]:
    """The hospital's own committee. Another organisation's (市卫健委党委, 上级党委) is left out."""
    left = block.text[max(0, term.start() - LONGEST_LEFT) : term.start()]
    name, level = LEVELS[term[0]]
    own = qualifier_pattern("own").search(left)
    if own:
        yield Found(term.start() - len(own[0]), term.end(), name, level, owner, False, "party.own", 0.95 * confidence)
    elif not qualifier_pattern("external").search(left) and not SYSTEM.match(block.text, term.end()):
        yield Found(term.start(), term.end(), name, level, owner, False, "party.bare", 0.8 * confidence)


def branches(block: Block, term: re.Match, owner: str, confidence: float) -> Iterator[Found]:
    """内科党总支, or 内科、外科和门诊党总支 one by one; without a department, the layer."""
    floor = max(0, term.start() - 3 * LONGEST_LEFT)
    layer, level = LEVELS[term[0]]
    listed = list_pattern().search(block.text[floor : term.start()])
    if listed and not ONE_OF_MANY.match(block.text, floor + listed.start() - 1):
        for department in department_pattern().finditer(listed["names"]):
            start = floor + listed.start() + department.start()
            is_last = floor + listed.start() + department.end() == term.start()
            end = term.end() if is_last else floor + listed.start() + department.end()
            yield Found(start, end, department[0] + layer, level, owner, False, "party.named", 0.9 * confidence)
    elif not qualifier_pattern("external").search(block.text[floor : term.start()]):
        yield Found(term.start(), term.end(), layer, level, owner, True, "party.layer", 0.7 * confidence)
