"""What a database must do for the search. `sqlite` and `postgres` do it; nothing else knows which one is in use."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np
from django.db import connection

from articles.search.fields import Zone

Keys = np.ndarray
"""Keys of rows, 64-bit integers, each once, in no particular order."""
Change = tuple[int, int, str, int]
"""A line of the journal: its number, its random token, and the record that changed: model name and key."""


LAST_CHARACTER = "\U0010ffff"
"""Whatever begins with a text comes before the text with this behind it."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A folded word, or for the zones of whole words one of these, and where it must stand."""

    text: str
    zone: Zone = Zone.ANYWHERE

    @property
    def is_whole(self) -> bool:
        """Whether the index holds the word as one token."""
        return self.zone in (Zone.KEYWORD, Zone.MINOR_KEYWORD, Zone.WHOLE)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the journal was read: its last line with the token.

    Where several can write at once, lines may appear late: `horizon` is the oldest transaction that was still open, and
    `seen` are the lines from there on that were read already.
    """

    line: int = 0
    token: int = 0
    horizon: int = 0
    seen: frozenset[int] = frozenset()


class PairIndex(ABC):
    """The index of pairs of characters, over documents and over names.

    Keys of documents and names are never used twice, so the rows of what is gone may stay: whoever reads leaves out
    keys that it does not know. Everything is written in the caller's transaction.

    `holds_characters`: single characters need tokens of their own, because tokens that begin with one are slow to find.
    """

    holds_characters: bool

    @abstractmethod
    def reserve(self, table: str, number: int) -> Sequence[int]:
        """That many keys for new rows of a table, such as articles_searchname, larger than all before."""

    @abstractmethod
    def add_documents(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        """Index documents by key, each with its tokens in order. The documents are stored already."""

    @abstractmethod
    def add_names(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        """The same for names."""

    @abstractmethod
    def find(self, lookups: Sequence[Lookup]) -> list[Keys]:
        """For each lookup the keys of the documents in which the word stands as a part of one text. Exact."""

    @abstractmethod
    def find_names(self, words: Sequence[str]) -> list[Keys]:
        """For each folded word the keys of the names in which it stands. Exact."""

    @abstractmethod
    def changes_since(self, mark: Mark) -> tuple[list[Change], Mark] | None:
        """The lines of the journal after `mark`; None where what was read before was taken back."""

    @abstractmethod
    def begin_rebuild(self) -> None:
        """Prepare for writing every document again. What is there goes on being found."""

    @abstractmethod
    def finish_rebuild(self) -> None:
        """Drop what was there before `begin_rebuild`."""

    @abstractmethod
    def size(self) -> int:
        """Bytes on disk, with the folded texts that the index needs."""

    @abstractmethod
    def spelled(self, letters: str, kinds: list[str], most: int) -> list[tuple[str, int]]:
        """Kind and key of the records of these kinds that are typed with these letters first, by how they are typed."""


MODULES = {"sqlite": "articles.search.sqlite", "postgresql": "articles.search.postgres"}


@cache
def pair_index_of(vendor: str) -> PairIndex:
    return import_module(MODULES[vendor]).Index()


def pair_index() -> PairIndex:
    """The index of the database in use."""
    return pair_index_of(connection.vendor)


def parsed_keys(text: str | None) -> Keys:
    """Keys that a database joined with commas: the quickest way to hand over many."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, np.int64)
