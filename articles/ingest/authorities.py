"""From the names on a page to authority records: found under any of their names, or made.

A record that a person renamed is still found under the name that the machine first gave it, and a merged one leads to
the record that it was merged into.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, Q

from articles.ingest.fields import clipped
from articles.ledger import Ledger
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
from articles.recognise.types import (
    BranchFact,
    Facts,
    HonourFact,
    HospitalFact,
    InitiativeFact,
    PersonFact,
    PolicyFact,
)

Record = TypeVar("Record", bound=Authority)


class Authorities:
    """The authority records of one page. `articles` are those of the page, None for one that is not written; what is
    made, learnt or named is written through `ledger`. `made` are the new ones.
    """

    def __init__(self, facts: Facts, articles: list[Article | None], ledger: Ledger) -> None:
        self.ledger = ledger
        self.made: list[Authority] = []
        self.hospitals = {fact.name: self._hospital(fact, articles) for fact in facts.hospitals}
        self._by_alias = {
            alias: self.hospitals[fact.name]
            for fact in facts.hospitals
            for alias in (*fact.contextual_aliases, *fact.aliases, fact.name)
        }
        self.branches: dict[tuple[str, str, str], PartyBranch] = {}
        for fact in facts.branches:
            self.branches[fact.hospital, fact.name, fact.level] = self._branch(fact)
        self._link_parents(facts.branches)

    def hospital(self, name: str) -> Hospital | None:
        """The hospital that this page calls `name`."""
        return self._by_alias.get(name)

    def branch(self, fact: BranchFact) -> PartyBranch:
        return self.branches[fact.hospital, fact.name, fact.level]

    def initiative(self, fact: InitiativeFact) -> Initiative:
        hospital = self.hospital(fact.hospital)
        organiser = "" if hospital else fact.hospital
        record = self._find_or_make(
            Initiative,
            {"name": fact.name, "hospital": hospital, "organiser": organiser},
            stage=fact.stage,
            is_named=fact.named,
            practice=_practice(fact.practice),
        )
        if record in self.made:
            self.ledger.relate(record, "themes", Theme.objects.current().filter(name__in=fact.themes))
        return record

    def policy(self, fact: PolicyFact) -> Policy:
        return self._find_or_make(Policy, {"name": fact.name})

    def person(self, fact: PersonFact) -> Person:
        hospital = self.hospital(fact.hospital)
        if hospital is None:
            return self._find_or_make(Person, {"name": fact.name, "organisation": fact.organisation}, hospital=None)
        return self._find_or_make(Person, {"name": fact.name, "hospital": hospital}, organisation=hospital.name)

    def honour(self, fact: HonourFact) -> Honour:
        return self._find_or_make(Honour, {"name": fact.name, "issuer": fact.issuer}, year=fact.year)

    def _hospital(self, fact: HospitalFact, articles: list[Article | None]) -> Hospital:
        record = _matching_hospital(fact) or self._make(Hospital, name=fact.name)
        self._learn(record, province=fact.province, city=fact.city, district=fact.district, founded=fact.founded)
        for alias in fact.aliases:
            if alias != record.name:
                kind = HospitalName.Kind.FULL if alias.endswith(record.name) else HospitalName.Kind.SHORT
                self._add_name(record, alias, kind, None)
        places = {mention.printed: mention.evidence.article for mention in fact.mentions}
        for alias in fact.contextual_aliases:
            article = articles[places[alias]] if alias in places else None
            if article is not None:
                self._add_name(record, alias, HospitalName.Kind.CONTEXTUAL, article)
        return record

    def _add_name(self, hospital: Hospital, name: str, kind: str, article: Article | None) -> None:
        """Give a hospital another name, unless it has it, or a person took it away."""
        name = clipped(HospitalName, "name", name)
        if hospital.names.filter(name=name, article=article).exists() or _was_taken_away(hospital, name):
            return
        self.ledger.add(HospitalName(hospital=hospital, name=name, kind=kind, article=article))

    def _learn(self, record: Authority, **values) -> None:
        """Fill what is still empty: the first page that knows a value gives it. What a person wrote stays."""
        machine = record.machine_values
        news = {
            field: value
            for field, value in values.items()
            if value and getattr(record, field) in ("", None) and field not in machine
        }
        if news:
            self.ledger.write(record, **news, machine_values={**machine, **news})

    def _branch(self, fact: BranchFact) -> PartyBranch:
        hospital = self.hospital(fact.hospital)
        if hospital is None:
            return self._find_or_make(
                PartyBranch, {"name": fact.name, "level": fact.level, "organiser": fact.hospital}, is_layer=fact.generic
            )
        return self._find_or_make(
            PartyBranch, {"name": fact.name, "level": fact.level, "hospital": hospital}, is_layer=fact.generic
        )

    def _link_parents(self, facts: Iterable[BranchFact]) -> None:
        named = {(fact.hospital, fact.name): self.branch(fact) for fact in facts}
        for fact in facts:
            branch, parent = self.branch(fact), named.get((fact.hospital, fact.parent))
            if parent and parent != branch and branch.parent_id is None and "parent_id" not in branch.machine_values:
                machine = {**branch.machine_values, "parent_id": parent.pk}
                self.ledger.write(branch, parent=parent, machine_values=machine)

    def _find_or_make(self, model: type[Record], identity: dict, **values) -> Record:
        """The record with this identity, under its own or under its machine-given name; or a new one."""
        identity = {name: clipped(model, name, value) for name, value in identity.items()}
        same = Q(name=identity["name"]) | Q(machine_values__name=identity["name"])
        others = {name: value for name, value in identity.items() if name != "name"}
        found = model.objects.filter(same, **others).order_by("merged_into", "pk").first()
        return found.current() if found else self._make(model, **identity, **values)

    def _make(self, model: type[Record], **values) -> Record:
        clean = {name: clipped(model, name, value) for name, value in values.items()}
        plain = {
            name: value for name, value in clean.items() if not isinstance(value, Model) and value not in ("", None)
        }
        record = self.ledger.add(model(**clean, machine_values=plain))
        self.made.append(record)
        return record


def _practice(name: str) -> Practice | None:
    found = Practice.objects.filter(name=name).first() if name else None
    return found and found.current()


def _was_taken_away(hospital: Hospital, name: str) -> bool:
    """Whether a person deleted this name of the hospital, or made another of it."""
    changes = Change.objects.of(HospitalName).standing().filter(before__name=name)
    by_row = Q(object_pk__in=hospital.names.values("pk")) | Q(before__hospital_id=hospital.pk)
    return changes.filter(by_row).exists()


def _matching_hospital(fact: HospitalFact) -> Hospital | None:
    """The one hospital that goes by this name and does not contradict the place."""
    named = Q(name=fact.name) | Q(machine_values__name=fact.name) | Q(names__name=fact.name, names__article=None)
    candidates = dict.fromkeys(found.current() for found in Hospital.objects.filter(named).order_by("pk"))
    fitting = [hospital for hospital in candidates if _agree(hospital, fact)]
    exact = [hospital for hospital in fitting if hospital.name == fact.name]
    return next(iter(exact or fitting), None)


def _agree(hospital: Hospital, fact: HospitalFact) -> bool:
    """Whether nothing that both sides know of the place differs."""
    pairs = [(hospital.province, fact.province), (hospital.city, fact.city), (hospital.district, fact.district)]
    return all(ours == theirs for ours, theirs in pairs if ours and theirs)
