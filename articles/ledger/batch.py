"""New rows that are stored together, with keys that they have before: what refers to them need not wait."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count

from django.db import connection
from django.db.models import ManyToManyField, Model

from articles.inserting import insert

SMALLEST_BLOCK = 16
"""Keys that are taken at once, at least."""


class Keys:
    """Keys that the database gives out. How many a batch took is remembered, so as to ask but once the next time."""

    def __init__(self) -> None:
        self._taken: Counter[type[Model]] = Counter()

    def of(self, model: type[Model]) -> Iterator[int]:
        """Keys of new rows of a model, ascending. Good until the present transaction ends."""
        size = max(SMALLEST_BLOCK, self._taken.pop(model, 0))
        for block in _blocks(model, size):
            for key in block:
                self._taken[model] += 1
                yield key


class Batch:
    """Rows that wait to be stored, and have their keys already."""

    def __init__(self, keys: Keys) -> None:
        self._source = keys
        self._keys: dict[type[Model], Iterator[int]] = {}
        self._rows: dict[type[Model], dict[int, Model]] = {}

    def __contains__(self, record: Model) -> bool:
        return record.pk in self._rows.get(type(record), ())

    def add(self, records: Iterable[Model]) -> None:
        for record in records:
            model = type(record)
            if model not in self._keys:
                self._keys[model], self._rows[model] = self._source.of(model), {}
            record.pk = next(self._keys[model])
            self._rows[model][record.pk] = record

    def relate(self, record: Model, field: ManyToManyField, targets: Iterable[Model]) -> None:
        """Let a waiting row refer to `targets`."""
        ours, theirs = field.m2m_column_name(), field.m2m_reverse_name()
        self.add(field.remote_field.through(**{ours: record.pk, theirs: target.pk}) for target in targets)

    def drop(self, record: Model) -> None:
        """Do not store a row after all."""
        del self._rows[type(record)][record.pk]

    def store(self) -> None:
        """Store everything that waits. In which order does not matter: references are looked at when all is done."""
        for model, rows in self._rows.items():
            insert(model, rows.values())
        self._rows.clear()
        self._keys.clear()


def _blocks(model: type[Model], size: int) -> Iterator[Iterable[int]]:
    """Keys from the counter of a table. In SQLite nobody else writes before the transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            yield count((cursor.fetchone()[0] or 0) + 1)
        while True:
            sequence = [model._meta.db_table, model._meta.pk.column, size]
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", sequence)
            yield [key for (key,) in cursor.fetchall()]
            size *= 2
