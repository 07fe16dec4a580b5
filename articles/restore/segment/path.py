"""The best path through a page: which part of which article each passage is.

A page is read like a sentence with a grammar: an article has its title before its text, or after it, or after it with a
lead; then the next article begins. `STEPS` is that grammar. Every passage may play some roles, each with a score; every
place may be the start of an article, with a score. The path with the highest sum wins, so that titles, leads and
boundaries are decided together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from articles.restore.segment.weights import HABITS, LEAVE, STEPS, STYLES, Grammar, Phase, Role

At = tuple[float, Phase, bool]
Way = tuple[float, Phase, Role, bool]


@dataclass(frozen=True, slots=True)
class Place:
    """What the path may do at one passage: the score of each role, within an article and as the start of another."""

    roles: Mapping[Role, float]
    starts: Mapping[Role, float]


@dataclass(frozen=True, slots=True)
class Step:
    """What the best path does at one place."""

    role: Role
    starts: bool


def _in_style(number: int) -> Grammar:
    """The steps as a page of one style takes them."""
    return {
        phase: {
            role: (after, usual + (HABITS[phase, role][number] if (phase, role) in HABITS else 0.0))
            for role, (after, usual) in steps.items()
        }
        for phase, steps in STEPS.items()
    }


@cache
def _grammars() -> tuple[Grammar, ...]:
    return tuple(map(_in_style, range(len(STYLES))))


def best_path(places: Sequence[Place]) -> list[Step]:
    """The best path through the places, in the style that suits them best."""
    return max((_path(places, grammar) for grammar in _grammars()), key=lambda found: found[0])[1]


def _path(places: Sequence[Place], grammar: Grammar) -> tuple[float, list[Step]]:
    """The best path in one style, and its score. (Viterbi: the best way to each phase, place by place.)"""
    reached: dict[Phase, float] = {}
    trail: list[dict[Phase, Way]] = []
    for place in places:
        ways: dict[Phase, Way] = {}
        for phase, score in reached.items():
            _go_on(ways, place.roles, grammar[phase], (score, phase, False))
        left = max(reached, key=lambda phase: reached[phase] + LEAVE[phase], default="")
        score = reached[left] + LEAVE[left] if left else 0.0
        _go_on(ways, place.starts if left else place.roles, grammar["before"], (score, left, True))
        reached = {phase: way[0] for phase, way in ways.items()}
        trail.append(ways)
    return _traced(reached, trail)


def _go_on(
    ways: dict[Phase, Way], roles: Mapping[Role, float], steps: Mapping[Role, tuple[Phase, float]], at: At
) -> None:
    """Enter the ways on from one phase into the best ways to each."""
    score, phase, starts = at
    for role, own in roles.items():
        if role in steps:
            after, usual = steps[role]
            total = score + usual + own
            if after not in ways or total > ways[after][0]:
                ways[after] = (total, phase, role, starts)


def _traced(reached: Mapping[Phase, float], trail: Sequence[Mapping[Phase, Way]]) -> tuple[float, list[Step]]:
    """The score of the best path, and its steps, from the last place back to the first."""
    if not reached:
        return 0.0, []
    phase = max(reached, key=lambda phase: reached[phase] + LEAVE[phase])
    score, steps = reached[phase] + LEAVE[phase], []
    for ways in reversed(trail):
        _, phase, role, starts = ways[phase]
        steps.append(Step(role, starts))
    return score, steps[::-1]
