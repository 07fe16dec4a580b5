"""Fitting what was read into the columns that hold it."""

from typing import Any

from django.db.models import CharField, Model

ELLIPSIS = "…"


def clipped(model: type[Model], field: str, value: Any) -> Any:
    """`value`, shortened with an ellipsis where a text is longer than its column; anything else as it is."""
    column = model._meta.get_field(field)
    limit = column.max_length if isinstance(column, CharField) else None
    if limit is None or not isinstance(value, str) or len(value) <= limit:
        return value
    return value[: limit - len(ELLIPSIS)] + ELLIPSIS


def clipped_values(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    return {name: clipped(model, name, value) for name, value in values.items()}
