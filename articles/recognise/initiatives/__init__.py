"""Initiatives: what a hospital does under a name of its own, or as a practice that many share."""

from articles.recognise.initiatives.facts import initiative_facts

__all__ = ["initiative_facts"]
