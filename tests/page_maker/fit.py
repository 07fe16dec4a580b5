"""Fit the weights of the path: `python -m tests.page_maker.fit [--pages N] [--rounds N] [--rate R]`.

An averaged perceptron with a margin (Collins 2002; Taskar, Guestrin and Koller 2003): each page is read with the
weights so far, as wrongly as they let it; then the best right path gains what it shows, and the path that was taken
loses it. It starts from the weights as they are and writes `articles/restore/segment/weights.py` anew. The pages are
drawn by lot (with numbers that no test uses), laid out for development, with a single kind of damage, and the sample
pages.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from articles.restore.segment import weights as tables
from articles.restore.segment.signs import beginning
from tests.page_maker.fitted import source
from tests.page_maker.layouts import LAYOUTS, SINGLE
from tests.page_maker.lottery import lottery_pages, sample_pages
from tests.page_maker.maker import make_pages
from tests.page_maker.truth import Features, Key, Spot, handset_spots, sample_spots, spots_of, undamaged_spots

Weights = dict[Key, float]
Way = tuple[float, str, str, bool]
Scores = tuple[dict[str, float], dict[str, float]]
"""The score of each role at a place, and those of an article that starts there, by what it begins with."""

FIRST_PAGE = 10_000
WHOLE_SHARE, LAYOUT_SHARE, SINGLE_SHARE, SAMPLE_SHARE, HANDSET_SHARE = 1, 3, 4, 15, 20
"""One page by lot of whole sample articles, one in a layout for development, one with a single kind of damage, all
sample pages once, all that were set by hand and those without damage once: for so many by lot."""
WRONG_ROLE, WRONG_START = 1.0, 2.0
"""By how much a wrong path must be worse than a right one, for each place where it is wrong."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.page_maker.fit", description=__doc__)
    parser.add_argument("--pages", type=int, default=1100, help="how many pages to draw by lot")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.06, help="how far one page moves a weight")
    options = parser.parse_args()
    pages = lottery_pages(options.pages, first=FIRST_PAGE)
    pages += sample_pages(options.pages // WHOLE_SHARE, first=FIRST_PAGE)
    pages += make_pages(LAYOUTS, options.pages // LAYOUT_SHARE)
    pages += make_pages(SINGLE, options.pages // SINGLE_SHARE)
    with ProcessPoolExecutor() as pool:
        spots = list(pool.map(spots_of, pages, chunksize=20))
    spots += list(sample_spots()) * (options.pages // SAMPLE_SHARE)
    spots += [*handset_spots(), *undamaged_spots()] * (options.pages // HANDSET_SHARE)
    Path(tables.__file__).write_text(source(fit(spots, options.rounds, options.rate)), encoding="utf-8")


def fit(pages: list[list[Spot]], rounds: int, rate: float) -> Weights:
    """The weights after some rounds through the pages, averaged over all steps."""
    w, summed, steps, rng = weights(), defaultdict(float), 0, Random(1)
    for number in range(1, rounds + 1):
        rng.shuffle(pages)
        missed = 0
        for spots in pages:
            steps += 1
            scores = [(own_scores(spot, w), start_scores(spot, w)) for spot in spots]
            score, right = best(spots, scores, w, right=True)
            taken_score, taken = best(spots, scores, w, right=False)
            if right and taken_score > score:
                missed += 1
                for sign, path in ((rate, right), (-rate, taken)):
                    for key, value in path.items():
                        w[key] += sign * value
                        summed[key] += sign * value * steps
        sys.stdout.write(f"round {number}: {missed} of {len(pages)} pages not read with a margin\n")
        sys.stdout.flush()
    return {key: value - summed[key] / (steps + 1) for key, value in w.items()}


def weights() -> Weights:
    """All weights of the path, as they are."""
    found: Weights = {}
    for sign, row in tables.START.items():
        found |= {("START", sign, begins): w for begins, w in zip(tables.BEGINNINGS, row, strict=True)}
    for sign, row in tables.WEIGHTS.items():
        found |= {("ROLES", sign, role): w for role, w in zip(tables.ROLES, row, strict=True)}
    found |= {("STEPS", phase, role): w for phase, steps in tables.STEPS.items() for role, (_, w) in steps.items()}
    found |= {("LEAVE", phase): w for phase, w in tables.LEAVE.items()}
    for step, row in tables.HABITS.items():
        found |= {("HABITS", style, *step): w for style, w in zip(tables.STYLES, row, strict=True)}
    return found


def best(spots: Sequence[Spot], scores: Sequence[Scores], w: Weights, *, right: bool) -> tuple[float, Features]:
    """The best path and its features: of the right ones, or of all, wrong ones having a margin."""
    allowed = [
        {role: value for role, value in own.items() if role in spot.right}
        if right
        else {role: value + (0.0 if role in spot.right else WRONG_ROLE) for role, value in own.items()}
        for spot, (own, _) in zip(spots, scores, strict=True)
    ]
    starting = [
        {role: value + start[beginning(role)] for role, value in own.items()}
        for own, (_, start) in zip(allowed, scores, strict=True)
    ]
    found = (best_in(style, spots, allowed, starting, w, right=right) for style in tables.STYLES)
    return max(found, key=lambda found: found[0])


def best_in(
    style: str,
    spots: Sequence[Spot],
    allowed: Sequence[Mapping[str, float]],
    starting: Sequence[Mapping[str, float]],
    w: Weights,
    *,
    right: bool,
) -> tuple[float, Features]:
    """The same in one style of page; without features if no path is right."""
    reached: dict[str, float] = {}
    trail: list[dict[str, Way]] = []
    for spot, own, begins in zip(spots, allowed, starting, strict=True):
        ways: dict[str, Way] = {}
        for phase, score in reached.items():
            wrong = spot.starts and phase != "before"
            if not (right and wrong):
                go_on(ways, (score + WRONG_START * wrong, phase, False), own, w, style)
        wrong = not (spot.starts or spot.may_start)
        if not (right and wrong):
            left = max(reached, key=lambda phase: reached[phase] + w["LEAVE", phase], default="")
            score = reached[left] + w["LEAVE", left] if left else 0.0
            go_on(ways, (score + WRONG_START * wrong, left, True), begins if left else own, w, style)
        reached = {phase: way[0] for phase, way in ways.items()}
        trail.append(ways)
        if not reached:
            break
    return traced(spots, trail, reached, w, style)


def start_scores(spot: Spot, w: Weights) -> dict[str, float]:
    return {begins: total(features, w) for begins, features in spot.start.items()}


def own_scores(spot: Spot, w: Weights) -> dict[str, float]:
    return {role: spot.fixed + total(features, w) for role, features in spot.roles.items()}


def go_on(ways: dict[str, Way], at: tuple[float, str, bool], own: Mapping[str, float], w: Weights, style: str) -> None:
    """Enter the ways on from `(score, phase, whether an article starts)` into the best ways to each phase."""
    score, before, starts = at
    phase = "before" if starts else before
    for role, value in own.items():
        if role in tables.STEPS[phase]:
            after = tables.STEPS[phase][role][0]
            reached = score + value + w["STEPS", phase, role] + w.get(("HABITS", style, phase, role), 0.0)
            if after not in ways or reached > ways[after][0]:
                ways[after] = (reached, before, role, starts)


def traced(
    spots: Sequence[Spot], trail: list, reached: dict[str, float], w: Weights, style: str
) -> tuple[float, Features]:
    """The score of the best path and the sum of its features."""
    if not reached:
        return float("-inf"), {}
    phase = max(reached, key=lambda phase: reached[phase] + w["LEAVE", phase])
    score, used = reached[phase] + w["LEAVE", phase], defaultdict(float, {("LEAVE", phase): 1.0})
    for spot, ways in zip(reversed(spots), reversed(trail), strict=True):
        _, before, role, starts = ways[phase]
        step = ("before" if starts else before, role)
        parts = [spot.roles[role], {("STEPS", *step): 1.0}]
        parts += [{("HABITS", style, *step): 1.0}] if step in tables.HABITS else []
        parts += [spot.start[beginning(role)], {("LEAVE", before): 1.0}] if starts and before else []
        for part in parts:
            for key, value in part.items():
                used[key] += value
        phase = before
    return score, used


def total(features: Features, w: Weights) -> float:
    return sum(w[key] * value for key, value in features.items())


if __name__ == "__main__":
    main()
