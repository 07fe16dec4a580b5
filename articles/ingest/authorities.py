"""From the names on a page to authority records: found under any of their names, or made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from articles.ingest.fields import clipped, clipped_values
from articles.ingest.pruning import names_of, needless
from articles.ingest.register import NAMED, Register
from articles.ledger import Ledger, Row
from articles.models import (
    Article,
    Honour,
    Hospital,
    HospitalName,
    Initiative,
    PartyBranch,
    Person,
    Policy,
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
    made, learnt or named is written through `ledger` and added to `register`. `made` are the new ones.
    """

    def __init__(self, facts: Facts, articles: list[Article | None], register: Register, ledger: Ledger) -> None:
        self.ledger = ledger
        self.articles = articles
        self.made: list[Authority] = []
        self.register = register
        self.hospitals = {fact.name: self._hospital(fact) for fact in facts.hospitals}
        self._store()
        for fact in facts.hospitals:
            self._learn(self.hospitals[fact.name], **_place_and_age(fact))
        self._add_names(facts.hospitals)
        self._by_alias = {
            alias: self.hospitals[fact.name]
            for fact in facts.hospitals
            for alias in (*fact.contextual_aliases, *fact.aliases, fact.name)
        }
        finders = {
            "branches": self._branch,
            "initiatives": self._initiative,
            "policies": self._policy,
            "people": self._person,
            "honours": self._honour,
        }
        self.records = {group: [find(fact) for fact in getattr(facts, group)] for group, find in finders.items()}
        self._store()
        self._link_parents(facts.branches)
        self._link_themes(facts.initiatives)

    def take_back(self, rows: Iterable[Row]) -> None:
        """Let new records to which none of `rows`, which are all of the page, leads be as if nobody had made them."""
        rows = list(rows)
        idle = list(needless(self.made, rows))
        names = names_of(idle, rows)
        self.register.forget(idle, names)
        self.ledger.take_back([*names, *idle])

    def hospital(self, name: str) -> Hospital | None:
        """The hospital that this page calls `name`."""
        return self._by_alias.get(name)

    def with_records(self, facts: Facts, group: str) -> Iterator[tuple[Any, Authority]]:
        """(fact, record) of all facts of a group, such as "people"; `facts` are those of the page."""
        return zip(getattr(facts, group), self.records[group], strict=True)

    def _hospital(self, fact: HospitalFact) -> Hospital:
        """The one hospital that goes by this name and does not contradict the place; or a new one."""
        fitting = [hospital for hospital in self.register.hospitals(fact.name) if _agree(hospital, fact)]
        exact = [hospital for hospital in fitting if hospital.name == fact.name]
        found = next(iter(exact or fitting), None)
        return found or self._make(Hospital, name=fact.name, **_place_and_age(fact))

    def _learn(self, record: Authority, **values: Any) -> None:
        """Fill what is still empty: the first page that knows a value gives it. What a person wrote stays."""
        machine = record.machine_values
        news = {
            field: value
            for field, value in values.items()
            if value and getattr(record, field) in ("", None) and field not in machine
        }
        if news:
            self.ledger.write(record, **news, machine_values={**machine, **news})

    def _add_names(self, facts: Iterable[HospitalFact]) -> None:
        """Give hospitals the other names that the page has for them, unless a person took a name away."""
        new = {(each.hospital_id, each.name, each.article_id): each for fact in facts for each in self._names_of(fact)}
        given = [each for each in new.values() if not self.register.has_name(each.hospital, each.name, each.article)]
        self.ledger.add_all(given)
        self.register.add_names(given)

    def _names_of(self, fact: HospitalFact) -> Iterator[HospitalName]:
        record = self.hospitals[fact.name]
        for alias in fact.aliases:
            if alias != record.name:
                kind = HospitalName.Kind.FULL if alias.endswith(record.name) else HospitalName.Kind.SHORT
                yield HospitalName(hospital=record, name=clipped(HospitalName, "name", alias), kind=kind)
        places = {mention.printed: mention.evidence.article for mention in fact.mentions}
        for alias in fact.contextual_aliases:
            article = self.articles[places[alias]] if alias in places else None
            if article is not None:
                name = clipped(HospitalName, "name", alias)
                kind = HospitalName.Kind.CONTEXTUAL
                yield HospitalName(hospital=record, name=name, kind=kind, article=article)

    def _branch(self, fact: BranchFact) -> PartyBranch:
        hospital = self.hospital(fact.hospital)
        owner = {"hospital": hospital} if hospital else {"organiser": fact.hospital}
        return self._find_or_make(PartyBranch, fact.name, {"level": fact.level, **owner}, is_layer=fact.generic)

    def _initiative(self, fact: InitiativeFact) -> Initiative:
        hospital = self.hospital(fact.hospital)
        owner = {"hospital": hospital, "organiser": "" if hospital else fact.hospital}
        values = {"stage": fact.stage, "is_named": fact.named, "practice": self.register.practices.get(fact.practice)}
        return self._find_or_make(Initiative, fact.name, owner, **values)

    def _policy(self, fact: PolicyFact) -> Policy:
        return self._find_or_make(Policy, fact.name, {})

    def _person(self, fact: PersonFact) -> Person:
        if hospital := self.hospital(fact.hospital):
            return self._find_or_make(Person, fact.name, {"hospital": hospital}, organisation=hospital.name)
        return self._find_or_make(Person, fact.name, {"organisation": fact.organisation, "hospital": None})

    def _honour(self, fact: HonourFact) -> Honour:
        return self._find_or_make(Honour, fact.name, {"issuer": fact.issuer}, year=fact.year)

    def _link_parents(self, facts: Sequence[BranchFact]) -> None:
        branches = self.records["branches"]
        named = {(fact.hospital, fact.name): branch for fact, branch in zip(facts, branches, strict=True)}
        for fact, branch in zip(facts, branches, strict=True):
            parent = named.get((fact.hospital, fact.parent))
            if parent and parent != branch and branch.parent_id is None and "parent_id" not in branch.machine_values:
                machine = {**branch.machine_values, "parent_id": parent.pk}
                self.ledger.write(branch, parent=parent, machine_values=machine)

    def _link_themes(self, facts: Sequence[InitiativeFact]) -> None:
        made = {record.pk for record in self.made if isinstance(record, Initiative)}
        for fact, initiative in zip(facts, self.records["initiatives"], strict=True):
            if initiative.pk in made:
                made.remove(initiative.pk)
                themes = [self.register.themes[name] for name in fact.themes if name in self.register.themes]
                self.ledger.relate(initiative, "themes", themes)

    def _find_or_make(self, model: type[Record], name: str, identity: dict, **values: Any) -> Record:
        """The record with this name and identity; or a new one."""
        identity = clipped_values(model, {"name": name, **identity})
        known = {
            model._meta.get_field(field).attname: value.pk if isinstance(value, Model) else value
            for field, value in identity.items()
        }
        return self.register.find(model, **known) or self._make(model, **identity, **values)

    def _make(self, model: type[Record], **values: Any) -> Record:
        """A new record, which `_store` stores."""
        clean = clipped_values(model, {name: value for name, value in values.items() if value not in ("", None)})
        plain = {name: value for name, value in clean.items() if not isinstance(value, Model)}
        record = model(**clean, machine_values=plain)
        self.made.append(record)
        self.register.add(record)
        return record

    def _store(self) -> None:
        """Store what was made, those of one kind at once."""
        for model in NAMED:
            self.ledger.add_all(record for record in self.made if type(record) is model and record.pk is None)


def _place_and_age(fact: HospitalFact) -> dict[str, Any]:
    return {"province": fact.province, "city": fact.city, "district": fact.district, "founded": fact.founded}


def _agree(hospital: Hospital, fact: HospitalFact) -> bool:
    """Whether nothing that both sides know of the place differs."""
    pairs = [(hospital.province, fact.province), (hospital.city, fact.city), (hospital.district, fact.district)]
    return all(ours == theirs for ours, theirs in pairs if ours and theirs)
