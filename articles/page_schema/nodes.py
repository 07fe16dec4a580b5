"""Values of a JSON object, each checked as it is taken, so that a fault is told with its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.restore.types import Span

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
LARGEST_NUMBER = 10**12
"""Figures lie below it: the archive keeps twelve digits before the point."""

PROBLEMS = {
    "choice": "is none of: %(detail)s",
    "differs": "does not agree with %(detail)s",
    "missing": "is missing",
    "no_date": "is no date such as 2022-07-01",
    "no_flag": "is neither true nor false",
    "no_list": "is no list",
    "no_number": "is no number of at most twelve digits",
    "no_object": "is no object",
    "no_place": "lies outside of what it points at",
    "no_text": "is no text",
    "not_printed": "does not stand in the passage that it names",
    "too_long": "is longer than %(detail)s characters",
    "unstorable": "holds a character that is none (NUL, or half of a pair)",
    "year": "is no year from 1500 to 2200",
}
"""What can be wrong with a value, by code."""


class SchemaError(Exception):
    """A record is not in the page schema: `place` is where (articles[0].title), `code` one of `PROBLEMS`."""

    def __init__(self, place: str, code: str, detail: str = "") -> None:
        super().__init__(place, code, detail)
        self.place, self.code, self.detail = place, code, detail

    def __str__(self) -> str:
        return f"{self.place} {PROBLEMS[self.code] % {'detail': self.detail}}"


@dataclass(frozen=True, slots=True)
class Node:
    """An object of a record and where it stands in there. What is absent or null is empty, unless it is required."""

    values: dict[str, Any]
    place: str = ""

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def error(self, name: str, code: str, detail: str = "") -> SchemaError:
        return SchemaError(self.at(name), code, detail)

    def text(self, name: str, *, required: bool = False, limit: int | None = None) -> str:
        value = self.values.get(name)
        if value is None or value == "":
            if required:
                raise self.error(name, "missing")
            return ""
        return checked_text(value, self.at(name), limit)

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(checked_text(value, f"{self.at(name)}[{i}]") for i, value in enumerate(self.items(name)))

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of `allowed`; `default` where it is absent, which is an error where there is no default."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if value not in allowed:
            raise self.error(name, "choice", ", ".join(filter(None, allowed)))
        return value

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        if value not in (None, True, False) or (isinstance(value, int) and not isinstance(value, bool)):
            raise self.error(name, "no_flag")
        return bool(value)

    def number(self, name: str, *, default: float | None = None) -> float:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST_NUMBER:
            raise self.error(name, "no_number")
        return value

    def share(self, name: str) -> float:
        """A number from 0 to 1; 1 where it is absent."""
        value = self.number(name, default=1.0)
        if not 0 <= value <= 1:
            raise self.error(name, "choice", "0 … 1")
        return float(value)

    def index(self, name: str, size: int) -> int:
        """A place in a list of `size`."""
        value = self.values.get(name)
        if value is None:
            raise self.error(name, "missing")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < size:
            raise self.error(name, "no_place")
        return value

    def year(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is not None and (type(value) is not int or not 1500 <= value <= 2200):
            raise self.error(name, "year")
        return value

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.error(name, "no_date") from error

    def items(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(name, "no_list")
        return value

    def node(self, name: str) -> "Node":
        return checked_node(self.values.get(name), self.at(name))

    def nodes(self, name: str) -> list["Node"]:
        return [checked_node(value, f"{self.at(name)}[{i}]") for i, value in enumerate(self.items(name))]

    def lines(self, name: str) -> tuple[int, int] | None:
        """A range of lines [first, last], from 1 and inclusive."""
        value = self.values.get(name)
        if value is None:
            return None
        if not is_pair(value) or not 1 <= value[0] <= value[1]:
            raise self.error(name, "no_place")
        return value[0], value[1]


def checked_node(value: Any, place: str) -> Node:
    if not isinstance(value, dict):
        raise SchemaError(place, "no_object")
    return Node(value, place)


def checked_text(value: Any, place: str, limit: int | None = None) -> str:
    if not isinstance(value, str):
        raise SchemaError(place, "no_text")
    if UNSTORABLE.search(value):
        raise SchemaError(place, "unstorable")
    if limit is not None and len(value) > limit:
        raise SchemaError(place, "too_long", str(limit))
    return value


def checked_spans(value: Any, place: str, size: int) -> tuple[Span, ...]:
    """Half-open spans [[start, end], …] in a text of `size` characters."""
    if not isinstance(value, list):
        raise SchemaError(place, "no_list")
    for i, pair in enumerate(value):
        if not is_pair(pair) or not 0 <= pair[0] < pair[1] <= size:
            raise SchemaError(f"{place}[{i}]", "no_place")
    return tuple((start, end) for start, end in value)


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)
