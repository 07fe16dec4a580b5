"""How an act of a person is recorded: one decision, its changes, the revision of its articles, and the search index."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from articles.ledger import Ledger, Row, article_of, count_revisions
from articles.models import Article, Change, Decision
from articles.search.changes import index_changes


class RefusedError(ValueError):
    """An act is not possible as things stand; as text, the sentence for the person who tried it. Nothing is written."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def decide(
    kind: str, by: AbstractBaseUser, ledger: Ledger, *, note: str = "", undoes: Decision | None = None
) -> Decision | None:
    """Record what the ledger says as one decision, and bring the index up to date. None where nothing changed."""
    rows = ledger.differences()
    if not rows:
        return None
    count_revisions(rows)
    articles = {article for row in rows for article in row.articles}
    gone = {row.article for row in rows if row.after is None and isinstance(row.record, Article)}
    article = next(iter(articles)) if len(articles) == 1 and not gone else None
    decision = Decision.objects.create(kind=kind, by=by, article_id=article, note=note, undoes=undoes)
    Change.objects.bulk_create(_change(decision, row) for row in rows)
    index_changes(rows)
    return decision


@transaction.atomic
def hold(record: Model) -> None:
    """Let nobody else write a record, or the article that it is a part of, until the present transaction ends."""
    for held in dict.fromkeys([each for each in (article_of(record), record) if each is not None]):
        type(held)._base_manager.select_for_update().filter(pk=held.pk).order_by("pk").values_list("pk").first()


def stored(records: Iterable[Model]) -> QuerySet:
    """Records of one model as they are stored by now; nobody else writes them until the transaction ends."""
    records = list(records)
    keys = [record.pk for record in records]
    return type(records[0])._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")


def as_stored(record: Model) -> Model:
    """The record as it is stored by now; nobody else writes it, or its article, until the transaction ends.

    Raises `RefusedError` where somebody deleted it.
    """
    hold(record)
    found = type(record)._base_manager.filter(pk=record.pk).first()
    if found is None:
        raise RefusedError(_("Somebody deleted this meanwhile: %(record)s") % {"record": record})
    return found


def _change(decision: Decision, row: Row) -> Change:
    record = row.record
    return Change(
        decision=decision,
        model=record._meta.model_name,
        object_pk=record.pk,
        label=row.label,
        before=row.before,
        after=row.after,
    )
