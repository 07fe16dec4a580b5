"""Rows that each have a place of their own among those of one article."""

from itertools import count, islice

from django.db.models import Model

from articles.ledger.rows import Ledger


def place(rows: list[Model], places: list[int], ledger: Ledger) -> None:
    """Give rows of one article these places.

    No two rows may hold one place, not even between two writes: each goes by way of a place that nobody wants.
    """
    moved = [(row, place) for row, place in zip(rows, places, strict=True) if row.order != place]
    if not moved:
        return
    siblings = type(moved[0][0])._default_manager.filter(article=moved[0][0].article_id)
    taken = {*siblings.values_list("order", flat=True), *places}
    free = islice((place for place in count() if place not in taken), len(moved))
    for (row, _), parking in zip(moved, free, strict=True):
        ledger.write(row, order=parking)
    for row, place in moved:
        ledger.write(row, order=place)
