"""Whose fact is it? The hospital that a place of an article speaks of, and how sure that is."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from articles.recognise.hospitals import Named
from articles.recognise.hospitals.names import Printed, printed_names
from articles.recognise.lexicon import pattern
from articles.recognise.reading import Block, Reading


class Owner(NamedTuple):
    """A hospital by its canonical name, "" where none is meant. `confidence` is 1.0 where nothing was guessed."""

    hospital: str
    confidence: float


NOBODY = Owner("", 1.0)
JOINTS = tuple("、和与及")
PARTNER = ("与", "同", "到", "赴", "往", "向", "邀请", "联合", "携手", "对接", "走进")
"""Words before a hospital that somebody else works with or goes to."""
NOT_ALONE = (*JOINTS, "的")
LISTED = (*JOINTS, "等")
LEAD = re.compile("(?:[^，,]{0,14}[，,])?")
"""What may stand between the beginning of a sentence and its subject: 2017年以来，"""
OFFICE = "(?:卫生健康|卫健)(?:委|局|系统|工委|党工委)"
WHOLE_REGION = re.compile(
    "(?:据[^，,。]{0,8}[，,]|(?:目前|如今|截至[^，,]{2,12}|[^，,。]{0,10}(?:以来|[起底]))[，,])?"
    f"(?:全[市省县区州国旗](?!唯一|首|最)|[该我][市省县区州旗](?!人民|中)|(?:这是)?[\u4e00-\u9fff]{{0,6}}{OFFICE}(?!委员))"
)
OPENING = re.compile("[●■◆▲○★·]?\\s?(?:[^，,。“”]{0,8}[，,])?[在而]?")
OWN_BODY = re.compile("党(?:委|总支|支部)(?!书记|副书记)")
LONGEST_SPEAKER = 20
"""Characters from a hospital's name to the verb of saying: post and name of the speaker."""


