"""Taking back what an act did to rows, as long as nothing since stands on it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, router, transaction
from django.db.models import F, Field, Model

from articles.ledger.rows import INDEX, Ledger, Values
from articles.models import RowChange

PARKED = 1_000_000
"""Added to the places of rows while they exchange them: no two may hold one place, not even between two writes."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row that cannot be taken back. `others` are rows that need it; without any, it was changed or deleted since, or
    another row has its place by now.
    """

    change: RowChange
    others: tuple[Model, ...] = ()


def revert(changes: Iterable[RowChange], ledger: Ledger) -> list[Obstacle]:
    """Bring rows back to what they were before `changes`, writing through `ledger`. Returns what could not be.

    What the act removed comes back, what it edited is edited back, what it made goes, the last first. A row that does
    not say any more what the act made it say is left as it is. The caller decides, by rolling back or not, whether a
    part is better than nothing.
    """
    changes = list(changes)
    stored = {change: _stored(change) for change in changes}
    removed = [change for change in changes if change.after is None]
    kept = [change for change in changes if change.after is not None]
    fitting = {change: record for change in kept if (record := stored[change]) and _says(record, change.after)}
    _park(fitting.values(), ledger)
    steps = [partial(_edit_back, change, record, ledger) for change, record in fitting.items() if change.before]
    steps += [partial(_unmake, change, fitting[change], ledger) for change in reversed(fitting) if not change.before]
    obstacles = [Obstacle(change) for change in kept if change not in fitting and (change.before or stored[change])]
    obstacles += _bring_all_back(removed, ledger)
    obstacles += [obstacle for step in steps if (obstacle := _attempt(step))]
    _settle(fitting.values(), ledger)
    return obstacles


def model_of(change: RowChange) -> type[Model]:
    """The model of the row that changed."""
    return apps.get_model("articles", change.model)


def _attempt(step: Callable[[], Obstacle | None]) -> Obstacle | None:
    """Do one step; where the database refuses it, leave everything as it was before the step."""
    try:
        with transaction.atomic():
            return step()
    except IntegrityError:
        return Obstacle(step.args[0])


def _stored(change: RowChange) -> Model | None:
    return model_of(change)._base_manager.select_for_update().filter(pk=change.object_pk).order_by("pk").first()


def _says(record: Model, values: Values) -> bool:
    """Whether the row still says `values`, which are as a change holds them."""
    return all(_same(record, record._meta.get_field(name), value) for name, value in values.items())


def _same(record: Model, field: Field, value: Any) -> bool:
    if field.many_to_many:
        return sorted(getattr(record, field.name).values_list("pk", flat=True)) == value
    present = field.get_prep_value(field.value_from_object(record))
    return field.to_python(value) == present or json.loads(json.dumps(present, cls=DjangoJSONEncoder)) == value


def _place_in(record: Model) -> str | None:
    """The field that says among whose rows this one has a place of its own; None where places may be shared."""
    rules = (getattr(rule, "fields", ()) for rule in record._meta.constraints)
    return next((name for fields in rules if "order" in fields for name in fields if name != "order"), None)


def _park(records: Iterable[Model], ledger: Ledger) -> None:
    for record in filter(_place_in, records):
        ledger.touch(record)
        type(record)._base_manager.filter(pk=record.pk).update(order=F("order") + PARKED)
        record.order += PARKED


def _settle(records: Iterable[Model], ledger: Ledger) -> None:
    """Give rows that are still parked their place back, or where another has it, the first that is free after it."""
    for record in filter(_place_in, records):
        if record.pk is None:
            continue
        owner = f"{_place_in(record)}_id"
        siblings = type(record)._base_manager.filter(**{owner: getattr(record, owner)})
        if place := siblings.filter(pk=record.pk, order__gte=PARKED).values_list("order").first():
            taken = set(siblings.values_list("order", flat=True))
            record.order = place[0]
            ledger.write(record, order=next(free for free in count(record.order - PARKED) if free not in taken))


def _bring_all_back(removed: list[RowChange], ledger: Ledger) -> list[Obstacle]:
    """Bring rows back that refer to each other: again and again, as long as that helps another one."""
    while removed:
        refused = [obstacle for change in removed if (obstacle := _attempt(partial(_bring_back, change, ledger)))]
        if len(refused) == len(removed):
            return refused
        removed = [obstacle.change for obstacle in refused]
    return []


def _bring_back(change: RowChange, ledger: Ledger) -> Obstacle | None:
    model, before = model_of(change), _read(change)
    if _stored(change) or not _targets_exist(before):
        return Obstacle(change)
    clock = {field.attname: value for field, value in before.items() if getattr(field, "auto_now_add", False)}
    ledger.add(model(**{field.attname: value for field, value in before.items()}), **clock)
    return None


def _edit_back(change: RowChange, record: Model, ledger: Ledger) -> Obstacle | None:
    before = _read(change)
    if not _targets_exist(before):
        return Obstacle(change)
    plain = {field.attname: value for field, value in before.items() if not field.many_to_many}
    if _place_in(record):
        plain.setdefault("order", record.order - PARKED)
    ledger.write(record, **plain)
    for field, keys in before.items():
        if field.many_to_many:
            ledger.relate(record, field.name, field.related_model._base_manager.filter(pk__in=keys))
    return None


def _unmake(change: RowChange, record: Model, ledger: Ledger) -> Obstacle | None:
    collector = NestedObjects(using=router.db_for_write(type(record)))
    collector.collect([record])
    hanging = {each for instances in collector.data.values() for each in instances} | set(collector.protected)
    others = tuple(each for each in hanging if each != record and _counts(each))
    if others:
        return Obstacle(change, others)
    ledger.remove([record])
    return None


def _counts(record: Model) -> bool:
    """Whether a row says something of its own: no entry of the index, no link between two others."""
    return not isinstance(record, INDEX) and not record._meta.auto_created


def _read(change: RowChange) -> dict[Field, Any]:
    """What the row said before, field by field."""
    fields = {model_of(change)._meta.get_field(name): value for name, value in change.before.items()}
    return {field: value if field.many_to_many else field.to_python(value) for field, value in fields.items()}


def _targets_exist(before: dict[Field, Any]) -> bool:
    """Whether every row that is referred to is there: the database would notice only at the end of the transaction."""
    references = [(field, key) for field, key in before.items() if field.remote_field and not field.many_to_many]
    return all(key is None or field.related_model._base_manager.filter(pk=key).exists() for field, key in references)
