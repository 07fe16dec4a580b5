"""Figures: a number, its unit, what it measures and whose it is."""

from articles.recognise.figures.facts import figure_facts

__all__ = ["figure_facts"]
