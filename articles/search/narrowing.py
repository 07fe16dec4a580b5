"""Narrowing and counting by what an address can ask for, in the arrays of the catalogue."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import or_

import numpy as np
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from articles.models import Article, Hospital, Initiative, Policy, Practice, Theme
from articles.models.identity import Mergeable
from articles.narrowing import COMPLETENESS, FIGURES, IN_PART, NO, UNKNOWN_YEAR, WHOLE, YES
from articles.search.catalogue import HIDDEN, KINDS, Catalogue, References
from articles.search.contract import Keys
from articles.search.fields import INCOMPLETE

Narrowed = Mapping[str, Sequence[str]]
"""Filters of an address: what several values of one name let through adds up, several names narrow each other."""
Mask = np.ndarray
"""One boolean for each slot of the catalogue."""
Filter = Callable[[Catalogue, list[str]], Mask]
"""What values of an address let through."""


def referring(catalogue: Catalogue, references: References, records: Sequence[int]) -> Mask:
    mask = np.zeros(len(catalogue), bool)
    mask[references.slots_of(np.array(list(records), np.int64))] = True
    return mask


def referring_to(name: str, model: type[Model], address: str = "public_id") -> Filter:
    """Slots that refer to a record by its address, or to one that it was merged with."""
    ways = ("", "merged_into__", "merged__") if issubclass(model, Mergeable) else ("",)

    def filtered(catalogue: Catalogue, values: list[str]) -> Mask:
        meant = reduce(or_, (Q(**{f"{way}{address}__in": values}) for way in ways))
        records = model.objects.filter(meant).values_list("pk", flat=True)
        return referring(catalogue, catalogue.references[name], records)

    return filtered


def in_places(kind: str) -> Filter:
    """Slots that are about a hospital of one of the places."""

    def filtered(catalogue: Catalogue, values: list[str]) -> Mask:
        names = catalogue.places[kind]
        return referring(catalogue, catalogue.references[kind], [names.index(name) for name in values if name in names])

    return filtered


def marked(catalogue: Catalogue, name: str) -> Mask:
    """The slots that refer to themselves under a name."""
    mask = np.zeros(len(catalogue), bool)
    mask[catalogue.references[name].slots] = True
    return mask


def answering(name: str, yes: str, no: str) -> Filter:
    """The slots that are marked, or those that are not."""

    def filtered(catalogue: Catalogue, values: list[str]) -> Mask:
        mask = marked(catalogue, name)
        return (mask & (yes in values)) | (~mask & (no in values))

    return filtered


def of_kinds(catalogue: Catalogue, kinds: list[str]) -> Mask:
    return np.isin(catalogue.kind, [KINDS.index(kind) for kind in kinds if kind in KINDS])


def issued_in(catalogue: Catalogue, years: list[str]) -> Mask:
    numbers = [int(year) for year in years if year.isdecimal() and len(year) == 4]
    return np.isin(catalogue.year, [*numbers, *([0] if UNKNOWN_YEAR in years else [])])


def in_scope(catalogue: Catalogue, scopes: list[str]) -> Mask:
    return catalogue.party if "party" in scopes else np.ones(len(catalogue), bool)


FILTERS: dict[str, Filter] = {
    "theme": referring_to("theme", Theme, "slug"),
    "hospital": referring_to("root", Hospital),
    "initiative": referring_to("initiative", Initiative),
    "practice": referring_to("practice", Practice),
    "policy": referring_to("policy", Policy),
    "province": in_places("province"),
    "city": in_places("city"),
    "figures": answering("figures", YES, NO),
    "complete": answering(INCOMPLETE, IN_PART, WHOLE),
    "kind": of_kinds,
    "year": issued_in,
    "scope": in_scope,
}


# --- Counting ---------------------------------------------------------------------------------------------------------

Row = tuple[str, str, int]
"""Value in the address, what readers see, number of articles."""
Counter = Callable[[Catalogue, Mask, Sequence[str]], list[Row]]
"""The values of one filter, with what they would let through of a mask; those that are chosen whatever is left of them.

