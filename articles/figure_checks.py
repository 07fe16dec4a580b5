"""Keeping what the figures of articles say about each other: the only writer of figure checks.

Whoever changes figures, or the passages that they stand in, calls `refresh_checks` in the same transaction.
"""

import hashlib
from collections.abc import Collection, Iterable
from itertools import groupby

from articles.measures import table_labels
from articles.models import Figure, FigureCheck, Passage
from articles.recognise import types
from articles.recognise.figures import figure_checks
from articles.recognise.reading import Block
from articles.visibility import LIVE

STORED = ("kind", "agrees", "figures", "label", "stated", "computed", "terms")


def refresh_checks(articles: Iterable[int]) -> None:
    """Compute again what the standing figures of these articles (keys) say about each other."""
    if keys := set(articles):
        checks = standing_checks(keys)
        FigureCheck.objects.filter(article__in=keys).exclude(pk__in=[check.pk for check in checks]).delete()
        FigureCheck.objects.bulk_create(checks, update_conflicts=True, unique_fields=["id"], update_fields=STORED)


def add_checks(figures: Iterable[Figure]) -> None:
    """Store what figures say about each other of articles that are new: `figures` are all that they have, as stored."""
    FigureCheck.objects.bulk_create(_checks_of_all(figures))


def standing_checks(articles: Collection[int]) -> list[FigureCheck]:
    """The checks that follow from the standing figures of these articles (keys), not yet stored."""
    figures = Figure.objects.filter(passage__article__in=articles).select_related("passage", "hospital")
    in_order = figures.order_by("passage__article", "passage__order", "start", "pk")
    # Not asked for by status: SQLite would go through all figures of that status instead of those of the articles.
    return _checks_of_all(in_order)


def _checks_of_all(figures: Iterable[Figure]) -> list[FigureCheck]:
    """The checks of all articles. `figures` are in the order of articles and reading, with passages and hospitals."""
    standing = (figure for figure in figures if figure.status in LIVE and not figure.is_adrift)
    by_article = groupby(standing, key=lambda figure: figure.passage.article_id)
    return [check for article, found in by_article for check in checks_of(article, list(found))]


def checks_of(article: int, figures: list[Figure]) -> Iterable[FigureCheck]:
    """The checks of one article, not yet stored. `figures` are in reading order, with their passages and hospitals."""
    blocks = [as_block(passage) for passage in {figure.passage_id: figure.passage for figure in figures}.values()]
    for check in figure_checks([as_fact(figure) for figure in figures], blocks):
        keys = [figures[index].pk for index in check.figures]
        yield FigureCheck(
            id=stable_key(check.kind, keys),
            article_id=article,
            kind=check.kind,
            agrees=check.agrees,
            figures=keys,
            label=check.label,
            stated=check.stated,
            computed=check.computed,
            terms=[list(term) for term in check.terms],
        )


def as_block(passage: Passage) -> Block:
    """A passage as the recogniser sees it, under its own key."""
    return Block(passage.article_id, "body", passage.pk, passage.kind, passage.text)


def as_fact(figure: Figure) -> types.FigureFact:
    """A stored figure as the recogniser's value. Hospitals that were merged are one."""
    return types.FigureFact(
        measure=figure.measure,
        value=float(figure.value),
        unit=figure.unit,
        evidence=evidence_of(figure),
        hospital=str(figure.hospital.current().pk) if figure.hospital else "",
        label=figure.label or table_labels().get(figure.measure, ""),
        value_to=None if figure.value_to is None else float(figure.value_to),
        approximate=figure.approximate,
        as_of=figure.as_of,
        superseded=figure.superseded,
    )


def evidence_of(figure: Figure) -> types.Evidence:
    place = figure.passage.article_id, "body", figure.passage_id
    return types.Evidence(*place, figure.start, figure.end, figure.quote, figure.rule, figure.confidence)


def stable_key(kind: str, figures: list[int]) -> int:
    """A key of 63 bits that the same check always has."""
    digest = hashlib.sha256(f"{kind} {figures}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 1
