"""A ledger of rows: whoever writes through it can say afterwards what each row was before and is now."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Field, Model, ProtectedError

from articles.ledger.batch import Batch
from articles.models import Article, Decision, FigureCheck, LikelyReprint, SearchDocument, SearchName, TextMark

Values = dict[str, Any]
LABEL_LENGTH = 200
INDEX = (SearchDocument, SearchName, FigureCheck, TextMark, LikelyReprint)
"""Rows that follow from others and are never remembered."""


@dataclass(slots=True)
class Row:
    """A row that was touched, with its values before the first touch and after the last.

    `before` is None for a row that was made, `after` for one that went. Of one that goes, what it is and whose part is
    noted (`gone`) while it can still be asked.
    """

    record: Model
    before: Values | None
    after: Values | None
    gone: tuple[str, int | None] | None = None

    @property
    def label(self) -> str:
        """What the row is, in words."""
        return self.gone[0] if self.gone else str(self.record)[:LABEL_LENGTH]

    @property
    def article(self) -> int | None:
        """Key of the article that the row is, or is a part of."""
        return self.gone[1] if self.gone else article_key(self.record)

    @property
    def articles(self) -> set[int]:
        """Keys of the articles that the row belongs to, or belonged to before it was moved."""
        return {self.article, (self.before or {}).get("article_id")} - {None}

    def difference(self) -> "Row | None":
        """The row with only the values that differ; None where none do."""
        before, after = self.before, self.after
        if before is not None and after is not None:
            before, after = difference(before, after)
        if not before and not after:
            return None
        return Row(self.record, before, after, self.gone)


class Ledger:
    """The rows that one act touches, each once, however often it is written. Use it inside one transaction.

    With a `batch`, new rows are not stored at once: they wait there, with those of other acts.
    """

    def __init__(self, batch: Batch | None = None) -> None:
        self._batch = batch
        self._rows: dict[tuple[type[Model], int], Row] = {}
        self._waiting: dict[type[Model], list[Model]] = defaultdict(list)

    def add(self, record: Model, **clock: Any) -> Model:
        """Store a new row. `clock` are times that the row had before, and that storing would set to now."""
        self.add_all([record])
        if clock:
            type(record)._base_manager.filter(pk=record.pk).update(**clock)
            vars(record).update(clock)
            self._rows[type(record), record.pk].after = values(record)
        return record

    def add_all(self, records: Iterable[Model]) -> None:
        """Store new rows of one model at once."""
        records = list(records)
        if self._batch is not None:
            self._batch.add(records)
        elif records:
            type(records[0])._default_manager.bulk_create(records)
        for record in records:
            self._rows[type(record), record.pk] = Row(record, None, values(record))

    def add_later(self, records: Iterable[Model]) -> None:
        """Store new rows to which no other refers, with all others of their model, before anybody asks what changed."""
        if self._batch is not None:
            return self.add_all(records)
        for record in records:
            self._waiting[type(record)].append(record)
        return None

    def touch(self, record: Model) -> Row:
        """Take down what a row says, unless it was taken down before."""
        key = type(record), record.pk
        if key not in self._rows:
            before = values(record)
            self._rows[key] = Row(record, before, dict(before))
        return self._rows[key]

    def write(self, record: Model, **fields: Any) -> bool:
        """Write those of `fields`, and no other, that differ from what `record` says. Returns whether any did."""
        row = self.touch(record)
        new = {name: value for name, value in fields.items() if getattr(record, name) != value}
        for name, value in new.items():
            setattr(record, name, value)
        if new:
            if not self._waits(record):
                record.save(update_fields=new)
            row.after |= {field.attname: _prepared(record, field) for field in map(record._meta.get_field, new)}
        return bool(new)

    def write_all(self, records: Iterable[Model], **fields: Any) -> None:
        """Write the same values to rows of one model that all say something else, in one statement."""
        records = list(records)
        for record in records:
            row = self.touch(record)
            for name, value in fields.items():
                setattr(record, name, value)
            row.after |= {field.attname: _prepared(record, field) for field in map(record._meta.get_field, fields)}
        if stored := [record.pk for record in records if not self._waits(record)]:
            type(records[0])._base_manager.filter(pk__in=stored).update(**fields)

    def edited(self, record: Model, before: Values) -> None:
        """Take down a row that the caller has written, with its values before."""
        row = self._rows.setdefault((type(record), record.pk), Row(record, before, {}))
        row.after = values(record)

    def relate(self, record: Model, field: str, targets: Iterable[Model]) -> None:
        """Say which records a many-to-many field of `record` holds."""
        row, relation, targets = self.touch(record), getattr(record, field), list(targets)
        if self._waits(record):
            self._batch.relate(record, record._meta.get_field(field), targets)
        elif row.before is None and field not in row.after:
            relation.add(*targets)
        else:
            before = sorted(relation.values_list("pk", flat=True))
            if row.before is not None:
                row.before.setdefault(field, before)
            relation.set(targets)
        row.after[field] = sorted({target.pk for target in targets})

    def remove(self, records: Iterable[Model]) -> list[Model]:
        """Delete rows with everything that hangs on them, and return all that went.

        Raises `django.db.models.ProtectedError`, which names them, where other rows still need one.
        """
        if not (records := list(records)):
            return []
        collector = NestedObjects(using=router.db_for_write(type(records[0])))
        collector.collect(records)
        if collector.protected:
            raise ProtectedError("other records still need it", collector.protected)
        doomed = [instance for instances in collector.data.values() for instance in instances]
        for record in doomed:
            if not isinstance(record, INDEX):
                self._forget(record)
        self._let_go(collector, set(doomed))
        collector.delete()
        return doomed

    def take_back(self, records: Iterable[Model]) -> None:
        """Let new rows to which no other refers be as if this act had never made them."""
        waiting, stored = [], []
        for record in records:
            (waiting if self._waits(record) else stored).append(record)
        for record in waiting:
            self._batch.drop(record)
            del self._rows[type(record), record.pk]
        for record in stored:
            self.remove([record])

    def differences(self) -> list[Row]:
        """The rows that are not as they were, with the values that differ, in the order of the first touch."""
        while self._waiting:
            self.add_all(self._waiting.popitem()[1])
        rows = (row.difference() for row in self._rows.values())
        return [row for row in rows if row is not None]

    def _waits(self, record: Model) -> bool:
        return self._batch is not None and record in self._batch

    def _forget(self, record: Model) -> None:
        """Note that a row goes. Called while it still has its key, which deletion takes from it."""
        row = self.touch(record)
        self._rows[type(record), record.pk] = Row(_copy(record), row.before, None, (row.label, row.article))

    def _let_go(self, collector: NestedObjects, doomed: set[Model]) -> None:
        """Note the rows that stay and only lose their reference to one that goes."""
        for (field, value), groups in collector.field_updates.items():
            for record in {record for group in groups for record in group} - doomed:
                self.touch(record).after[field.attname] = value


def combined(rows: Iterable[Row]) -> list[Row]:
    """What several acts did to rows, one after the other, as if it were one act that touched each row once."""
    found: dict[tuple[type[Model], int], Row] = {}
    for row in rows:
        first = found.setdefault((type(row.record), row.record.pk), row)
        if first is not row:
            before = None if first.before is None else {**(row.before or {}), **first.before}
            after = None if row.after is None else {**(first.after or {}), **row.after}
            found[type(row.record), row.record.pk] = Row(row.record, before, after, row.gone)
    return list(found.values())


def values(record: Model) -> Values:
    """The stored fields of a record, by attribute name, without the clock and the count of its changes."""
    return {name: prepare(getattr(record, name)) for name, prepare in _preparations(type(record))}


@cache
def _preparations(model: type[Model]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    return tuple((field.attname, field.get_prep_value) for field in model._meta.concrete_fields if _counts(field))


def difference(before: Values, after: Values) -> tuple[Values, Values]:
    """Only the fields whose values differ, before and after."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def _counts(field: Field) -> bool:
    """Whether a field says something itself, rather than counting or timing the changes of the others."""
    return not getattr(field, "auto_now", False) and field.name != "revision"


def _prepared(record: Model, field: Field) -> Any:
    return field.get_prep_value(field.value_from_object(record))


def article_of(record: Model) -> Article | None:
    """The article that a record is, or is a part of. A decision is about an article, but no part of it."""
    if isinstance(record, Decision):
        return None
    owner = getattr(record, "passage", None) or record
    return owner if isinstance(owner, Article) else getattr(owner, "article", None)


def article_key(record: Model) -> int | None:
    """The key of the article that a record is, or is a part of."""
    if isinstance(record, Article):
        return record.pk
    if isinstance(record, Decision):
        return None
    return getattr(record if hasattr(record, "article_id") else getattr(record, "passage", None), "article_id", None)


def _copy(record: Model) -> Model:
    """The record with its key, which `record` itself loses when it is deleted."""
    return type(record)(**{field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields})
