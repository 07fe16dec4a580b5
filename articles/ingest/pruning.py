"""Removing authority records that only an earlier reading had needed."""

from collections import defaultdict
from collections.abc import Iterable

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


def hospitals_last(records: Iterable[Authority]) -> list[Authority]:
    return sorted(records, key=lambda record: record._meta.model_name == "hospital")


def prune(records: Iterable[Authority], ledger: Ledger) -> None:
    """Delete the records that nothing needs any more and that no person ever touched."""
    for record in records:
        if not _is_needed(record) and not _is_touched(record):
            ledger.remove([record])


def _targets(claim: type[Claim]):
    return [field for field in claim._meta.fields if field.many_to_one and issubclass(field.related_model, Authority)]


def _is_touched(record: Authority) -> bool:
    return Change.objects.of(record).standing().filter(object_pk=record.pk).exists()


def _is_needed(record: Authority) -> bool:
    relations = [relation for relation in record._meta.related_objects if relation.related_model is not HospitalName]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: record}).exists()
        for relation in relations
    )
