"""Chinese names in the order of their pronunciation."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
OTHER = "#"
"""The initial of what begins with no letter and no character that has one."""


def pinyin(name: str) -> list[str]:
    """The syllables of a name, for sorting: 重庆医院 → chong qing yi yuan."""
    # Its dictionaries take a third of a second to load: not for every command.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(name)


def initial(name: str) -> str:
    """The letter under which a name stands in an index."""
    first = "".join(pinyin(name))[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def by_initial(rows: Iterable[T], name: Callable[[T], str] = str) -> list[T]:
    """Rows in the order of their names' pronunciation, each with its `initial`; names without a letter last."""
    rows = list(rows)
    for row in rows:
        row.initial = initial(name(row))
    return sorted(rows, key=lambda row: (row.initial == OTHER, pinyin(name(row)), name(row)))
