"""The pair index in PostgreSQL: text search vectors without positions, each in a narrow row of its own, under GIN.

Positions would make the vectors large, and phrases by them go wrong after 256 places of one token. So the vectors give
every document that holds all pairs of a word, and those where the pairs do not stand together are left out by looking
at the folded text. A word of two characters is one token, one character the beginning of tokens, and words that are
held whole are one token too: they need no second look.

No statistics are kept for the vectors: with them the planner reads all vectors in turn for a frequent pair, instead of
asking the index. Characters that stand alone are no tokens here: that would be a third of all, each to be sorted in.
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from psycopg2.extras import execute_values

from articles.search.contract import LAST_CHARACTER, Change, Keys, Lookup, Mark, PairIndex, parsed_keys
from articles.search.fields import TEXT_ZONES
from articles.search.terms import whole_token, word_tokens

DOCUMENTS, NAMES = "search_pairs", "search_name_pairs"
CREATE = """
CREATE TABLE {table} (id bigint PRIMARY KEY, tokens tsvector NOT NULL);
ALTER TABLE {table} ALTER tokens SET STATISTICS 0;
CREATE INDEX {table}_tokens ON {table} USING gin (tokens);
CREATE FUNCTION {table}_forget() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN DELETE FROM {table} USING gone WHERE {table}.id = gone.id; RETURN NULL; END';
CREATE FUNCTION {table}_forget_all() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN TRUNCATE {table}; RETURN NULL; END';
CREATE TRIGGER {table}_forget AFTER DELETE ON {owner}
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION {table}_forget();
CREATE TRIGGER {table}_forget_all AFTER TRUNCATE ON {owner}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_forget_all();
"""
"""Rows go with those of their owner. A foreign key would do that too, but then nobody could truncate the owner."""
DROP = """
DROP TRIGGER {table}_forget ON {owner};
DROP TRIGGER {table}_forget_all ON {owner};
DROP FUNCTION {table}_forget();
DROP FUNCTION {table}_forget_all();
DROP TABLE {table};
"""
CREATE_JOURNAL = """
ALTER TABLE articles_searchchange ADD xact xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX search_change_xact ON articles_searchchange (xact);
ALTER TABLE articles_searchdocument ALTER text SET STORAGE EXTERNAL;
"""
OWNERS = {DOCUMENTS: "articles_searchdocument", NAMES: "articles_searchname"}


def create(cursor) -> None:
    for table, owner in OWNERS.items():
        cursor.execute(CREATE.format(table=table, owner=owner))
    cursor.execute(CREATE_JOURNAL)


def drop(cursor) -> None:
    cursor.execute("ALTER TABLE articles_searchchange DROP xact")
    for table, owner in OWNERS.items():
        cursor.execute(DROP.format(table=table, owner=owner))


class Index(PairIndex):
    holds_characters = False

    def reserve(self, table: str, number: int) -> Sequence[int]:
        sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        return [key for (key,) in self._rows(sql, [table, number])]

    def add_documents(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        self._add(DOCUMENTS, rows)

    def add_names(self, rows: Iterable[tuple[int, list[str]]]) -> None:
        self._add(NAMES, rows)

    def find(self, lookups: Sequence[Lookup]) -> list[Keys]:
        return self._find(DOCUMENTS, [(lookup, TEXT_ZONES.get(lookup.zone, "text")) for lookup in lookups])

    def find_names(self, words: Sequence[str]) -> list[Keys]:
        return self._find(NAMES, [(Lookup(word), "text") for word in words])

    def changes_since(self, mark: Mark) -> tuple[list[Change], Mark] | None:
        """Lines of transactions that were still open when the journal was last read, and of later ones."""
        rows = self._rows(
            """SELECT pg_snapshot_xmin(pg_current_snapshot())::text, id, token, what, object_pk
               FROM (SELECT 1) AS one LEFT JOIN articles_searchchange ON xact >= %s::text::xid8 OR id = %s
               ORDER BY id""",
            [str(mark.horizon), mark.line],
        )
        lines = [row[1:] for row in rows if row[1] is not None]
        if mark.line and not any(line[:2] == (mark.line, mark.token) for line in lines):
            return None
        last = lines[-1][:2] if lines else (mark.line, mark.token)
        new = [line for line in lines if line[0] != mark.line and line[0] not in mark.seen]
        return new, Mark(*last, horizon=int(rows[0][0]), seen=frozenset(line[0] for line in lines))

    def begin_rebuild(self) -> None:
        """Nothing: rows of documents that are replaced go with them."""

    def finish_rebuild(self) -> None:
        """Nothing: there is no old index beside the new one."""

    def size(self) -> int:
        tables = ["search_pairs", "search_name_pairs", "articles_searchdocument", "articles_searchname"]
        return sum(self._rows("SELECT pg_total_relation_size(%s::regclass)", [table])[0][0] for table in tables)

    def spelled(self, letters: str, kinds: list[str], most: int) -> list[tuple[str, int]]:
        """By the index that answers LIKE: the other one follows the language of the database."""
        return self._rows(
            """SELECT kind, object_pk FROM articles_searchsuggestion WHERE key ~>=~ %s AND key ~<~ %s AND kind = ANY(%s)
               ORDER BY key USING ~<~ LIMIT %s""",
            [letters, letters + LAST_CHARACTER, kinds, most],
        )

    def _add(self, table: str, rows: Iterable[tuple[int, list[str]]]) -> None:
        """GIN collects new rows in a list that every query reads through: kept short, many are sorted in at once."""
        rows = [(key, list(dict.fromkeys(tokens))) for key, tokens in rows]
        is_short = len(rows) < MANY
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL gin_pending_list_limit = %s", [PENDING if is_short else MOST_PENDING])
            execute_values(
                cursor.cursor,
                f"INSERT INTO {table} (id, tokens) VALUES %s",
                rows,
                template="(%s, array_to_tsvector(%s::text[]))",
            )
            if not is_short:
                cursor.execute("SELECT gin_clean_pending_list(%s)", [f"{table}_tokens"])

    def _find(self, table: str, lookups: list[tuple[Lookup, str]]) -> list[Keys]:
        """One statement for all lookups, each with the column of the folded texts that are looked at again."""
        selects, params = [], []
        for number, (lookup, column) in enumerate(lookups):
            parts = tokens_of(lookup)
            # OFFSET keeps the planner from reading the rows in the order of the other table instead of by the index.
            found = f"(SELECT id FROM {table} WHERE tokens @@ %s::tsquery OFFSET 0) AS found"
            params.append(" & ".join(parts))
            if len(lookup.text) > PAIR and not lookup.is_whole:
                found += f" JOIN {OWNERS[table]} AS owner USING (id) WHERE strpos(owner.{column}, %s) > 0"
                params.append(lookup.text)
            selects.append(f"(SELECT {number} AS number, string_agg(found.id::text, ',') FROM {found})")
        found = dict(self._rows(BY_INDEX + " UNION ALL ".join(selects), params)) if selects else {}
        return [parsed_keys(found[number]) for number in range(len(lookups))]

    @staticmethod
    def _rows(sql: str, params: Sequence = ()) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()


BY_INDEX = "SET LOCAL enable_seqscan = off; "
"""The planner does not count what lies outside the rows, takes the vectors for small and reads them all. The setting
ends with the transaction, which is this statement where nobody began one."""
PENDING, MOST_PENDING = 128, 16_384
"""Kilobytes of new rows that GIN may keep in a list unsorted: those of a few articles; and while many are written,
which are sorted in together in the end."""
MANY = 10
PAIR = 2
MOST_TOKENS = 32
"""Tokens of a long word that the index is asked for. The second look does the rest."""


def tokens_of(lookup: Lookup) -> list[str]:
    """The parts of the tsquery that finds a word. A single character is the beginning of tokens."""
    if lookup.is_whole:
        return [quoted(whole_token(lookup.text, lookup.zone))]
    tokens = dict.fromkeys(word_tokens(lookup.text, lookup.zone))
    return [quoted(token) + (":*" if len(lookup.text) == 1 else "") for token in tokens][:MOST_TOKENS]


def quoted(token: str) -> str:
    """A token as a part of a tsquery. There is no quotation mark and no backslash in it."""
    return f"'{token}'"
