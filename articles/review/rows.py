"""Rows as forms show them: added, edited, arranged, deleted."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from articles.ledger import Ledger, place, values
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
