"""The word lists and tables that the recognisers work with, kept as data files beside the code.

Files are read on first use and once per process. `data/README.md` says what each holds and where it comes from.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@cache
def table(name: str) -> Any:
    """The content of `data/<name>.json`."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """One word list of `data/<name>.json`."""
    return tuple(table(name)[key])


@cache
def lines(name: str) -> frozenset[str]:
    """The lines of `data/<name>.txt`, one word each."""
    return frozenset((DATA / f"{name}.txt").read_text(encoding="utf-8").split())


def any_of(candidates: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, so that no word hides a longer one."""
    return "(?:" + "|".join(sorted(map(re.escape, set(candidates)), key=lambda word: (-len(word), word))) + ")"


@cache
def pattern(name: str, *keys: str) -> re.Pattern:
    """A compiled pattern for any word of the lists `keys` of `data/<name>.json`."""
    return re.compile(any_of(word for key in keys for word in words(name, key)))
