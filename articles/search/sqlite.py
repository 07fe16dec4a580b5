"""The pair index in SQLite: FTS5 tables that hold tokens and no text.

Tokens come ready made, so the tokenizer only cuts at spaces: `ascii` takes everything beyond ASCII as part of a token,
and `terms` leaves no ASCII marks in them. Such a table cannot forget a row unless it is told the row's exact tokens,
which a later version of the code may no longer know; so rows of what is gone stay until the index is rebuilt, into a
new table beside the old one.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from articles.search.contract import LAST_CHARACTER, Change, Keys, Lookup, Mark, PairIndex, parsed_keys
from articles.search.terms import whole_token, word_tokens

DOCUMENTS, NAMES = "search_pairs", "search_name_pairs"
CREATE = "CREATE VIRTUAL TABLE {table} USING fts5(tokens, content='', tokenize='ascii')"


def create(cursor) -> None:
    for table in (DOCUMENTS, NAMES):
        cursor.execute(CREATE.format(table=table))


def drop(cursor) -> None:
    for table in (DOCUMENTS, NAMES):
        cursor.execute(f"DROP TABLE {table}")


class Index(PairIndex):
    holds_characters = True

    def reserve(self, table: str, number: int) -> Sequence[int]:
        used = [f"SELECT max(id) FROM {pairs}_docsize" for pairs in self._tables()]
        rows = self._rows(f"SELECT max(id) FROM {table} UNION ALL " + " UNION ALL ".join(used))
        first = max(key or 0 for (key,) in rows) + 1
        return range(first, first + number)

    def add_documents(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        self._add(DOCUMENTS, rows)

    def add_names(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        self._add(NAMES, rows)

    def find(self, lookups: Sequence[Lookup]) -> list[Keys]:
        return self._find(DOCUMENTS, [phrase(lookup) for lookup in lookups])

    def find_names(self, words: Sequence[str]) -> list[Keys]:
        return self._find(NAMES, [phrase(Lookup(word)) for word in words])

    def changes_since(self, mark: Mark) -> tuple[list[Change], Mark] | None:
        rows = self._rows(
            "SELECT id, token, what, object_pk FROM articles_searchchange WHERE id >= %s ORDER BY id", [mark.line]
        )
        if mark.line:
            if not rows or rows[0][:2] != (mark.line, mark.token):
                return None
            rows = rows[1:]
        return rows, Mark(*rows[-1][:2]) if rows else mark

    def begin_rebuild(self) -> None:
        tables = self._tables()
        with connection.cursor() as cursor:
            for table in {DOCUMENTS, NAMES} & set(tables):
                if f"{table}_old" not in tables:
                    cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_old")
                    cursor.execute(CREATE.format(table=table))

    def finish_rebuild(self) -> None:
        with connection.cursor() as cursor:
            # Without statistics SQLite takes any index for a good one, such as that of a status.
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")
            for table in self._tables():
                if table.endswith("_old"):
                    cursor.execute(f"DROP TABLE {table}")
                else:
                    cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_%' OR name LIKE 'articles_search%'")
            return cursor.fetchone()[0] or 0

    def spelled(self, letters: str, kinds: list[str], most: int) -> list[tuple[str, int]]:
        marks = ", ".join(["%s"] * len(kinds))
        return self._rows(
            f"""SELECT kind, object_pk FROM articles_searchsuggestion WHERE key >= %s AND key < %s AND kind IN ({marks})
                ORDER BY key LIMIT %s""",
            [letters, letters + LAST_CHARACTER, *kinds, most],
        )

    def _add(self, table: str, rows: Iterable[tuple[int, list[str]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table}(rowid, tokens) VALUES (%s, %s)", ((key, " ".join(tokens)) for key, tokens in rows)
            )

    def _find(self, table: str, phrases: list[str]) -> list[Keys]:
        """One statement for all phrases, and over the old table beside the new one while the index is rebuilt."""
        tables = [name for name in self._tables() if name in (table, f"{table}_old")]
        found: list[list[str]] = [[] for _ in phrases]
        for start in range(0, len(phrases), MOST_SELECTS // len(tables)):
            part = phrases[start : start + MOST_SELECTS // len(tables)]
            selects = [
                f"SELECT {number} AS number, group_concat(rowid) FROM {name} WHERE {name} MATCH %s"
                for number in range(len(part))
                for name in tables
            ]
            for number, keys in self._rows(" UNION ALL ".join(selects), [each for each in part for _ in tables]):
                found[start + number] += [keys] if keys else []
        return [parsed_keys(",".join(keys)) for keys in found]

    def _tables(self) -> list[str]:
        rows = self._rows(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%%' AND name LIKE %s",
            ["search_%pairs%"],
        )
        return [name for (name,) in rows]

    @staticmethod
    def _rows(sql: str, params: Sequence = ()) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


MOST_SELECTS = 400
"""SQLite joins at most 500 selects into one."""


def phrase(lookup: Lookup) -> str:
    """The lookup for MATCH: its tokens one after another. There is no quotation mark in a token."""
    if lookup.is_whole:
        return f'"{whole_token(lookup.text, lookup.zone)}"'
    return '"' + " ".join(word_tokens(lookup.text, lookup.zone)) + '"'
