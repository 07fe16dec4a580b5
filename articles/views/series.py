"""Figures of a hospital over time: those of one measure together, the latest first, with a line through the years."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.measures import measure_label
from articles.models import Figure
from articles.views.facts import figure_rank

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""The line, in units of its own."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one measure, the latest first; those of unknown year last."""

    label: str
    figures: list[Figure]

    @property
    def line(self) -> list[tuple[float, float]]:
        """Points to draw through the years; none where they are fewer than two years."""
        values = {figure.year: float(figure.value) for figure in reversed(self.figures) if figure.year}
        if len(values) < 2:
            return []
        years, heights = Scale(values, WIDTH), Scale(values.values(), HEIGHT)
        return [(years.at(year), HEIGHT - heights.at(values[year])) for year in sorted(values)]


class Scale:
    """Places on a length of paper for values of a range; in its middle where the range is a point."""

    def __init__(self, values: Iterable[float], length: int) -> None:
        values = list(values)
        self.low, self.span, self.length = min(values), max(values) - min(values), length

    def at(self, value: float) -> float:
        share = (value - self.low) / self.span if self.span else 0.5
        return round(MARGIN + share * (self.length - 2 * MARGIN), 1)


def year_of(figure: Figure) -> int | None:
    """The year that the text gives for the figure, else that of the issue; None where neither is known."""
    if printed := YEAR.search(figure.as_of):
        return int(printed[0])
    issued = figure.passage.article.page.issue_date
    return issued.year if issued else None


def series_of(figures: Iterable[Figure]) -> list[Series]:
    """Figures by what they measure: Party building first, and there the core measures in their order."""
    figures = sorted(figures, key=lambda figure: (figure_rank(figure), what(figure)))
    for figure in figures:
        figure.year = year_of(figure)
    return [
        Series(measure_label(*key[:2]), sorted(same, key=lambda one: (one.superseded, -(one.year or 0))))
        for key, same in groupby(figures, key=what)
    ]


def what(figure: Figure) -> tuple[str, str, str]:
    """Measure, its printed name and unit: what makes two figures values of one series."""
    return figure.measure, figure.label if figure.measure == "other" else "", figure.unit
