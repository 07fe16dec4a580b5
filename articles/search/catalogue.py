"""The catalogue: of every article what narrows, counts and orders results, in arrays held by each process.

The database says where words stand; everything after that is arithmetic on arrays, and costs a frequent word a
millisecond where GROUP BY over all its articles costs hundreds. Before each use the process reads in the journal what
changed, and loads those rows again. Articles stand in slots; a changed article gets a new slot, and its old one dies.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db import connection

from articles.models import Article, Hospital, Initiative, SearchDocument, SearchName, SearchSuggestion
from articles.search.arrays import Growing, Places, flagged
from articles.search.contract import Change, Keys, Mark, pair_index
from articles.search.fields import NAMED_KINDS, PACKED, unpack
from articles.search.index import ARTICLE, REBUILT
from articles.search.labels import all_labels
from articles.search.words import index_version

HIDDEN, SUMMARY, OPEN = range(3)
"""Who may see an article: nobody outside; anybody, but not its text; anybody."""
RIGHTS = {"full": OPEN, "summary": SUMMARY}
KINDS = tuple(Article.Kind.values)

SLOT_COLUMNS = {
    "article": np.int64,
    "document": np.int64,
    "alive": bool,
    "visibility": np.int8,
    "kind": np.int8,
    "party": bool,
    "day": np.int64,
    "year": np.int16,
    "published": np.int64,
    "current": bool,
}
"""What is known of each slot. `day` is the ordinal of the issue date and `year` its year, 0 where unknown; `current`:
whether its document is what this version of the code makes."""
NAME_COLUMNS = {"record": np.int64, "kind": np.int8, "article": np.int64, "alive": bool}
"""What is known of each name. `kind` is its place in `NAMED_KINDS`; `article`, if not 0, the only one it holds in."""
DERIVED = {"root": "hospital", "province": "subject", "city": "subject", "practice": "initiative"}
"""References that follow from others: to the hospital that a mentioned one was merged into, to the places of those that
an article is about, to the practices of initiatives."""
DOCUMENT_FIELDS = (
    "pk",
    "article_id",
    "references",
    "article__publication",
    "article__page__rights",
    "article__kind",
    "article__about_party_building",
    "article__page__issue_date",
    "article__published_at",
    "version",
)


@dataclass
class Rows:
    """Which slots refer to which records: two arrays that grow together."""

    slots: Growing = field(default_factory=lambda: Growing(np.int32))
    records: Growing = field(default_factory=lambda: Growing(np.int64))

    def extend(self, slots, records) -> None:
        self.slots.extend(slots)
        self.records.extend(records)


FEW = 16
"""Where there are so many times more rows than slots, the rows of each slot are looked up instead of reading all."""


@dataclass(frozen=True, slots=True)
class References:
    """Which `slots` refer to which `records`, row by row, in the order of the slots."""

    slots: np.ndarray
    records: np.ndarray

    def records_of(self, mask: np.ndarray) -> np.ndarray:
        """The records that slots of `mask` refer to, row by row."""
        slots = np.flatnonzero(mask).astype(self.slots.dtype)
        if len(slots) * FEW > len(self.slots):
            return self.records[mask[self.slots]]
        starts, ends = (np.searchsorted(self.slots, slots, side) for side in ("left", "right"))
        numbers = ends - starts
        skipped = np.repeat(starts - (np.cumsum(numbers) - numbers), numbers)
        return self.records[np.arange(len(skipped)) + skipped]

    def records_of_slot(self, slot: int) -> np.ndarray:
        start, end = np.searchsorted(self.slots, [slot, slot + 1])
        return self.records[start:end]

    def slots_of(self, records: np.ndarray) -> np.ndarray:
        """The slots that refer to one of `records`; some perhaps several times."""
        return self.slots[flagged(self.records, records)]


class Catalogue:
    """What the archive held when this was asked for. Other threads may go on changing what it was taken from.

    Columns of the slots are attributes, such as `catalogue.visibility`; `names` are the columns of the names.
    """

    def __init__(self, holdings: "Holdings") -> None:
        self.columns = {name: column.values for name, column in holdings.columns.items()}
        self.names = {name: column.values for name, column in holdings.names.items()}
        for columns in (self.columns, self.names):
            columns["alive"] = columns["alive"].copy()
        self.references = {
            name: References(rows.slots.values, rows.records.values) for name, rows in holdings.rows.items()
        }
        self.places, self.roots, self.labels = holdings.places, holdings.mappings["root"], holdings.labels
        self.hospital_order = holdings.hospital_order
        self._rows = holdings.slot_of_document, holdings.slot_of_article, holdings.row_of_name

    def __getattr__(self, name: str) -> np.ndarray:
        if name in SLOT_COLUMNS:
            return self.columns[name]
        raise AttributeError(name)

    def __len__(self) -> int:
        return len(self.columns["article"])

    @cached_property
    def is_current(self) -> bool:
        """Whether every document is what this version of the code makes."""
        return not (self.alive & ~self.current).any()

    def slots_of_documents(self, keys: Keys) -> Keys:
        return self._known(self._rows[0].of(keys), len(self))

    def slots_of_articles(self, keys: Keys) -> Keys:
        return self._known(self._rows[1].of(keys), len(self))

    def rows_of_names(self, keys: Keys) -> Keys:
        """The rows of living names."""
        rows = self._known(self._rows[2].of(keys), len(self.names["alive"]))
        return rows[self.names["alive"][rows]]

    @staticmethod
    def _known(places: np.ndarray, size: int) -> np.ndarray:
        return places[places < size]


class Holdings:
    """All slots, names and references of one archive, brought up to date by the journal."""

    def __init__(self) -> None:
        self.columns = {name: Growing(dtype) for name, dtype in SLOT_COLUMNS.items()}
        self.names = {name: Growing(dtype) for name, dtype in NAME_COLUMNS.items()}
        self.rows = {name: Rows() for name in (*PACKED, *DERIVED)}
        self.slot_of_document, self.slot_of_article, self.row_of_name = Places(), Places(), Places()
        self.places: dict[str, list[str]] = {"province": [], "city": []}
        self.mappings: dict[str, dict[int, int]] = {name: {} for name in DERIVED}
        self.hospitals: set[int] = set()
        self.hospital_order = np.zeros(1, np.int64)
        _, self.mark = pair_index().changes_since(Mark())
        self.labels = all_labels()
        self.load_hospitals()
        self.load_practices(Initiative.objects.exclude(practice=None))
        self.add_documents(SearchDocument.objects.all())
        self.add_names(SearchName.objects.all())

    def is_current(self) -> bool:
        """Read what the journal says since last time. False where the catalogue must be loaded anew."""
        read = pair_index().changes_since(self.mark)
        if read is None or any(what == REBUILT for _line, _token, what, _key in read[0]):
            return False
        changes, mark = read
        self.apply(changes)
        self.mark = mark
        return True

    def apply(self, changes: Iterable[Change]) -> None:
        changed: dict[str, set[int]] = defaultdict(set)
        for _line, _token, what, key in changes:
            changed[what].add(key)
        articles = changed.pop(ARTICLE, set())
        moved = "hospital" in changed and self.load_hospitals()
        if initiatives := changed.get("initiative"):
            moved = self.load_practices(Initiative.objects.filter(pk__in=initiatives)) or moved
        if moved:
            self.derive_all()
        for kind, keys in changed.items():
            self.forget_names(kind, keys)
            self.add_names(SearchName.objects.filter(kind=kind, object_pk__in=keys))
        for kind in changed.keys() & self.labels.keys():
            self.labels[kind].reload(changed[kind])
        if articles:
            self.columns["alive"].values[self.slot_of_article.of(np.array(list(articles)))] = False
            self.add_documents(SearchDocument.objects.filter(article__in=articles))

    def add_documents(self, documents) -> None:
        rows = list(documents.order_by("pk").values_list(*DOCUMENT_FIELDS).iterator(10_000))
        if not rows:
            return
        keys, articles, references, *known = zip(*rows, strict=True)
        first = len(self.columns["article"])
        slots = np.arange(first, first + len(rows), dtype=np.int32)
        self.add_columns(keys, articles, *known)
        self.slot_of_document.put(np.array(keys), slots)
        self.slot_of_article.put(np.array(articles), slots)
        numbers, codes, records = unpack(references)
        for code, name in enumerate(PACKED):
            here = codes == code
            self.rows[name].extend(slots[numbers[here]], records[here])
        self.derive(first)

    def add_columns(self, keys, articles, publications, rights, kinds, party, dates, published, versions) -> None:
        values = {
            "article": articles,
            "document": keys,
            "alive": [True] * len(keys),
            "visibility": [
                RIGHTS.get(right, HIDDEN) if publication == "published" else HIDDEN
                for publication, right in zip(publications, rights, strict=True)
            ],
            "kind": [KINDS.index(kind) if kind in KINDS else -1 for kind in kinds],
            "party": party,
            "day": [day.toordinal() if day else 0 for day in dates],
            "year": [day.year if day else 0 for day in dates],
            "published": [int(moment.timestamp()) if moment else 0 for moment in published],
            "current": [version == index_version() for version in versions],
        }
        for name, column in self.columns.items():
            column.extend(values[name])

    def load_hospitals(self) -> bool:
        """Read where hospitals are, and what they were merged into. Whether that is new of one that was known."""
        rows = Hospital.objects.order_by().values_list("pk", "merged_into", *self.places, "name")
        merged = {key: into for key, into, *_others in rows if into}
        new = {"root": {key: root_of(key, merged) for key in merged}}
        for column, (kind, names) in enumerate(self.places.items(), start=2):
            found = {row[0]: row[column] for row in rows if row[column]}
            self.places[kind] = [*names, *sorted(set(found.values()) - set(names))]
            numbers = {name: number for number, name in enumerate(self.places[kind])}
            new[kind] = {key: numbers[name] for key, name in found.items()}
        moved = any(new[kind].get(key) != self.mappings[kind].get(key) for kind in new for key in self.hospitals)
        self.mappings |= new
        self.hospitals = {row[0] for row in rows}
        self.hospital_order = in_order({key: name for key, *_others, name in rows}, merged)
        return moved

    def load_practices(self, initiatives) -> bool:
        """Read what practices these initiatives are. Whether that is new of one that had another."""
        old, new = self.mappings["practice"], dict(initiatives.values_list("pk", "practice"))
        known = {key: practice for key, practice in (old | new).items() if practice}
        moved = any(old.get(key, practice) != practice for key, practice in new.items())
        self.mappings["practice"] = known
        return moved

    def derive_all(self) -> None:
        self.rows |= {name: Rows() for name in DERIVED}
        self.derive(0)

    def derive(self, first: int) -> None:
        """What follows from the references of the slots from `first` on."""
        for name, source in DERIVED.items():
            mapping, rows = self.mappings[name], self.rows[source]
            start = int(np.searchsorted(rows.slots.values, first))
            pairs = dict.fromkeys(
                (slot, mapping.get(record, record))
                for slot, record in zip(
                    rows.slots.values[start:].tolist(), rows.records.values[start:].tolist(), strict=True
                )
                if record in mapping or name == "root"
            )
            self.rows[name].extend([slot for slot, _ in pairs], [record for _, record in pairs])

    def add_names(self, names) -> None:
        rows = list(names.order_by("pk").values_list("pk", "object_pk", "kind", "article_id").iterator(10_000))
        if not rows:
            return
        keys, records, kinds, articles = zip(*rows, strict=True)
        first = len(self.names["record"])
        self.row_of_name.put(np.array(keys), np.arange(first, first + len(rows), dtype=np.int32))
        self.names["record"].extend(records)
        self.names["kind"].extend([NAMED_KINDS.index(kind) for kind in kinds])
        self.names["article"].extend([article or 0 for article in articles])
        self.names["alive"].extend([True] * len(rows))

    def forget_names(self, kind: str, records: Iterable[int]) -> None:
        names = {name: column.values for name, column in self.names.items()}
        ours = (names["kind"] == NAMED_KINDS.index(kind)) & flagged(names["record"], np.array(list(records)))
        names["alive"][ours] = False


def in_order(names: dict[int, str], merged: dict[int, int]) -> np.ndarray:
    """The place of each hospital, by its key, in the order in which names are pronounced; merged ones share one."""
    # Of all ways of typing a name, the whole pinyin is written first.
    spelled = SearchSuggestion.objects.filter(kind="hospital").order_by("-pk").values_list("object_pk", "key")
    sounds = dict(spelled)
    places = np.zeros(max(names, default=0) + 1, np.int64)
    ordered = sorted(names, key=lambda key: (sounds.get(key, names[key]), names[key], key))
    places[ordered] = np.arange(1, len(ordered) + 1)
    if merged:
        places[list(merged)] = places[[root_of(key, merged) for key in merged]]
    return places


def root_of(key: int, merged: dict[int, int]) -> int:
    while key in merged:
        key = merged[key]
    return key


_held: dict[str, Holdings] = {}
_lock = threading.RLock()


def catalogue() -> Catalogue:
    """The catalogue of the database in use, as of now. Loaded on first use, once a process."""
    with _lock:
        held = _held.get(connection.alias)
        if held is None or not held.is_current():
            held = _held[connection.alias] = Holdings()
        return Catalogue(held)
