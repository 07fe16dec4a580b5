"""Narrowing and counting by what an address can ask for: theme, hospital, province, kind, year, scope."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

import numpy as np
from django.utils.translation import gettext as _

from articles.models import Article, Hospital, Theme
from articles.narrowing import UNKNOWN_YEAR
from articles.search.catalogue import KINDS, Catalogue, References
from articles.search.contract import Keys

Narrowed = Mapping[str, Sequence[str]]
"""Filters of an address: what several values of one name let through adds up, several names narrow each other."""
Mask = np.ndarray
"""One boolean for each slot of the catalogue."""


def mask_of(catalogue: Catalogue, narrowed: Narrowed, *, all_but: str = "") -> Mask:
    """The slots that every filter lets through, or all but one. Values that do not exist let nothing through."""
    masks = (FILTERS[name](catalogue, list(values)) for name, values in narrowed.items() if values and name != all_but)
    return reduce(np.logical_and, masks, np.ones(len(catalogue), bool))


def referring(catalogue: Catalogue, references: References, records: Sequence[int]) -> Mask:
    mask = np.zeros(len(catalogue), bool)
    mask[references.slots_of(np.array(list(records), np.int64))] = True
    return mask


def on_themes(catalogue: Catalogue, slugs: list[str]) -> Mask:
    themes = Theme.objects.filter(slug__in=slugs).values_list("pk", flat=True)
    return referring(catalogue, catalogue.references["theme"], themes)


def naming_hospitals(catalogue: Catalogue, public_ids: list[str]) -> Mask:
    """A hospital stands for all that were merged into it."""
    hospitals = Hospital.objects.filter(public_id__in=public_ids).values_list("pk", flat=True)
    return referring(catalogue, catalogue.references["root"], hospitals)


def in_provinces(catalogue: Catalogue, provinces: list[str]) -> Mask:
    numbers = [catalogue.provinces.index(province) for province in provinces if province in catalogue.provinces]
    return referring(catalogue, catalogue.references["province"], numbers)


def of_kinds(catalogue: Catalogue, kinds: list[str]) -> Mask:
    return np.isin(catalogue.kind, [KINDS.index(kind) for kind in kinds if kind in KINDS])


def issued_in(catalogue: Catalogue, years: list[str]) -> Mask:
    numbers = [int(year) for year in years if year.isdecimal() and len(year) == 4]
    return np.isin(catalogue.year, [*numbers, *([0] if UNKNOWN_YEAR in years else [])])


def in_scope(catalogue: Catalogue, scopes: list[str]) -> Mask:
    return catalogue.party if "party" in scopes else np.ones(len(catalogue), bool)


FILTERS: dict[str, Callable[[Catalogue, list[str]], Mask]] = {
    "theme": on_themes,
    "hospital": naming_hospitals,
    "province": in_provinces,
    "kind": of_kinds,
    "year": issued_in,
    "scope": in_scope,
}


# --- Counting ---------------------------------------------------------------------------------------------------------

Row = tuple[str, str, int]
"""Value in the address, what readers see, number of articles."""
MOST_ROWS = 60
"""Values that are named at most: a list of hundreds helps nobody, and each has its name read."""


def referred(references: References, mask: Mask) -> tuple[Keys, Keys]:
    """The records that slots of `mask` refer to, and how many of them do; most first, then the oldest record."""
    counts = np.bincount(references.records[mask[references.slots]])
    found = np.flatnonzero(counts)
    best = found[np.argsort(-counts[found], kind="stable")]
    return best, counts[best]


def named(references: References, mask: Mask, records, field: str, *, most: int = MOST_ROWS) -> list[Row]:
    keys, counts = referred(references, mask)
    labels = {key: row for key, *row in records.filter(pk__in=keys[:most].tolist()).values_list("pk", field, "name")}
    rows = [(*labels[key], count) for key, count in zip(keys.tolist(), counts.tolist(), strict=True) if key in labels]
    return sorted(rows, key=lambda row: (-row[2], row[1]))


def theme_rows(catalogue: Catalogue, mask: Mask) -> list[Row]:
    return named(catalogue.references["theme"], mask, Theme.objects, "slug")


def hospital_rows(catalogue: Catalogue, mask: Mask) -> list[Row]:
    return named(catalogue.references["root"], mask, Hospital.objects, "public_id")


def province_rows(catalogue: Catalogue, mask: Mask) -> list[Row]:
    numbers, counts = referred(catalogue.references["province"], mask)
    names = [catalogue.provinces[number] for number in numbers]
    rows = [(name, name, count) for name, count in zip(names, counts.tolist(), strict=True)]
    return sorted(rows, key=lambda row: (-row[2], row[1]))


def kind_rows(catalogue: Catalogue, mask: Mask) -> list[Row]:
    counts = np.bincount(catalogue.kind[mask], minlength=len(KINDS)).tolist()
    labels = dict(Article.Kind.choices)
    rows = [(kind, labels[kind], count) for kind, count in zip(KINDS, counts, strict=True) if count]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def year_rows(catalogue: Catalogue, mask: Mask) -> list[Row]:
    """Newest first, the unknown year last."""
    counts = np.bincount(catalogue.year[mask])
    known = [(str(year), str(year), int(counts[year])) for year in np.flatnonzero(counts)[::-1] if year]
    return [*known, (UNKNOWN_YEAR, _("date unknown"), int(counts[0]))] if len(counts) and counts[0] else known


COUNTERS: dict[str, Callable[[Catalogue, Mask], list[Row]]] = {
    "theme": theme_rows,
    "hospital": hospital_rows,
    "province": province_rows,
    "kind": kind_rows,
    "year": year_rows,
}
