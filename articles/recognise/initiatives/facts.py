"""Initiatives of every hospital as facts: what the rules find, owned, and one record for each name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.recognise.attribution import Attribution, Owner
from articles.recognise.initiatives.described import described_in
from articles.recognise.initiatives.found import Found
from articles.recognise.initiatives.practices import practices_in
from articles.recognise.initiatives.quoted import quoted_in
from articles.recognise.kinds import is_about_party_building, kind_of
from articles.recognise.lexicon import pattern, table
from articles.recognise.reading import Block
from articles.recognise.themes import themes_of_words
from articles.recognise.types import InitiativeFact, Known, Mention, Scope, Stage

LEAST_SHARE = 0.4
"""Two names mean one initiative where the shorter is part of the longer and has at least this share of it."""
NOT_A_WORD = re.compile(r"[^\w+]+")


@dataclass
class Group:
    """The places where one initiative of one owner is named."""

    first: Found
    scope: Scope
    mentions: list[Mention] = field(default_factory=list)

    def is_same(self, name: str) -> bool:
        short, long = sorted((bare(self.first.name), bare(name)), key=len)
        return short == long or (len(short) > 2 and short in long and len(short) >= LEAST_SHARE * len(long))

    def add(self, found: Found, owner: Owner) -> None:
        evidence = found.block.evidence(
            found.start, found.end, found.rule, round(found.confidence * owner.confidence, 2)
        )
        self.mentions.append(Mention(found.block.text[found.start : found.end], evidence))

    def fact(self, hospital: str, known: Known) -> InitiativeFact:
        return InitiativeFact(
            name=self.first.name,
            mentions=tuple(self.mentions),
            hospital=hospital,
            practice=self.first.practice,
            stage=stage_of(self.first),
            named=self.first.named,
            scope=self.scope,
            themes=self.first.themes or themes_of_words(self.first.name, self.mentions[0].evidence.quote, known),
        )


def initiative_facts(articles: tuple[Attribution, ...], known: Known) -> tuple[InitiativeFact, ...]:
    """Every initiative of each owner once. An article that is not about Party building speaks for hospitals alone."""
    groups: dict[str, list[Group]] = {}
    for article in articles:
        party = is_about_party_building(article.reading)
        proposal = kind_of(article.reading, article, party) == "commentary"
        for found in found_in(article, known):
            owner = article.owner(found.block, found.start)
            if owner.hospital in article.about or (party and not owner.hospital):
                scope: Scope = "proposal" if proposal else scope_of(found, party)
                group_of(groups.setdefault(owner.hospital, []), found, scope).add(found, owner)
    return tuple(group.fact(hospital, known) for hospital, each in groups.items() for group in each)


def group_of(groups: list[Group], found: Found, scope: Scope) -> Group:
    same = next((group for group in groups if group.is_same(found.name)), None)
    if same is None:
        same = Group(found, scope)
        groups.append(same)
    return same


def found_in(article: Attribution, known: Known) -> Iterator[Found]:
    """What the rules find, in reading order. Where two overlap, the word of the more telling rule stands."""
    for block in article.reading.blocks:
        taken = bytearray(len(block.text))
        found_here = []
        for found in (*named_practices(block, known), *described_in(block)):
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\1" * (found.end - found.start)
                found_here.append(found)
        yield from sorted(found_here, key=lambda found: found.start)


def named_practices(block: Block, known: Known) -> Iterator[Found]:
    """Practices, then quoted names. A practice inside a quote is what the whole quote is a name of: “同心党建联盟”.

    What a title names the text below it names in full.
    """
    found = () if block.kind == "title" else practices_in(block, known)
    practices = {place: each for each in found for place in range(each.start, each.end)}
    quoted = list(quoted_in(block))
    wider = {each: inner for each in quoted if (inner := practice_within(each, practices))}
    swallowed = set(wider.values())
    yield from (each for each in dict.fromkeys(practices.values()) if each not in swallowed)
    for each in quoted:
        inner = wider.get(each)
        yield each._replace(practice=inner.practice, themes=inner.themes) if inner else each


def practice_within(quoted: Found, practices: dict[int, Found]) -> Found | None:
    """The practice within a quoted name that says more, or right behind it: “红色听诊器”|党员服务队."""
    inside = (practices[place] for place in range(quoted.start, quoted.end) if place in practices)
    behind = practices.get(quoted.end + 1)
    within = next((each for each in inside if quoted.start <= each.start and each.end <= quoted.end), None)
    return within or (behind if behind and behind.start == quoted.end + 1 else None)


def bare(name: str) -> str:
    return NOT_A_WORD.sub("", name)


def scope_of(found: Found, party: bool) -> Scope:
    """Party work by its own words or by its practice; else a service where the article is about Party building."""
    around = found.block.text[found.start : found.end + 8]
    if found.practice or pattern("initiatives", "party").search(around):
        return "party"
    return "service" if party else "operational"


def stage_of(found: Found) -> Stage:
    """The stage that the last telling verb before the name speaks of, as a proposal."""
    words = {word: stage for stage, listed in table("initiatives")["stages"].items() for word in listed}
    before = found.block.text[max(0, found.start - 12) : found.start]
    last = max(words, key=lambda word: (before.rfind(word), len(word)))
    return words[last] if last in before else ""