@dataclass(frozen=True)
class Attribution:
    """One article's answer to the question. `named` are its hospitals in reading order.

    A section belongs to its speaker's hospital, an article that is about one hospital to that one. In a round-up the
    nearest name before the place counts, then the first after it in the same paragraph, then the last paragraph's.
    """

    reading: Reading
    named: tuple[Named, ...]
    house: str = ""
    """The hospital whose paper the page is: what names no hospital is about this one."""

    @cached_property
    def by_block(self) -> dict[int, list[Named]]:
        found: dict[int, list[Named]] = defaultdict(list)
        for each in self.named:
            found[each.block].append(each)
        return found

    def named_in(self, block: Block) -> list[Named]:
        return self.by_block.get(self.numbers[block], [])

    @cached_property
    def numbers(self) -> dict[Block, int]:
        return {block: number for number, block in enumerate(self.reading.blocks)}

    @cached_property
    def sections(self) -> dict[int, str]:
        """The hospital of each body index that stands in a section."""
        found = {}
        for section in self.reading.article.sections:
            inside = range(section.body_first, section.body_last + 1)
            owner = self.hospital_of(section.organisation, inside)
            found.update(dict.fromkeys(inside, owner))
        return found

    def hospital_of(self, organisation: str, inside: range) -> str:
        """The hospital that a speaker speaks for: the one named in the section whose name the organisation has."""
        here = [each for each in self.named if self.reading.blocks[each.block].body in inside]
        said = (each.name for each in here if each.printed.text in organisation or organisation.endswith(each.name))
        return next(said, "") if organisation else next((each.name for each in here), "")

    @cached_property
    def subject(self) -> str:
        """The one hospital that the whole article is about, or nothing."""
        names = Counter(each.name for each in self.named)
        in_head = {each.name for each in self.named if self.reading.blocks[each.block].body is None}
        if len(in_head) == 1 and not self.sections:
            return in_head.pop()
        if not names:
            return self.house
        if self.sections:
            return ""
        if len(names) == 1:
            return self.named[0].name if self.comes_early else ""
        (first, times), (_, next_times) = names.most_common(2)
        if times >= 4 and times >= 3 * next_times:
            return first
        return self.named[0].name if self.opens_and_goes_on(self.named[0]) else ""

    def opens_and_goes_on(self, first: Named) -> bool:
        """Whether an article opens with a hospital and comes back to it, all others being asides of one block."""
        blocks: dict[str, set[int]] = defaultdict(set)
        for each in self.named:
            blocks[each.name].add(each.block)
        others = [name for name in blocks if name != first.name]
        asides = all(len(blocks[name]) == 1 and not self.speaks(name) and not self.opens(name) for name in others)
        return asides and len(blocks[first.name]) > 1 and 3 * first.block <= len(self.reading.blocks)

    def opens(self, name: str) -> bool:
        """Whether a paragraph or heading begins with the hospital's name, or a sentence with its Party body.

        Not with a list.
        """
        starts = ((self.reading.blocks[each.block], each.printed) for each in self.named if each.name == name)
        return any(
            block.kind in ("paragraph", "heading")
            and self.begins(block, printed)
            and block.text[printed.end :][:1] not in LISTED
            for block, printed in starts
        )

    @staticmethod
    def begins(block: Block, printed: Printed) -> bool:
        """Whether a name begins its paragraph (与此同时，南山医院…; 在南山医院…), or with its Party body a sentence."""
        begins_sentence = block.sentence_span(printed.start)[0] == printed.start
        begins_paragraph = OPENING.fullmatch(block.text, 0, printed.start) is not None
        return begins_paragraph or (begins_sentence and OWN_BODY.match(block.text, printed.end) is not None)

    @property
    def comes_early(self) -> bool:
        """Whether the first hospital is named in the first third, or named again: else it is only an aside."""
        return len(self.named) > 1 or 3 * self.named[0].block <= max(len(self.reading.blocks), 6)

    def owner(self, block: Block, place: int) -> Owner:
        if block.body in self.sections:
            return Owner(self.sections[block.body], 1.0) if self.sections[block.body] else NOBODY
        if self.subject and not self.speaks_of_all(block, place) and not self.comes_first(block, place):
            guest = self.guest(block, place)
            return Owner(guest, 0.7) if guest else Owner(self.subject, 1.0)
        if not self.named or self.subject or self.speaks_of_all(block, place):
            return NOBODY
        return self.nearest(self.numbers[block], place)

    def comes_first(self, block: Block, place: int) -> bool:
        """Whether a sentence stands before any hospital is named, in an article whose head and lead name none."""
        if not self.named or self.named[0].block <= self.lead:
            return False
        first = self.named[0]
        return (self.numbers[block], block.sentence_span(place)[1]) < (first.block, first.printed.start)

    @cached_property
    def lead(self) -> int:
        """The number of the first paragraph."""
        return next((number for number, block in enumerate(self.reading.blocks) if block.is_prose), -1)

    def speaks_of_all(self, block: Block, place: int) -> bool:
        """Whether the sentence of `place` opens with a whole region or its office, and names no hospital before it."""
        start, _ = block.sentence_span(place)
        is_wide = WHOLE_REGION.match(block.text, start, place) is not None
        return is_wide and not any(start <= each.printed.start < place for each in self.named_in(block))

    def guest(self, block: Block, place: int) -> str:
        """Another hospital than the subject that opens the sentence of `place` and so is what it speaks of, or ""."""
        start, _ = block.sentence_span(place)
        first = next((each for each in self.named_in(block) if start <= each.printed.start < place), None)
        if first is None or first.name == self.subject or block.text[first.printed.end :][:1] in NOT_ALONE:
            return ""
        return first.name if LEAD.fullmatch(block.text, start, first.printed.start) else ""

    def holder(self, block: Block, place: int) -> Owner:
        """The hospital printed right before `place` (浚县人民医院|党委), or else the owner of the place."""
        named = self.ending_at(block, place)
        return Owner(named, 1.0) if named else self.owner(block, place)

    def ending_at(self, block: Block, place: int) -> str:
        """The hospital whose printed name ends at `place`, or ""."""
        return self.edges[1].get((self.numbers[block], place), "")

    def starting_at(self, block: Block, place: int) -> str:
        """The hospital whose printed name begins at `place`, or ""."""
        return self.edges[0].get((self.numbers[block], place), "")

    @cached_property
    def edges(self) -> tuple[dict[tuple[int, int], str], ...]:
        """Hospitals by block and start, and by block and end, of their printed names."""
        starts = {(each.block, each.printed.start): each.name for each in self.named}
        return starts, {(each.block, each.printed.end): each.name for each in self.named}

    def nearest(self, number: int, place: int) -> Owner:
        here = self.by_block.get(number, [])
        before = bisect_right(here, place, key=lambda each: each.printed.start)
        subjects = [each for each in here[:before] if not self.is_partner(each)]
        if before:
            return Owner((subjects or here[:before])[-1].name, 0.9)
        if here:
            return Owner(here[0].name, 0.75)
        last = self.last_before[number] or self.opening
        return Owner(last, 0.6 if self.last_before[number] else 0.5) if last else NOBODY

    @cached_property
    def opening(self) -> str:
        """The hospital of the lead, in an article whose headings name none: its sections go on about that one."""
        headings = {number for number, block in enumerate(self.reading.blocks) if block.kind == "heading"}
        leads = self.lead in self.by_block and not headings.intersection(self.by_block)
        return self.by_block[self.lead][0].name if leads else ""

    def is_partner(self, each: Named) -> bool:
        """Whether a hospital is only worked with (与…共建) or gone to (到…进修)."""
        return self.reading.blocks[each.block].text[: each.printed.start].endswith(PARTNER)

    @cached_property
    def last_before(self) -> list[str]:
        """The last hospital named before each block, forgotten at each heading."""
        last, found = "", []
        for number, block in enumerate(self.reading.blocks):
            last = "" if block.kind == "heading" else last
            found.append(last)
            last = self.by_block[number][-1].name if number in self.by_block else last
        return found

    @cached_property
    def carried_on(self) -> Counter:
        """How often each hospital is spoken of as 该院 or 医院."""
        return Counter(
            self.owner(block, printed.start).hospital
            for block in self.reading.prose
            for printed in printed_names(block.text)
            if printed.shape == "anaphor"
        )

    @cached_property
    def about(self) -> tuple[str, ...]:
        """The hospitals that the article is about, in the order of first mention."""
        found = tuple(name for name in self.mentioned if self.is_about(name))
        return found if self.named or not self.house else (self.house,)

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.name for each in self.named))

    def is_about(self, name: str) -> bool:
        """Named in the head, opening a paragraph, speaking, carried on as 该院, named often, or alone in the lead."""
        blocks = {each.block for each in self.named if each.name == name}
        paragraphs = [number for number, block in enumerate(self.reading.blocks) if block.kind == "paragraph"]
        often = len(blocks) > 1 and 2 * len(blocks.intersection(paragraphs)) >= len(paragraphs)
        leads = len(self.mentioned) == 1 and bool(blocks.intersection(paragraphs[:1]))
        in_head = any(self.reading.blocks[number].body is None for number in blocks)
        told_of = self.opens(name) or self.speaks(name)
        spoken_of = name in self.sections.values() or self.carried_on[name] > 0
        spoken_of = spoken_of or (told_of and self.subject in ("", name))
        return in_head or often or leads or spoken_of

    def speaks(self, name: str) -> bool:
        """Whether somebody who holds a post in the hospital is quoted: 仁爱医院院长…说."""
        ends = ((self.reading.blocks[each.block].text, each.printed.end) for each in self.named if each.name == name)
        return any(is_followed_by_speaker(text, end) for text, end in ends)


def is_followed_by_speaker(text: str, place: int) -> bool:
    said = pattern("hospital_names", "speech").search(text, place, place + LONGEST_SPEAKER)
    return bool(said and pattern("hospital_names", "posts").match(text, place))
