"""Removing authority records that only an earlier reading had needed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from django.db.models import Field, Model, Q

from articles.ledger import Ledger, Row
from articles.models import Change, Claim, HospitalName
from articles.models.identity import Authority


def left_behind(rows: Iterable[Row]) -> list[Authority]:
    """The authority records that claims led to before these changes; hospitals last, because others stand on them."""
    keys: dict[type[Authority], set[int]] = defaultdict(set)
    for row in rows:
        if isinstance(row.record, Claim) and row.before:
            for field in _targets(type(row.record)):
                keys[field.related_model].add(row.before.get(field.attname))
    records = [record for model, pks in keys.items() for record in model.objects.filter(pk__in=pks - {None})]
    return hospitals_last(records)


def needless(made: Iterable[Authority], rows: Iterable[Row]) -> Iterator[Authority]:
    """Those of the records that an act made to which nothing leads, each before what it leads to itself.

    `rows` are all that the act did: nothing else can lead to what is new.
    """
    left = {(type(record), record.pk): record for record in made}
    leading = [row.record for row in rows if row.after and not isinstance(row.record, HospitalName)]
    while left:
        named = {target for record in leading for target in _led_to(record)}
        if not (idle := [record for key, record in left.items() if key not in named]):
            return
        yield from idle
        leading = [record for record in leading if record not in idle]
        for record in idle:
            del left[type(record), record.pk]


def names_of(records: Collection[Authority], rows: Iterable[Row]) -> list[HospitalName]:
    """The new further names of these records."""
    return [row.record for row in rows if isinstance(row.record, HospitalName) and row.record.hospital in records]


def hospitals_last(records: Iterable[Authority]) -> list[Authority]:
    return sorted(records, key=lambda record: record._meta.model_name == "hospital")


def prune(records: Iterable[Authority], ledger: Ledger) -> None:
    """Delete the records that nothing needs any more and that no person ever touched."""
    for record in records:
        if not is_needed(record) and not is_touched(record):
            ledger.remove([record])


@cache
def _targets(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a model that lead to authority records."""
    relations = (field for field in model._meta.fields if field.many_to_one)
    return tuple(field for field in relations if issubclass(field.related_model, Authority))


def _led_to(record: Model) -> Iterator[tuple[type[Model], int]]:
    return ((field.related_model, getattr(record, field.attname)) for field in _targets(type(record)))


def is_touched(record: Authority) -> bool:
    """Whether a person ever wrote in the record, or took away or changed what led to it, which can be undone."""
    written = Q(model=record._meta.model_name, object_pk=record.pk)
    for relation in record._meta.related_objects:
        if not relation.many_to_many:
            model, name = relation.related_model._meta.model_name, relation.field.attname
            written |= Q(model=model, **{f"before__{name}": record.pk})
    return Change.objects.standing().filter(written).exists()


def is_needed(record: Authority) -> bool:
    """Whether any other row, except a name of it, refers to the record."""
    relations = [relation for relation in record._meta.related_objects if relation.related_model is not HospitalName]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: record}).exists()
        for relation in relations
    )
