"""Rows as forms show them: added, edited, arranged, deleted."""

from collections.abc import Iterable
from itertools import count, islice

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from articles.ledger import Ledger, values
from articles.models import Article, Decision
from articles.review.record import decide, stored
from articles.review.texts import carry_head_to_passages


@transaction.atomic
def save(record: Model, *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Store a new record, or of an edited one the fields that differ from what is stored."""
    ledger = Ledger()
    if record._state.adding:
        ledger.add(record)
        return decide(Decision.Kind.ADD, by, ledger, note=note)
    before = values(stored([record]).get())
    edited = [name for name, value in values(record).items() if value != before[name]]
    if not edited:
        return None
    record.save(update_fields=edited)
    ledger.edited(record, before)
    if isinstance(record, Article):
        carry_head_to_passages(record, edited, ledger)
    return decide(Decision.Kind.EDIT, by, ledger, note=note)


@transaction.atomic
def arrange(rows: Iterable[Model], *, by: AbstractBaseUser) -> Decision | None:
    """Put rows of one article where their `order` says; they may exchange places. Nothing else of them is stored."""
    wanted = {row.pk: row for row in rows}
    moved = [row for row in stored(wanted.values()) if row.order != wanted[row.pk].order] if wanted else []
    if not moved:
        return None
    ledger = Ledger()
    place(moved, [wanted[row.pk].order for row in moved], ledger)
    return decide(Decision.Kind.EDIT, by, ledger)


@transaction.atomic
def set_related(record: Model, field: str, targets: Iterable[Model], *, by: AbstractBaseUser) -> Decision | None:
    """Say which records a many-to-many field of `record` holds."""
    ledger = Ledger()
    ledger.relate(record, field, targets)
    return decide(Decision.Kind.EDIT, by, ledger)


@transaction.atomic
def delete(records: Iterable[Model], *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Delete records with everything that hangs on them.

    Raises `django.db.models.ProtectedError`, which names them, where other records still need one.
    """
    ledger = Ledger()
    ledger.remove(records)
    return decide(Decision.Kind.DELETE, by, ledger, note=note)


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
