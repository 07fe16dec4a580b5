"""Which text goes on where another breaks off: the evidence for each pair of blocks, and how much it weighs.

`WEIGHTS` was fitted on made pages and on pages that were set by hand (`python -m tests.page_maker.fit_joins`), as the
log odds of a continuation against none, and then rounded; what each sign means is in its name and beside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.restore.blocks import Block
from articles.restore.breaks import MEASURE, NAME_AGAIN, STORY
from articles.restore.marks import CANNOT_END, MID_SENTENCE_START, OPEN_WORD, open_marks, stray_closers
from articles.restore.shapes import DATELINE, FRESH_START, alike, numbering
from articles.restore.speakers import speaker_of
from articles.restore.topic import Topics
from articles.restore.words import joining_gain, kind_of_first, kind_of_last

REACH = 60
"""Blocks before and after a text that breaks off among which its continuation is looked for."""
CLOSE = 3
"""The same for lines that look like headings or captions, and may be text."""
HEADS = 12
"""Headings before and after a line among which others made like it are looked for."""
ASIDE = ("caption", "credit", "notice", "imprint", "byline", "signature")
"""Kinds of blocks that often stand amid a text to which they do not belong."""
LIKELY_WORD, SURE_WORD, NO_WORD = 1.5, 4.0, -0.5
"""Gain, in nats, from which a word is likely, or sure, to span the join, or from which it surely ends there."""
LONGEST_LINE = 40
SHORT_CLAUSE = re.compile(r"[\u4e00-\u9fff][，、；]")
SHORT_SENTENCE = re.compile(r"[\u4e00-\u9fff]{1,4}[”’）》]*[。！？]")
"""How a text begins that is the end of a sentence."""
ONE_COLUMN, OTHER_COLUMN = 1.0, 1.5
"""Difference in width, in Han characters, of what is surely one column, or another."""
FAR = 12
"""Texts in between that are as far as can be."""
MOST_STANDING = 6.0
"""Evidence for a heading or a caption that is as much as can be."""
SHORTEST_STRAY, CLEARLY = 30, 2.0

Signs = dict[str, float]

WEIGHTS: Mapping[str, float] = {
    "quote_closes": 3.4,
    "word_across": 2.4,
    "word_runs_on": 2.0,
    "number_runs_on": 1.8,
    "flush": 1.6,
    "at_home_here": 1.6,
    "next": 1.4,
    "breaks_after_pronoun": 1.2,
    "short_clause_first": 1.0,
    "leans_forward": 1.0,
    "subject": 0.8,
    "same_column": 0.6,
    "subject_under": 0.4,
    "cannot_start": 0.4,
    "breaks_after_number": 0.4,
    "fills_column": 0.4,
    "short_sentence_first": 0.2,
    "begins_with_mark": 0.2,
    "ends_with_open_word": 0.2,
    "breaks_after_other": -0.2,
    "begins_with_particle": -0.2,
    "breaks_after_adjective": -0.2,
    "broke_before_heading": -0.2,
    "begins_with_adjective": -0.2,
    "begins_with_measure": -0.2,
    "right_under": -0.2,
    "breaks_after_adverb": -0.2,
    "begins_with_verb": -0.2,
    "follows_aside": -0.2,
    "quote_starts": -0.4,
    "further_on": -0.4,
    "begins_with_number": -0.6,
    "opens_page": -0.6,
    "breaks_after_verb": -0.6,
    "breaks_after_measure": -0.6,
    "broke_before_text": -0.6,
    "begins_with_pronoun": -0.6,
    "other_like_caption": -0.8,
    "like_caption": -0.8,
    "begins_with_noun": -0.8,
    "breaks_after_conjunction": -0.8,
    "next_past_headings": -0.8,
    "stray_line": -1.0,
    "breaks_after_noun": -1.0,
    "breaks_after_place": -1.0,
    "next_past_a_line": -1.0,
    "begins_with_time": -1.0,
    "follows_closed_text": -1.0,
    "begins_with_preposition": -1.0,
    "open_line": -1.0,
    "is_head": -1.0,
    "story_starts_under": -1.0,
    "is_caption": -1.2,
    "opens_section": -1.2,
    "other_stands_out": -1.2,
    "broke_at_the_end": -1.2,
    "far": -1.4,
    "like_headings": -1.4,
    "name_again": -1.4,
    "other_column": -1.4,
    "fresh_start": -1.4,
    "follows_another_cut": -1.4,
    "breaks_after_mark": -1.6,
    "ends_short": -1.6,
    "printed_before": -1.8,
    "after_head": -1.8,
    "quote_stays_open": -1.8,
    "after_caption": -2.0,
    "quote_not_opened": -2.0,
    "number_without_measure": -2.0,
    "starts_story": -2.0,
    "indented": -2.0,
    "stands_out": -3.0,
}


def _may_be_text(block: Block) -> bool:
    """Is a block that looks like a heading or a caption perhaps a line of text that a blank line cut off?"""
    able = block.kind in ("head", "caption") and block.rows == 1 and not block.closed and not block.doubled
    return able and bool(block.column) and not numbering(block.text.text) and not speaker_of(block.text.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a page, the places of its texts, and what they speak about."""

    blocks: Sequence[Block]
    texts: Sequence[int]
    topics: Topics
    heads: Sequence[int]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Layout":
        texts = [i for i, block in enumerate(blocks) if block.kind == "body" or _may_be_text(block)]
        return cls(
            blocks,
            texts,
            Topics(block.text.text for block in blocks if block.kind == "body"),
            [i for i, block in enumerate(blocks) if block.kind == "head"],
        )

    def near(self, i: int) -> list[int]:
        """The texts near one among which its continuation is looked for: what only may be text goes on close by."""
        reach = REACH if self.blocks[i].kind == "body" else CLOSE
        places = self.texts[bisect_left(self.texts, i - reach) : bisect_right(self.texts, i + reach)]
        return [k for k in places if k != i and (self.blocks[k].kind == "body" or abs(k - i) <= CLOSE)]

    def like_headings(self, i: int) -> bool:
        """Is a line made like a heading near it?"""
        n = bisect_left(self.heads, i)
        near = (self.blocks[k].text.text for k in self.heads[max(0, n - HEADS) : n + HEADS] if k != i)
        block = self.blocks[i]
        return block.rows == 1 and any(alike(block.text.text, head) for head in near)

    def between(self, i: int, k: int) -> list[str]:
        return [block.kind for block in self.blocks[i + 1 : k]]

    def kind_beside(self, at: int, step: int) -> str:
        """The kind of the next block on one side that belongs to the text, "" at the edge of the page."""
        places = range(at + step, max(-1, min(len(self.blocks), at + 4 * step)), step)
        return next((self.blocks[k].kind for k in places if self.blocks[k].kind not in ASIDE), "")

    def said(self, places: Iterable[int]) -> list[str]:
        blocks = (self.blocks[i] for i in places if 0 <= i < len(self.blocks))
        return [block.text.text for block in blocks if block.kind in ("body", "head")]