Chosen values that mean nothing are left out.
"""
MOST_ROWS = 60
"""Values that are named at most, besides those that are chosen: a list of hundreds helps nobody."""


def referred(references: References, mask: Mask) -> tuple[Keys, Keys]:
    """The records that slots of `mask` refer to, and how many of them do; most first, then the oldest record."""
    counts = np.bincount(references.records_of(mask))
    found = np.flatnonzero(counts)
    best = found[np.argsort(-counts[found], kind="stable")]
    return best, counts[best]


def counting(name: str, kind: str) -> Counter:
    """How many slots refer to each record of a kind: to the chosen ones, and to those that most refer to."""

    def rows(catalogue: Catalogue, mask: Mask, chosen: Sequence[str]) -> list[Row]:
        references, labels = catalogue.references[name], catalogue.labels[kind]
        keys, counts = (values.tolist() for values in referred(references, mask))
        # The address of a record that nothing public refers to must not tell its name.
        public = public_records(catalogue, references) if chosen else set()
        found = {key: label for key, label in labels.at(chosen).items() if key in public}
        found |= labels.offered(keys, MOST_ROWS)
        number_of = dict(zip(keys, counts, strict=True))
        rows = ((label.address, label.name, number_of.get(key, 0)) for key, label in found.items())
        return sorted(rows, key=most_first)

    return rows


def public_records(catalogue: Catalogue, references: References) -> set[int]:
    """The records that something public refers to."""
    return set(np.unique(references.records_of(catalogue.alive & (catalogue.visibility > HIDDEN))).tolist())


def counting_places(kind: str) -> Counter:
    def rows(catalogue: Catalogue, mask: Mask, chosen: Sequence[str]) -> list[Row]:
        numbers, counts = referred(catalogue.references[kind], mask)
        names = [catalogue.places[kind][number] for number in numbers]
        return sorted(((name, name, count) for name, count in zip(names, counts.tolist(), strict=True)), key=most_first)

    return rows


def counting_answers(name: str, answers: dict[str, str], yes: str) -> Counter:
    """How many slots are marked, and how many are not; in the order of `answers`."""

    def rows(catalogue: Catalogue, mask: Mask, chosen: Sequence[str]) -> list[Row]:
        having = marked(catalogue, name)
        counts = {answer: int((mask & (having if answer == yes else ~having)).sum()) for answer in answers}
        return [
            (answer, label, counts[answer]) for answer, label in answers.items() if counts[answer] or answer in chosen
        ]

    return rows


def most_first(row: Row) -> tuple[int, str]:
    return -row[2], row[1]


def kind_rows(catalogue: Catalogue, mask: Mask, chosen: Sequence[str]) -> list[Row]:
    counts = np.bincount(catalogue.kind[mask], minlength=len(KINDS)).tolist()
    labels = dict(Article.Kind.choices)
    rows = [(kind, labels[kind], count) for kind, count in zip(KINDS, counts, strict=True) if count or kind in chosen]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def year_rows(catalogue: Catalogue, mask: Mask, chosen: Sequence[str]) -> list[Row]:
    """Newest first, the unknown year last."""
    counts = np.bincount(catalogue.year[mask], minlength=1)
    known = [(str(year), str(year), int(counts[year])) for year in np.flatnonzero(counts)[::-1] if year]
    unknown = [(UNKNOWN_YEAR, _("date unknown"), int(counts[0]))]
    return known + unknown if counts[0] or UNKNOWN_YEAR in chosen else known


COUNTERS: dict[str, Counter] = {
    "theme": counting("theme", "theme"),
    "hospital": counting("root", "hospital"),
    "initiative": counting("initiative", "initiative"),
    "practice": counting("practice", "practice"),
    "policy": counting("policy", "policy"),
    "province": counting_places("province"),
    "city": counting_places("city"),
    "figures": counting_answers("figures", FIGURES, YES),
    "complete": counting_answers(INCOMPLETE, COMPLETENESS, IN_PART),
    "kind": kind_rows,
    "year": year_rows,
}
