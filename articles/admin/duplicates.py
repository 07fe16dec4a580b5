"""Records that are likely the same, each pair with the reasons that speak for it. Proposed, never merged by itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from articles.models import Distinction, Honour, Hospital, Initiative, PartyBranch, Person, Policy, Practice, Theme

ALIKE = 84
"""Likeness of two names, of 100, from which on they are proposed."""
COMMON_SHARE = 0.05
"""A pair of letters that stands in more of the names than this says nothing: 医院, 人民."""
NUMERALS = re.compile(r"[0-9０-９一二三四五六七八九十]+")
"""What tells the first from the second, however alike their names."""
FEWEST, MOST = 10, 60
"""So many names may share a pair of letters in any archive, however small; and so many at most, however large."""

SAME_OWNER: dict[type[Model], tuple[str, ...]] = {
    Hospital: ("province", "city", "district"),
    PartyBranch: ("hospital_id", "level"),
    Initiative: ("hospital_id",),
    Person: ("hospital_id",),
    Honour: ("year",),
    Policy: (),
    Practice: (),
    Theme: (),
}
"""What speaks against it where both records say something, and differ."""
OTHER_NAMES = {Hospital: "names", Practice: "synonyms"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are likely one: `likeness` of their names up to 100, and why."""

    first: Any
    second: Any
    likeness: int
    reasons: tuple[str, ...]


def numbers_of_duplicates() -> dict[type[Model], int]:
    """How many pairs of each kind there are."""
    distinctions = list(Distinction.objects.all())
    return {model: len(likely_duplicates(model, distinctions)) for model in SAME_OWNER}


def likely_duplicates(model: type[Model], distinctions: Iterable[Distinction] | None = None) -> list[Pair]:
    """The pairs of a kind of record that nobody has merged or told apart, the likeliest first."""
    records = list(_records(model))
    known = Distinction.objects.filter(model=model._meta.model_name) if distinctions is None else distinctions
    told_apart = {(each.first, each.second) for each in known if each.model == model._meta.model_name}
    names = {record.pk: names_of(record) for record in records}
    by_key = {record.pk: record for record in records}
    pairs = (
        pair
        for one, other in candidates(names)
        if (one, other) not in told_apart and (pair := compared(by_key[one], by_key[other], names))
    )
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first.pk, pair.second.pk))


def compared(first: Any, second: Any, names: dict[int, list[str]]) -> Pair | None:
    """The two as a pair, where their names are alike and nothing that both say differs."""
    fields = SAME_OWNER[type(first)]
    values = [(getattr(first, name), getattr(second, name)) for name in fields]
    if any(one != other and one not in ("", None) and other not in ("", None) for one, other in values):
        return None
    likeness, reasons = _likeness(names[first.pk], names[second.pk])
    if likeness < ALIKE:
        return None
    agreed = [first._meta.get_field(name.removesuffix("_id")).verbose_name for name in fields]
    same = [label for label, (one, other) in zip(agreed, values, strict=True) if one == other and one not in ("", None)]
    return Pair(first, second, likeness, (*reasons, *(_("the same: %s") % label for label in same)))


def _likeness(ours: list[str], theirs: list[str]) -> tuple[int, list[str]]:
    if shared := sorted(set(ours) & set(theirs)):
        return 100, [_("both are called %s") % shared[0]]
    if ours[0].endswith(theirs[0]) or theirs[0].endswith(ours[0]):
        return 95, [_("one name ends in the other")]
    if NUMERALS.sub("", ours[0]) == NUMERALS.sub("", theirs[0]):
        return 0, []
    ratio = round(fuzz.ratio(ours[0], theirs[0]))
    return ratio, [_("names alike to %d in 100") % ratio]


def candidates(names: dict[int, list[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of keys whose names share two letters in a row that are rare enough to tell something."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for key, its_names in names.items():
        for piece in {name[at : at + 2] for name in its_names for at in range(max(len(name) - 1, 1))}:
            holders[piece].add(key)
    limit = min(MOST, max(FEWEST, round(len(names) * COMMON_SHARE)))
    found: Counter[tuple[int, int]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= limit:
            found.update(combinations(sorted(keys), 2))
    yield from found


def names_of(record: Any) -> list[str]:
    """The name of a record, then its other names that hold everywhere."""
    relation = OTHER_NAMES.get(type(record))
    others: Iterable[Any] = getattr(record, relation).all() if relation else ()
    return [record.name, *(row.name for row in others if getattr(row, "article_id", None) is None)]


def _records(model: type[Model]) -> Any:
    records = model._default_manager.filter(merged_into=None)
    if relation := OTHER_NAMES.get(model):
        records = records.prefetch_related(relation)
    related = [name.removesuffix("_id") for name in SAME_OWNER[model] if name.endswith("_id")]
    return records.select_related(*related) if related else records
