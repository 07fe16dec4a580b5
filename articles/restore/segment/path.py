"""The best path through a page: which part of which article each passage is.

A page is read like a sentence with a grammar: an article has its title before its text, or after it, or after it with a
lead; then the next article begins. `STEPS` is that grammar. Every passage may play some roles, each with a score; every
place may be the start of an article, with a score. The path with the highest sum wins, so that titles, leads and
boundaries are decided together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Phase = str
Role = str


STEPS: dict[Phase, dict[Role, tuple[Phase, float]]] = {
    "before": {
        "early_caption": ("before", 1.4),
        "credit": ("before", -0.4),
        "imprint": ("before", -1.0),
        "kicker": ("kicker", -0.8),
        "title": ("head", -1.6),
        "column_name": ("before", 0.0),
        "heading": ("untitled", -3.2),
        "opening": ("untitled", -3.2),
        "story": ("untitled", 0.2),
        "came_from": ("before", 2.4),
        "byline": ("before", -1.0),
        "subtitle": ("before", -3.0),
        "signature": ("before", -5.0),
        "goes_on": ("before", -5.0),
    },
    "kicker": {
        "early_caption": ("kicker", -1.0),
        "credit": ("kicker", 0.0),
        "imprint": ("kicker", 0.0),
        "came_from": ("kicker", 4.0),
        "kicker": ("kicker", -1.6),
        "title": ("head", 0.4),
    },
    "head": {
        "early_caption": ("head", -1.6),
        "credit": ("head", -3.2),
        "imprint": ("head", -0.4),
        "subtitle": ("head", 1.0),
        "byline": ("head", 1.8),
        "signature": ("head", -1.0),
        "came_from": ("head", 9.8),
        "heading": ("titled", -3.0),
        "text": ("titled", 3.6),
        "story": ("titled", 4.6),
    },
    "titled": {
        "caption": ("titled", 1.8),
        "credit": ("titled", 2.8),
        "imprint": ("titled", 1.6),
        "column_name": ("titled", 0.4),
        "heading": ("titled", 1.8),
        "text": ("titled", 1.4),
        "story": ("titled", -8.2),
        "subtitle": ("titled", -6.4),
        "came_from": ("titled", -7.0),
        "byline": ("signed", -1.8),
        "signature": ("signed", 1.0),
        "goes_on": ("signed", 1.0),
    },
    "signed": {
        "caption": ("signed", 1.4),
        "credit": ("signed", 1.8),
        "imprint": ("signed", 0.4),
        "byline": ("signed", 0.0),
        "signature": ("signed", -0.6),
        "goes_on": ("signed", -0.2),
        "heading": ("titled", -3.4),
        "text": ("titled", -7.6),
    },
    "untitled": {
        "caption": ("untitled", -1.8),
        "credit": ("untitled", -1.0),
        "imprint": ("untitled", -2.8),
        "column_name": ("untitled", 0.0),
        "heading": ("untitled", 0.8),
        "text": ("untitled", 1.2),
        "story": ("untitled", -5.8),
        "came_from": ("untitled", -4.4),
        "byline": ("unsigned", 0.4),
        "signature": ("unsigned", 2.6),
        "goes_on": ("unsigned", 1.0),
        "kicker": ("late kicker", 0.2),
        "late_title": ("late head", -1.0),
    },
    "unsigned": {
        "caption": ("unsigned", -3.4),
        "credit": ("unsigned", 0.0),
        "imprint": ("unsigned", -0.2),
        "byline": ("unsigned", 0.0),
        "signature": ("unsigned", 0.6),
        "goes_on": ("unsigned", 0.2),
        "kicker": ("late kicker", 3.0),
        "late_title": ("late head", 1.6),
        "heading": ("untitled", -4.6),
        "text": ("untitled", -4.6),
    },
    "late kicker": {
        "kicker": ("late kicker", -1.8),
        "late_title": ("late head", 1.8),
    },
    "late head": {
        "caption": ("late head", 3.0),
        "credit": ("late head", 1.6),
        "imprint": ("late head", 1.2),
        "subtitle": ("late head", 2.4),
        "byline": ("late head", 1.4),
        "signature": ("late head", 0.0),
        "heading": ("titled", -3.4),
        "lead": ("box", 1.8),
    },
    "box": {
        "caption": ("box", 4.8),
        "credit": ("box", -0.4),
        "imprint": ("box", 0.8),
        "lead": ("box", -0.4),
        "heading": ("titled", -0.8),
        "byline": ("box", -1.4),
        "signature": ("box", -1.8),
    },
}
"""From which phase of an article a role leads to which, and how usual that is. What is not there is impossible."""

LEAVE: dict[Phase, float] = {
    "before": -5.4,
    "kicker": -6.2,
    "head": -9.0,
    "titled": -0.4,
    "signed": 3.8,
    "untitled": -4.8,
    "unsigned": -0.8,
    "late kicker": -3.6,
    "late head": 2.4,
    "box": 1.6,
}
"""How usual it is that an article ends in a phase."""

STYLES: dict[str, dict[Role, float]] = {
    "titles first": {"title": 0.6, "late_title": -0.2, "opening": -4.8},
    "titles last": {"title": -2.0, "late_title": 3.0, "opening": -0.8},
}
"""What the habit of a page adds: most pages print all their titles before the text, or all after it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the path may do at one passage: the score of each role, and that of an article that starts here."""

    roles: Mapping[Role, float]
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """What the best path does at one place."""

    role: Role
    starts: bool


def best_path(places: Sequence[Place]) -> list[Step]:
    """The best path through the places, in the style that suits them best."""
    return max((_path(places, style) for style in STYLES.values()), key=lambda found: found[0])[1]


def _path(places: Sequence[Place], style: Mapping[Role, float]) -> tuple[float, list[Step]]:
    """The best path in one style, and its score. (Viterbi: the best way to each phase, place by place.)"""
    reached: dict[Phase, float] = {}
    trail: list[dict[Phase, tuple[Phase, Step]]] = []
    for place in places:
        ways: dict[Phase, tuple[float, Phase, Step]] = {}
        for score, phase, role, starts in _ways_on(place, reached):
            after, usual = STEPS[phase if not starts else "before"][role]
            total = score + usual + place.roles[role] + style.get(role, 0.0)
            if after not in ways or total > ways[after][0]:
                ways[after] = (total, phase, Step(role, starts))
        reached = {phase: total for phase, (total, _, _) in ways.items()}
        trail.append({phase: (before, step) for phase, (_, before, step) in ways.items()})
    return _traced(reached, trail)


def _ways_on(place: Place, reached: Mapping[Phase, float]) -> Iterator[tuple[float, Phase, Role, bool]]:
    """The ways on from each phase, and from the best phase to leave: `(score, phase, role, whether one starts)`."""
    for phase, score in reached.items():
        for role in place.roles:
            if role in STEPS[phase]:
                yield score, phase, role, False
    left = max(reached, key=lambda phase: reached[phase] + LEAVE[phase], default="")
    score = reached[left] + LEAVE[left] + place.start if left else 0.0
    for role in place.roles:
        if role in STEPS["before"]:
            yield score, left, role, True


def _traced(
    reached: Mapping[Phase, float], trail: Sequence[Mapping[Phase, tuple[Phase, Step]]]
) -> tuple[float, list[Step]]:
    """The score of the best path, and its steps, from the last place back to the first."""
    if not reached:
        return 0.0, []
    phase = max(reached, key=lambda phase: reached[phase] + LEAVE[phase])
    score, steps = reached[phase] + LEAVE[phase], []
    for ways in reversed(trail):
        phase, step = ways[phase]
        steps.append(step)
    return score, steps[::-1]
