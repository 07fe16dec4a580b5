"""The whole database as values, to say that nothing changed."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import DateTimeField, Model

RUNS = {"ingestrun", "ingestoutcome", "runchange", "searchchange"}
"""Models of what was done and when, rather than of what came of it."""
KEYED = {"figurecheck", "textmark", "likelyreprint"}
"""Models that follow from others, in an order of their own."""
INDEXED = {"searchname", "searchsuggestion"}
"""Models that follow from others, of which the order says nothing."""
PASSING = {"id", "public_id", "run_id", "references", "is_record"}
"""Fields that say which row it is, or how it came."""
POINTERS = {"searchname": "kind", "searchsuggestion": "kind", "change": "model", "proposal": "model"}
"""Models whose `object_pk` is the key of a record, and the field that names the model of that."""


def snapshot(leave_out: Iterable[str] = ()) -> dict[str, list[dict]]:
    """Every row of the archive and of the accounts, by model name and in the order of keys."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("auth").get_models()]
    names = {model._meta.model_name: model for model in models}
    return {
        name: list(model._base_manager.order_by("pk").values())
        for name, model in names.items()
        if name not in leave_out
    }


def content() -> dict[str, list[dict]]:
    """What the archive says, whenever and in however many runs it was read: the same for two archives that agree.

    Keys become the rank of the row among those of its model; random ids, clocks, runs and how it came are left out.
    """
    models = {model._meta.model_name: model for model in apps.get_app_config("articles").get_models()}
    rows = {name: list(model._base_manager.order_by("pk").values()) for name, model in models.items()}
    ranks = {(name, row["id"]): rank for name, found in rows.items() for rank, row in enumerate(found)}
    said = {
        name: [plain(models[name], row, ranks) for row in found]
        for name, found in rows.items()
        if name not in RUNS | KEYED
    }
    return said | {name: sorted(said[name], key=str) for name in INDEXED}


def plain(model: type[Model], row: dict, ranks: dict) -> dict:
    """A row without keys and clocks."""
    name = model._meta.model_name
    relations = [field for field in (*model._meta.fields, *model._meta.many_to_many) if field.is_relation]
    keys = {field.name: field.related_model._meta.model_name for field in relations}
    clocks = {field.name for field in model._meta.fields if isinstance(field, DateTimeField)}
    kept = {
        field: value
        for field, value in row.items()
        if field not in {"id", "public_id", "run_id", "references", "is_record", *clocks}
    }
    for field, target in keys.items():
        if f"{field}_id" in kept:
            kept[f"{field}_id"] = ranks.get((target, kept[f"{field}_id"]))
    if name in POINTERS:
        kept["object_pk"] = ranks[row[POINTERS[name]], row["object_pk"]]
    if name == "proposal" and row["field"] == "parts":
        kept |= {side: parts_of(row[side], ranks) for side in ("machine_then", "person", "machine_now")}
    if machine := kept.get("machine_values"):
        kept["machine_values"] = {
            field: rank_of(keys.get(field.removesuffix("_id")), value, ranks) for field, value in machine.items()
        }
    return kept


def parts_of(parts: list[list[int]], ranks: dict) -> list[list[int | None]]:
    """The ranks of the passages of each part; None for one that is gone, whose key says nothing."""
    return [[ranks.get(("passage", key)) for key in part] for part in parts]


def rank_of(target: str | None, value: object, ranks: dict) -> object:
    """The rank of the record of the model `target` whose key is `value`, or those of a list; other values stay."""
    if isinstance(value, list):
        return [rank_of(target, each, ranks) for each in value]
    return ranks.get((target, value), value) if target and isinstance(value, int) else value
