"""Queries as sets and scores of slots of the catalogue. The same numbers on every database."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain
from math import log2

import numpy as np

from articles.models import SearchDocument
from articles.search.catalogue import OPEN, SUMMARY, Catalogue
from articles.search.contract import Keys, Lookup, pair_index
from articles.search.fields import (
    NAMED_KINDS,
    PRACTICE_WEIGHT,
    REFERENCES,
    SHOWN_ZONES,
    TEXT_ZONES,
    ZONE_WEIGHTS,
    Zone,
)
from articles.search.query import Clause, Either, Near, Query, Term, Years
from articles.search.words import WHOLE_LENGTHS, whole_words

FIELD_ZONES = {"": (Zone.ANYWHERE, *ZONE_WEIGHTS), "title": (Zone.TITLE,), "author": (Zone.BYLINE,)}
"""Where a term of a field is looked for; of other fields, in no text."""
FIELD_KINDS = {
    "": NAMED_KINDS,
    "hospital": ("hospital",),
    "initiative": ("initiative", "practice"),
    "theme": ("theme",),
    "person": ("person",),
}
"""Records by whose names a term of a field is found."""
WAYS = {
    kind: [(each.name, each.weight) for each in REFERENCES if each.kind == kind] or [("practice", PRACTICE_WEIGHT)]
    for kind in NAMED_KINDS
}
"""Kind of a record → the references by which articles are found through its names, and what a hit weighs."""
READABLE_ZONES = (*SHOWN_ZONES, Zone.KEYWORD, Zone.MINOR_KEYWORD)
"""Zones that hold nothing but what readers may read, whatever the rights to the text."""
ANYWHERE_WEIGHT = 2
TEXTS_AT_ONCE = 500
SENTENCE_END = re.compile("[。!?…\n]")


class Matcher:
    """One query, or several, on one state of the catalogue, for somebody who sees everything or what is public."""

    def __init__(self, catalogue: Catalogue, terms: Iterable[Term], *, sees_all: bool = False) -> None:
        self.catalogue, self.sees_all = catalogue, sees_all
        alive, visibility = catalogue.alive, catalogue.visibility
        self.visible = alive if sees_all else alive & (visibility > 0)
        self.open = alive if sees_all else alive & (visibility == OPEN)
        self.summary = None if sees_all else alive & (visibility == SUMMARY)
        terms = list(terms)
        lookups = list(
            dict.fromkeys(lookup(catalogue, term.text, at) for term in terms for at in FIELD_ZONES.get(term.field, ()))
        )
        words = list(dict.fromkeys(term.text for term in terms if term.field in FIELD_KINDS))
        index = pair_index()
        self.documents = dict(zip(lookups, index.find(lookups), strict=True)) if lookups else {}
        self.names = dict(zip(words, index.find_names(words), strict=True)) if words else {}
        self.places: dict[Term, list[tuple[int, np.ndarray]]] = {}
        self.found: dict[Clause, np.ndarray] = {}

    # --- What is found ------------------------------------------------------------------------------------------------

    def matching(self, query: Query) -> np.ndarray:
        """Which slots meet the query, as booleans; none for an empty one."""
        if query.is_empty:
            return self.none()
        wanted = reduce(np.logical_and, map(self.clause, query.required), self.visible)
        return reduce(lambda left, clause: left & ~self.clause(clause), query.excluded, wanted)

    def clause(self, clause: Clause) -> np.ndarray:
        if clause not in self.found:
            self.found[clause] = self.evaluate(clause)
        return self.found[clause]

    def evaluate(self, clause: Clause) -> np.ndarray:
        match clause:
            case Either(options):
                return reduce(np.logical_or, map(self.clause, options))
            case Years(first, last):
                return (self.catalogue.year >= first) & (self.catalogue.year <= last)
            case Near():
                return self.near(clause)
            case _:
                return self.term(clause)

    def term(self, term: Term) -> np.ndarray:
        found = self.none()
        for _weight, slots in self.places_of(term):
            found[slots] = True
        return found & self.visible

    def near(self, clause: Near) -> np.ndarray:
        """Where the words stand together: articles that hold all of them are read."""
        together = self.slots(reduce(np.logical_and, (self.in_text(term) for term in clause.terms)))
        words = [term.text for term in clause.terms]
        found = self.none()
        for start in range(0, len(together), TEXTS_AT_ONCE):
            for slot, text in self.texts(together[start : start + TEXTS_AT_ONCE]):
                found[slot] = any(all(word in unit for word in words) for unit in units(text, clause.unit))
        return found

    def in_text(self, term: Term) -> np.ndarray:
        """Where a word stands in a text, whatever names say."""
        found = self.none()
        for zone in (Zone.ANYWHERE, *SHOWN_ZONES):
            found[self.in_zone(term.text, zone)] = True
        return found & self.visible

    def texts(self, slots: np.ndarray) -> Iterator[tuple[int, str]]:
        """The folded texts of slots, as far as the asker may read them."""
        whole, shown = slots[self.open[slots]], slots[~self.open[slots]]
        for part, fields in ((whole, ["text"]), (shown, [TEXT_ZONES[zone] for zone in SHOWN_ZONES])):
            documents = dict(zip(self.catalogue.document[part].tolist(), part.tolist(), strict=True))
            rows = SearchDocument.objects.filter(pk__in=list(documents)).order_by()
            for key, *texts in rows.values_list("pk", *fields) if documents else ():
                yield documents[key], "\n".join(texts)

    # --- What it is worth ---------------------------------------------------------------------------------------------

    def score(self, query: Query) -> np.ndarray:
        """How well each slot matches, as integers: for each word the weights of its places, times its rarity."""
        total = np.zeros(len(self.catalogue), np.int64)
        for term in query.words:
            rarity = self.rarity(term)
            for weight, slots in self.places_of(term):
                total[slots] += weight * rarity
        return total

    def rarity(self, term: Term) -> int:
        """From 2 for a word of every article, two more for each halving of the articles that hold it."""
        share = (int(self.visible.sum()) + 1) / (int(self.clause(term).sum()) + 1)
        return 2 + round(2 * log2(max(share, 1.0)))

    def places_of(self, term: Term) -> list[tuple[int, np.ndarray]]:
        """Every place in which a term can stand, as its weight and the slots, each once."""
        if term not in self.places:
            self.places[term] = [
                place for place in chain(self.zone_places(term), self.name_places(term)) if len(place[1])
            ]
        return self.places[term]

    def zone_places(self, term: Term) -> Iterator[tuple[int, np.ndarray]]:
        for zone in FIELD_ZONES.get(term.field, ()):
            yield ZONE_WEIGHTS.get(zone, ANYWHERE_WEIGHT), self.in_zone(term.text, zone)

    def in_zone(self, word: str, zone: Zone) -> np.ndarray:
        """The living slots in which a word stands in a zone that the asker may read."""
        slots = self.catalogue.slots_of_documents(self.documents[lookup(self.catalogue, word, zone)])
        readable = self.visible if zone in READABLE_ZONES else self.open
        return slots[readable[slots]]

    def name_places(self, term: Term) -> Iterator[tuple[int, np.ndarray]]:
        for kind, rows in self.rows_named(term):
            yield from self.kind_places(kind, rows)

    def rows_named(self, term: Term) -> Iterator[tuple[str, np.ndarray]]:
        """The rows of the names in which a term stands, for each kind of record that it may be the name of."""
        if term.field not in FIELD_KINDS or not len(self.names[term.text]):
            return
        kinds, rows = self.catalogue.names["kind"], self.catalogue.rows_of_names(self.names[term.text])
        for kind in FIELD_KINDS[term.field]:
            ours = rows[kinds[rows] == NAMED_KINDS.index(kind)]
            if len(ours):
                yield kind, ours

    def kind_places(self, kind: str, rows: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Articles that refer to the records that these names are of; a name of one article counts in that one."""
        records, only = (self.catalogue.names[column][rows] for column in ("record", "article"))
        for way, weight in WAYS[kind]:
            references = self.catalogue.references[way]
            found = references.slots_of(records[only == 0])
            here_only = [self.referring(references, *pair) for pair in zip(records, only, strict=True) if pair[1]]
            mask = self.none()
            mask[np.concatenate([found, *here_only])] = True
            yield weight, self.slots(mask & self.visible)

    def referring(self, references, record: int, article: int) -> np.ndarray:
        """The slot of one article if it refers to a record."""
        return np.intersect1d(
            references.slots_of(np.array([record])), self.catalogue.slots_of_articles(np.array([article]))
        )

    def none(self) -> np.ndarray:
        return np.zeros(len(self.catalogue), bool)

    @staticmethod
    def slots(mask: np.ndarray) -> Keys:
        return np.flatnonzero(mask)


def lookup(catalogue: Catalogue, word: str, zone: Zone) -> Lookup:
    """How a word is looked for: whole, where every document was indexed with the same words as this code knows."""
    may_be_whole = zone is Zone.ANYWHERE and len(word) in WHOLE_LENGTHS and catalogue.is_current
    return Lookup(word, Zone.WHOLE if may_be_whole and word in whole_words() else zone)


def units(text: str, unit: str) -> list[str]:
    """A folded text cut into sentences, or into its lines."""
    return SENTENCE_END.split(text) if unit == "sentence" else text.split("\n")
