"""The authority records that pages may mean, found by all their names at once: one query for each kind of record.

A record that a person renamed is still found under the name that the machine first gave it, and a merged one leads to
the record that it was merged into. Another name of a hospital leads to it where a person vouched for the name: what a
machine learnt from one page must not decide what another page means, nor may the order in which pages are read.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Model, Q

from articles.ingest.fields import clipped
from articles.models import (
    Article,
    Change,
    Honour,
    Hospital,
    HospitalName,
    Initiative,
    PartyBranch,
    Person,
    Policy,
    Practice,
    Theme,
)
from articles.models.identity import Authority
from articles.recognise.types import Facts

Record = TypeVar("Record", bound=Authority)
Names = Mapping[type[Model], Collection[str]]
NAMED = {
    Hospital: "hospitals",
    PartyBranch: "branches",
    Initiative: "initiatives",
    Policy: "policies",
    Person: "people",
    Honour: "honours",
}
"""The kinds of records, each with the group of facts that names them."""


class Register:
    """The stored records that go by one of the names in the facts of some pages, and those that are added to them.

    Of other names of hospitals those count that hold everywhere, or in one of `articles`. `themes` are all themes by
    name, `practices` those that the facts name.
    """

    def __init__(self, pages: Collection[Facts], articles: Collection[Article] = ()) -> None:
        self.themes = {theme.name: theme.current() for theme in Theme.objects.select_related("merged_into")}
        self.practices = _practices(pages)
        names = _names_on(pages)
        names = {model: {clipped(model, "name", name) for name in called} for model, called in names.items() if called}
        self._records: dict[tuple[type[Authority], str], list[Authority]] = defaultdict(list)
        self._changes = _changes_of_names(names)
        self._others = _other_names(names.pop(HospitalName, ()), articles)
        for model, called in names.items():
            for name, record in self._stored(model, called):
                self._records[model, name].append(record)

    def add(self, record: Authority) -> None:
        """Let a new record be found."""
        self._records[type(record), record.name].append(record)

    def add_names(self, names: Iterable[HospitalName]) -> None:
        """Let new other names of hospitals be known, each of which its hospital has only once."""
        for other in names:
            self._others[other.name].append(other)

    def forget(self, records: Collection[Authority], names: Iterable[HospitalName]) -> None:
        """Let records and names be found no more."""
        for record in records:
            self._records[type(record), record.name].remove(record)
        for other in names:
            self._others[other.name].remove(other)

    def find(self, model: type[Record], name: str, **identity: Any) -> Record | None:
        """The record of today with this name, and with these values by which records of one name are told apart."""
        same = [
            record
            for record in self._records[model, name]
            if all(getattr(record, field) == value for field, value in identity.items())
        ]
        return min(same, key=lambda record: record.merged_into_id is not None).current() if same else None

    def hospitals(self, name: str) -> list[Hospital]:
        """The hospitals of today that go by a name, the oldest first, those last that are not stored yet."""
        found: list[Hospital] = []
        for record in sorted(self._records[Hospital, name], key=lambda record: record.pk or math.inf):
            if (today := record.current()) not in found:
                found.append(today)
        return found

    def has_name(self, hospital: Hospital, name: str, article: Article | None) -> bool:
        """Whether a hospital has another name already, everywhere or in an article, or a person took it away."""
        place = hospital.pk, article and article.pk
        given = any((other.hospital_id, other.article_id) == place for other in self._others[name])
        return given or hospital.pk in self._losers_of(name)

    def _stored(self, model: type[Authority], called: set[str]) -> Iterator[tuple[str, Authority]]:
        """(name, record) of all records of one kind that go by one of the names."""
        renamed = [change.object_pk for change in self._changes if change.model == model._meta.model_name]
        others = self._vouched_for(called) if model is Hospital else {}
        named = Q(name__in=called)
        if keys := {*renamed, *others}:
            named |= Q(pk__in=keys)
        for record in model.objects.filter(named).order_by("pk").select_related("merged_into"):
            names = {record.name, record.machine_values.get("name", record.name), *others.get(record.pk, ())}
            yield from ((name, record) for name in names & called)

    def _vouched_for(self, called: set[str]) -> dict[int, set[str]]:
        """Keys of the hospitals that have one of the names everywhere, as a person said, with those names."""
        general = [other.pk for name in called for other in self._others[name] if other.article_id is None]
        found: dict[int, set[str]] = defaultdict(set)
        for other in HospitalName.objects.vouched_for().filter(pk__in=general) if general else ():
            found[other.hospital_id].add(other.name)
        return found

    def _losers_of(self, name: str) -> set[int]:
        """Keys of the hospitals from which a person took a name, by deleting it or making another of it."""
        changes = [change for change in self._changes if change.model == "hospitalname"]
        changes = [change for change in changes if change.before["name"] == name]
        rows = HospitalName.objects.filter(pk__in=[change.object_pk for change in changes]) if changes else ()
        return {change.before.get("hospital_id") for change in changes} | {row.hospital_id for row in rows}


def _names_on(pages: Iterable[Facts]) -> dict[type[Model], set[str]]:
    """The names on pages by the kind of record that they name, with the other names of hospitals."""
    names = {model: {fact.name for facts in pages for fact in getattr(facts, group)} for model, group in NAMED.items()}
    hospitals = [fact for facts in pages for fact in facts.hospitals]
    aliases = {alias for fact in hospitals for alias in (*fact.aliases, *fact.contextual_aliases)}
    return {**names, HospitalName: names[Hospital] | aliases}


def _practices(pages: Iterable[Facts]) -> dict[str, Practice]:
    """The practices that initiatives follow, by name."""
    names = {fact.practice for facts in pages for fact in facts.initiatives if fact.practice}
    found = Practice.objects.filter(name__in=names).select_related("merged_into") if names else ()
    return {practice.name: practice.current() for practice in found}


def _changes_of_names(names: Names) -> list[Change]:
    """By which decisions records lost one of the names."""
    called = {model._meta.model_name: wanted for model, wanted in names.items()}
    every = set().union(*called.values())
    lost = Change.objects.filter(model__in=called, before__name__in=every).standing() if every else ()
    return [change for change in lost if change.before["name"] in called[change.model]]


def _other_names(called: Collection[str], articles: Collection[Article]) -> dict[str, list[HospitalName]]:
    found: dict[str, list[HospitalName]] = defaultdict(list)
    if called:
        valid = Q(article=None) | Q(article__in=articles) if articles else Q(article=None)
        for other in HospitalName.objects.filter(valid, name__in=called).order_by("pk"):
            found[other.name].append(other)
    return found
