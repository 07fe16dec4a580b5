"""Which short blocks are captions: they stand between columns, say who does what, and no text follows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.restore.blocks import HALVES, Block
from articles.restore.marks import is_closed, width
from articles.restore.shapes import DATELINE, UTTERANCE, alike, numbering
from articles.restore.speakers import speaker_of
from articles.restore.types import TracedText
from articles.restore.words import joining_gain

ACTION = re.compile(
    r"开展|举行|召开|组织|参加|接受|进行|慰问|颁发|欢迎|授予|授牌|揭牌|签约|诵读|查房|义诊|讲解|演练|检查|实施|手术|交流|参观|学习|宣誓"
    r"|表彰|出征|凯旋|荣获|正在|测量|救治|诊疗|问诊|体检|采样|接种|培训|宣讲|授课|走访|发放|观看|重温|护送|指导|探望|展示|演示|操作|走进|深入|来到|看望|讲党课|上党课|测血|赴.{2,8}[^，]"
    r"|(?<![成作认以因])为[^，。为]{2,12}(?:的|做|送|提供|讲|量|看|查|治)|在[^，。]{2,12}(?:里|中|内|前|家中|社区|病房|现场)"
)
ACTOR = re.compile(
    r"[“”\u4e00-\u9fff\d]{0,14}(?:医院|医生|医务|医护|护士|护理|专家|党员|党委|支部|志愿者|队员|书记|院长|主任|患者|群众|市民|职工|干部"
    r"|团队|医疗队|村医)"
)
SCENE = re.compile(
    r"(?:现场|合影|场景|一角|外景|外观|掠影|剪影|效果图|示意图|全景|夜景|资料图片?|[(（](?:资料图片|[左右上下中一二三].{0,30}))[)）]?$"
)

CAPTION = {
    "names_scene": 3.0,
    "interrupts_sentence": 3.0,
    "shadowed": 2.0,
    "two_in_a_row": 2.0,
    "says_who": 1.0,
    "says_what_is_done": 1.0,
    "no_text_follows": 1.0,
    "beside_caption": 1.0,
    "text_follows": -1.5,
    "halves": -2.0,
    "like_other_headings": -2.0,
    "before_byline": -4.0,
    "before_story": -2.0,
    "closed_and_plain": -4.0,
    "numbered": -9.0,
    "speaker": -9.0,
    "utterance": -9.0,
}
"""Evidence that a short block is a caption."""
ENOUGH = 2.5
REACH = 30
"""Blocks before and after among which headings made alike are looked for."""
LONGEST = 90
MOST_ROWS = 3
SHORTEST_PART = 8
"""Han characters that each of two captions printed on one line has at least."""


def find_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks again, captions named as such; two captions that share a line are taken apart."""
    shadows_are_rare = sum(len(b.text) for b in blocks if b.doubled) < 0.5 * sum(len(b.text) for b in blocks)
    found: list[Block] = []
    for i, block in enumerate(blocks):
        if block.kind in ("head", "body") and len(block.text) <= LONGEST and block.rows <= MOST_ROWS:
            evidence = caption_evidence(blocks, i, found[-1] if found else None, shadows_are_rare)
            why = tuple(name for name, holds in evidence.items() if holds)
            score = sum(CAPTION[name] for name in why) - ENOUGH
            weighed = replace(block, caption=score)
            found += _captions(weighed, why) if score >= 0 else [weighed]
            continue
        found += _captions(block, block.why) if block.kind == "caption" else [block]
    return found


def caption_evidence(blocks: Sequence[Block], i: int, last: Block | None, shadows_are_rare: bool) -> dict[str, bool]:
    block, text = blocks[i], blocks[i].text.text
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    text_follows = after is not None and after.kind == "body" and not _short(after)
    return {
        "names_scene": bool(SCENE.search(text)),
        "interrupts_sentence": _interrupts(blocks, i),
        "shadowed": block.doubled and shadows_are_rare,
        "two_in_a_row": len(_halves(text)) > 1,
        "says_who": bool(ACTOR.match(text)),
        "says_what_is_done": bool(ACTION.search(text)),
        "no_text_follows": not text_follows,
        "beside_caption": last is not None and last.kind == "caption",
        "text_follows": text_follows,
        "halves": bool(HALVES.fullmatch(text)) and not len(_halves(text)) > 1,
        "like_other_headings": block.kind == "head" and _in_series(blocks, i),
        "before_byline": after is not None and after.kind in ("byline", "subtitle"),
        "before_story": after is not None and bool(DATELINE.match(after.text.text)),
        "closed_and_plain": block.kind == "body" and not (block.doubled and shadows_are_rare),
        "numbered": bool(numbering(text)),
        "speaker": speaker_of(text) is not None,
        "utterance": bool(UTTERANCE.match(text)),
    }


def _short(block: Block) -> bool:
    return len(block.text) <= LONGEST and block.rows <= MOST_ROWS and block.doubled


def _interrupts(blocks: Sequence[Block], i: int) -> bool:
    """Does the text before break off here, and go on after the block?"""
    if blocks[i].kind != "head":
        return False
    before = next((b for b in reversed(blocks[max(0, i - 3) : i]) if b.kind in ("body", "notice")), None)
    after = next((b for b in blocks[i + 1 : i + 4] if b.kind in ("body", "notice")), None)
    if not (before and after) or before.closed or "body" not in (before.kind, after.kind):
        return False
    return joining_gain(before.text.text, blocks[i].text.text) < joining_gain(before.text.text, after.text.text) + 0.01


def _in_series(blocks: Sequence[Block], i: int) -> bool:
    near = blocks[max(0, i - REACH) : i] + blocks[i + 1 : i + REACH]
    return any(alike(blocks[i].text.text, other.text.text) for other in near if other.kind == "head")


def _halves(text: str) -> list[str]:
    parts = text.split(" ")
    whole = all(width(part) >= SHORTEST_PART and part.count("“") == part.count("”") for part in parts)
    return parts if whole and all(ACTION.search(part) for part in parts) and not is_closed(text) else [text]


def _captions(block: Block, why: tuple[str, ...]) -> Iterator[Block]:
    """One block for each caption of the line."""
    text, at = block.text, 0
    for part in _halves(text.text) if block.rows == 1 else [text.text]:
        yield replace(block, kind="caption", text=_unspaced(text[at : at + len(part)]), why=why)
        at += len(part) + 1


def _unspaced(text: TracedText) -> TracedText:
    """Without the spaces that joining its lines as a headline put in."""
    return text.keep(i for i, place in enumerate(text.origin) if place >= 0)