def is_near(between: Sequence[str]) -> bool:
    """Does no text stand between two blocks?"""
    return "body" not in between


def earlier_signs(layout: Layout, i: int) -> Signs:
    """What a block shows by itself about breaking off."""
    left = layout.blocks[i]
    signs = {
        "ends_short": left.ends_short,
        "stands_out": _limited(left.stands_out) if left.rows == 1 else 0.0,
        "like_caption": _limited(left.caption or 0.0),
        "after_head": left.kind == "head",
        "after_caption": left.kind == "caption",
        "fills_column": left.kind != "body" and left.column - len(left.text) < ONE_COLUMN,
        "like_headings": layout.like_headings(i),
        "lone_line": left.rows == 1 and len(left.text) < LONGEST_LINE,
    }
    return {name: float(value) for name, value in signs.items() if value}


def later_signs(layout: Layout, k: int) -> Signs:
    """What a block shows by itself about going on with another."""
    right = layout.blocks[k]
    alone = right.rows == 1
    signs = {
        "flush": right.flush,
        "indented": right.indented,
        "stray_line": alone and not right.closed and right.ends_short,
        "open_line": alone and not right.closed and len(right.text) < LONGEST_LINE,
        "other_stands_out": _limited(right.stands_out) if alone else 0.0,
        "other_like_caption": _limited(right.caption or 0.0),
        "is_head": right.kind == "head",
        "is_caption": right.kind == "caption",
    }
    return {name: float(value) for name, value in signs.items() if value}


def place_signs(layout: Layout, i: int, k: int) -> Signs:
    """What the places of two blocks say about block `k` going on where block `i` breaks off."""
    left, right = layout.blocks[i], layout.blocks[k]
    between = layout.between(i, k) if k > i else ["body"]
    heads, near = between.count("head"), is_near(between)
    apart = abs(left.column - right.column) if left.column and right.column else OTHER_COLUMN
    above, under, before = layout.kind_beside(k, -1), layout.kind_beside(i, 1), layout.blocks[k - 1] if k else None
    signs = {
        "next": near and not between,
        "right_under": k == i + 1 and right.first == left.last + 1,
        "next_past_aside": near and bool(between) and not heads,
        "next_past_a_line": near and heads == 1,
        "next_past_headings": near and heads > 1,
        "further_on": not near and k > i,
        "printed_before": k < i,
        "far": min(1.0, abs(k - i) / FAR) if not near else 0.0,
        "same_column": apart <= ONE_COLUMN,
        "other_column": apart > OTHER_COLUMN,
        "opens_section": not near and above == "head",
        "opens_page": k == 0 or (not near and above == ""),
        "follows_closed_text": not near and before is not None and before.kind == "body" and before.closed,
        "follows_another_cut": not near and before is not None and before.kind == "body" and not before.closed,
        "follows_aside": not near and before is not None and before.kind in ASIDE,
        "broke_before_heading": not near and under == "head",
        "broke_before_text": not near and under == "body",
        "broke_at_the_end": not near and under == "",
    }
    return {name: float(value) for name, value in signs.items() if value}


