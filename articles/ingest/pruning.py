"""Removing authority records that only an earlier reading had needed."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

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


def unreferenced(records: Iterable[Authority], rows: Iterable[Row]) -> list[Authority]:
    """Those of the records that no claim among `rows` leads to; what else may need them, `prune` asks."""
    named = {
        (field.related_model, getattr(row.record, field.attname))
        for row in rows
        if isinstance(row.record, Claim)
        for field in _targets(type(row.record))
    }
    return [record for record in records if (type(record), record.pk) not in named]


def hospitals_last(records: Iterable[Authority]) -> list[Authority]:
    return sorted(records, key=lambda record: record._meta.model_name == "hospital")


def prune(records: Iterable[Authority], ledger: Ledger) -> None:
    """Delete the records that nothing needs any more and that no person ever touched."""
    for record in records:
        if not is_needed(record) and not is_touched(record):
            ledger.remove([record])


def _targets(claim: type[Claim]):
    return [field for field in claim._meta.fields if field.many_to_one and issubclass(field.related_model, Authority)]


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
