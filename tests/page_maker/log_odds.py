"""Fit the weights of signs as log odds: of some candidates, each with its signs, which is the right one, or none?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Signs = Mapping[str, float]
STEPS, STEP = 400, 0.08
LEAST = 0.1
"""Weight below which a sign is left out."""


@dataclass(frozen=True)
class Choice:
    """The signs of each candidate, the places of those that are right (none: nobody is), and how much it counts."""

    candidates: Sequence[Signs]
    right: frozenset[int]
    counts: float = 1.0


def fit(choices: Sequence[Choice], decay: float) -> dict[str, float]:
    """The weights that make the right candidates likeliest; `decay` pulls them to 0. (Multinomial logit, by Adam.)"""
    names = sorted({name for choice in choices for signs in choice.candidates for name in signs})
    tables = [_table(choice, names) for choice in choices]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    whole = sum(choice.counts for choice in choices)
    for step in range(1, STEPS + 1):
        slope = decay * weights
        for signs, right, counts in tables:
            odds = np.exp(signs @ weights - (signs @ weights).max())
            likely = odds / odds.sum()
            wanted = likely * right
            slope += counts / whole * (signs.T @ (likely - wanted / max(wanted.sum(), 1e-12)))
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def _table(choice: Choice, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray, float]:
    """A row for each candidate and a last one, without signs, for none; which rows are right."""
    column = {name: i for i, name in enumerate(names)}
    signs = np.zeros((len(choice.candidates) + 1, len(names)))
    for row, candidate in zip(signs, choice.candidates, strict=False):
        for name, value in candidate.items():
            row[column[name]] = value
    right = np.zeros(len(signs))
    right[list(choice.right) or [-1]] = 1.0
    return signs, right, choice.counts


def hits(choices: Sequence[Choice], weights: Mapping[str, float]) -> int:
    """In how many choices the weights find a right candidate, or rightly none."""
    return sum(_best(choice, weights) in (choice.right or {-1}) for choice in choices)


def _best(choice: Choice, weights: Mapping[str, float]) -> int:
    scores = [sum(value * weights[name] for name, value in signs.items()) for signs in choice.candidates]
    return int(np.argmax(scores)) if scores and max(scores) > 0 else -1


def write(weights: Mapping[str, float], module: str | None) -> None:
    """Put the weights, rounded, in place of `WEIGHTS` in the source of a module."""
    path = Path(str(module))
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = "".join(f'    "{name}": {round(value * 5) / 5:.1f},\n' for name, value in ranked if abs(value) >= LEAST)
    source = path.read_text(encoding="utf-8")
    table = re.compile(r"(?<=^WEIGHTS: Mapping\[str, float\] = \{\n).*?(?=^\})", re.MULTILINE | re.DOTALL)
    path.write_text(table.sub(rows, source), encoding="utf-8")
