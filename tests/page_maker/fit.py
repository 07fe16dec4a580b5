"""Fit the tables of the path (articles/restore/segment) on made pages: `python -m tests.page_maker.fit [--pages N]`.

An averaged perceptron with a margin (Collins 2002, Taskar et al. 2003): each page is read with the weights so far, as
wrongly as they let it; then the best right path gains what it shows and the path that was taken loses it. It starts
from the tables as they are and writes them anew, rounded. The truth of a passage is that of its lines.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from articles.restore.blocks import find_blocks
from articles.restore.captions import find_captions
from articles.restore.decode import decode
from articles.restore.page import SHADOW_RULES
from articles.restore.reading_order import Passage, join_broken
from articles.restore.repair import repair
from articles.restore.segment import path, signs
from articles.restore.segment.split import SURE, gather, is_signed
from articles.restore.types import TracedText, page_lines
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.lottery import lottery_page
from tests.page_maker.maker import MadePage, make_pages

Key = tuple[str, ...]
Features = dict[Key, float]
Weights = dict[Key, float]

TABLES = {"HEADS": (signs.HEADS, signs.HEAD_ROLES), "TEXTS": (signs.TEXTS, signs.TEXT_ROLES),
          "CAPTIONS": (signs.CAPTIONS, signs.CAPTION_ROLES)}  # fmt: skip
RIGHT = {
    "paragraph": ("text", "opening", "lead", "story", "heading"),
    "lead": ("text", "opening", "lead", "story", "heading"),
    "heading": ("heading", "text"),
    "title": ("title", "late_title"),
    "kicker": ("kicker",),
    "subtitle": ("subtitle",),
    "caption": ("caption", "early_caption"),
}
"""The roles on the path that are right for what a line prints; for anything else, whatever its block may be is right."""
CLAIMS = ("paragraph", "lead", "heading", "title", "kicker", "subtitle", "byline", "signature")
"""What an article begins or ends with; a notice, a credit or an imprint goes along with what is before it."""
MARGIN, WRONG_START = 1.0, 2.0
RATE = 0.1


@dataclass(frozen=True)
class Spot:
    """One place of a path: the features of each role and of a start, the roles that are right, and whether one starts."""

    roles: Mapping[str, Features]
    start: Features
    right: frozenset[str]
    starts: bool | None
    fixed: float = 0.0


def passages_of(data: bytes) -> list[Passage]:
    """The passages of a page, as the splitting into articles gets them."""
    lines = page_lines(decode(data).text)
    repaired = repair(tuple(TracedText.of(line.text, line.start) for line in lines))
    doubled = {fix.lines[0] for fix in repaired.fixes if fix.rule.startswith(SHADOW_RULES)}
    return join_broken(find_captions(find_blocks(repaired.lines, doubled)))


def spots_of(page: MadePage) -> list[Spot]:
    """The places of a made page, with what is right at each."""
    passages = passages_of(page.data)
    truths = [truth_of(page, passage) for passage in passages]
    spots: list[Spot] = []
    owner = None
    for passage, known, (role, whose) in zip(passages, gather(passages), truths, strict=True):
        table = next((name for name, (weights, _) in TABLES.items() if weights is known.table), "")
        features = {
            each: {(table, sign, each): value for sign, value in known.signs.items()} if table else {}
            for each in known.roles
        }
        right = frozenset(RIGHT.get(role, known.roles)) & frozenset(known.roles) or frozenset(known.roles)
        begins = owner is None or (whose not in (owner, -1) and role in (*CLAIMS, "caption") and comes(truths, spots, whose))
        start = {("START", sign): value for sign, value in known.start.items()}
        spots.append(Spot(features, start, right, begins))
        owner = whose if begins or owner is None else owner
        if is_signed(passage):
            spots.append(Spot({"signature": {}}, {}, frozenset({"signature"}), False, -SURE))
    return spots


def comes(truths: Sequence[tuple[str, int]], spots: Sequence[Spot], whose: int) -> bool:
    """Does the next text or heading belong to this article? A caption may stand inside another."""
    at = sum(len(spot.roles) > 0 and set(spot.roles) != {"signature"} or spot.fixed == 0 for spot in spots)
    return next((owner for role, owner in truths[at:] if role in CLAIMS), whose) == whose


def truth_of(page: MadePage, passage: Passage) -> tuple[str, int]:
    """What most lines of a passage print, and of which article."""
    numbers = (n for part in passage.parts for n in range(part.first, part.last + 1))
    parts = (page.owners[n - 1] for n in numbers if n <= len(page.owners))
    seen = Counter((part.role, part.owner) for part in parts if part)
    return seen.most_common(1)[0][0] if seen else ("", -1)


def weights() -> Weights:
    """All weights of the path, as they are."""
    found: Weights = {}
    for name, (table, roles) in TABLES.items():
        found |= {(name, sign, role): w for sign, row in table.items() for role, w in zip(roles, row, strict=True)}
    found |= {("START", sign): w for sign, w in signs.START.items()}
    found |= {("STEPS", phase, role): w for phase, steps in path.STEPS.items() for role, (_, w) in steps.items()}
    found |= {("LEAVE", phase): w for phase, w in path.LEAVE.items()}
    found |= {("STYLES", style, role): w for style, roles in path.STYLES.items() for role, w in roles.items()}
    return found


def total(features: Features, w: Weights) -> float:
    return sum(w[key] * value for key, value in features.items())


def decode_path(spots: Sequence[Spot], w: Weights, style: str, *, right: bool, margin: float) -> tuple[float, list[Features]]:
    """The best path in a style and its features: of the right ones, or of all, wrong ones having a margin."""
    reached: dict[str, float] = {}
    trail = []
    for spot in spots:
        ways: dict = {}
        base = {role: spot.fixed + total(features, w) + w.get(("STYLES", style, role), 0.0)
                + (margin if role not in spot.right else 0.0) for role, features in spot.roles.items()
                if not right or role in spot.right}  # fmt: skip
        if not (right and spot.starts):
            fine = margin * WRONG_START if spot.starts else 0.0
            for phase, score in reached.items():
                for role, own in base.items():
                    if role in path.STEPS[phase]:
                        after = path.STEPS[phase][role][0]
                        value = score + own + w["STEPS", phase, role] + fine
                        if after not in ways or value > ways[after][0]:
                            ways[after] = (value, phase, role, False)
        if not (right and spot.starts is False and reached):
            left = max(reached, key=lambda phase: reached[phase] + w["LEAVE", phase], default="")
            score = reached[left] + w["LEAVE", left] + total(spot.start, w) if left else 0.0
            score += 0.0 if spot.starts else margin * WRONG_START
            for role, own in base.items():
                if role in path.STEPS["before"]:
                    after = path.STEPS["before"][role][0]
                    value = score + own + w["STEPS", "before", role]
                    if after not in ways or value > ways[after][0]:
                        ways[after] = (value, left, role, True)
        reached = {phase: way[0] for phase, way in ways.items()}
        trail.append(ways)
        if not reached:
            return float("-inf"), []
    phase = max(reached, key=lambda phase: reached[phase] + w["LEAVE", phase])
    score = reached[phase] + w["LEAVE", phase]
    used: list[Features] = [{("LEAVE", phase): 1.0}]
    for spot, ways in zip(reversed(spots), reversed(trail), strict=True):
        _, before, role, starts = ways[phase]
        used.append(spot.roles[role])
        used.append({("STYLES", style, role): 1.0, ("STEPS", "before" if starts else before, role): 1.0})
        if starts and before:
            used += [spot.start, {("LEAVE", before): 1.0}]
        phase = before
    return score, used


def best(spots: Sequence[Spot], w: Weights, *, right: bool = False, margin: float = 0.0) -> tuple[float, list[Features]]:
    return max((decode_path(spots, w, style, right=right, margin=margin) for style in path.STYLES), key=lambda found: found[0])


def fit(pages: list[list[Spot]], epochs: int, rate: float = RATE, log=None) -> Weights:
    """The weights after some rounds through the pages, averaged over all steps."""
    w = weights()
    summed: Weights = defaultdict(float)
    steps, rng = 0, Random(1)
    for epoch in range(epochs):
        rng.shuffle(pages)
        missed = 0
        for spots in pages:
            steps += 1
            score, gold = best(spots, w, right=True)
            if gold:
                taken_score, taken = best(spots, w, margin=MARGIN)
                if taken_score > score + 1e-9:
                    missed += 1
                    for sign, features in ((1, gold), (-1, taken)):
                        for part in features:
                            for key, value in part.items():
                                if key in w:
                                    w[key] += sign * rate * value
                                    summed[key] += sign * rate * value * steps
        if log:
            log(f"round {epoch + 1}: {missed} of {len(pages)} pages not read with a margin")
    return {key: value - summed[key] / (steps + 1) for key, value in w.items()}