def _limited(value: float) -> float:
    return max(-MOST_STANDING, min(MOST_STANDING, value)) / MOST_STANDING


def text_signs(before: str, after: str, *, closed: bool) -> Signs:
    """What the words say about one text going on with another; `closed`: the first ends a sentence."""
    opened, strays = open_marks(before), stray_closers(after)
    gain = 0.0 if closed else joining_gain(before, after)
    signs = {
        "word_across": gain > LIKELY_WORD,
        "word_runs_on": gain > SURE_WORD,
        "word_ends": gain < NO_WORD,
        "cannot_start": bool(MID_SENTENCE_START.match(after)),
        "leans_forward": bool(CANNOT_END.search(before)),
        "ends_with_open_word": bool(OPEN_WORD.search(before)),
        "number_runs_on": before[-1:].isdecimal() and bool(MEASURE.match(after)),
        "number_without_measure": before[-1:].isdecimal() and not MEASURE.match(after),
        "short_clause_first": bool(SHORT_CLAUSE.match(after)),
        "short_sentence_first": bool(SHORT_SENTENCE.match(after)),
        "name_again": len(before) > NAME_AGAIN and before[:NAME_AGAIN] == after[:NAME_AGAIN],
        "story_starts_under": bool(STORY.match(after)),
        "quote_closes": bool(opened and strays),
        "quote_not_opened": bool(strays and not opened),
        "quote_stays_open": bool(opened and not strays),
        "closed_already": closed and not (opened and strays),
        "fresh_start": bool(FRESH_START.match(after)) and not CANNOT_END.search(before),
        "quote_starts": after[:1] == "“" and before[-1:] not in tuple("：，、"),
        "starts_story": bool(DATELINE.match(after) or numbering(after)),
        f"begins_with_{kind_of_first(after)}": True,
        f"breaks_after_{kind_of_last(before)}": not closed,
    }
    return {name: float(value) for name, value in signs.items() if value}


def subject_signs(layout: Layout, i: int, k: int) -> Signs:
    """How near in vocabulary block `k`, alone and with what stands under it, is to block `i` with what stands above."""
    above = layout.said(at for at in range(i, i - 5, -1) if at != k)
    under = layout.said(at for at in range(k, k + 4) if at != i)
    return {
        "subject": layout.topics.kinship(under[:1], above),
        "subject_under": layout.topics.kinship(under, above),
        "at_home_here": float(_at_home(layout, i, k)),
    }


def join_signs(layout: Layout, i: int, k: int) -> Signs:
    """All that speaks for and against block `k` being the continuation of block `i`."""
    left, right = layout.blocks[i], layout.blocks[k]
    words = text_signs(left.text.text, right.text.text, closed=left.closed)
    alone = {**earlier_signs(layout, i), **later_signs(layout, k)}
    return {**alone, **place_signs(layout, i, k), **words, **subject_signs(layout, i, k)}


def weigh(signs: Signs) -> float:
    return sum(value * WEIGHTS.get(name, 0.0) for name, value in signs.items())


def _at_home(layout: Layout, i: int, k: int) -> bool:
    """Is block `k` clearly nearer in vocabulary to the section of block `i` than to that in which it stands?"""
    blocks, text = layout.blocks, layout.blocks[k].text.text
    near = k > i and is_near(layout.between(i, k))
    stray = not blocks[i].closed and layout.kind_beside(i, 1) != "body" and len(text) > SHORTEST_STRAY
    if near or not stray or (k and blocks[k - 1].kind == "head"):
        return False
    here, there = [*_section(blocks, i), blocks[i].text.text], _section(blocks, k)
    nearness = layout.topics.nearness
    return bool(there) and nearness([text], here) > CLEARLY * nearness([text], there)


def _section(blocks: Sequence[Block], at: int) -> list[str]:
    """The texts of the same section beside a block: up to two on either side, as far as a heading or a cut."""
    texts = []
    for block in reversed(blocks[max(0, at - 2) : at]):
        if block.kind != "body" or not block.closed:
            break
        texts.append(block.text.text)
    for block in blocks[at + 1 : at + 3]:
        if block.kind != "body" or not blocks[at].closed:
            break
        texts.append(block.text.text)
    return texts
