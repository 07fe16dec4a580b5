"""Figures: a number, its unit, what it measures and whose it is; and what figures say about each other."""

from articles.recognise.figures.checks import figure_checks
from articles.recognise.figures.facts import figure_facts

__all__ = ["figure_checks", "figure_facts"]
