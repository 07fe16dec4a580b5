"""From facts to claims: what each says, and where it stands."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from articles.ingest.authorities import Authorities
from articles.ingest.fields import clipped_values
from articles.models import (
    BranchMention,
    Claim,
    Figure,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    PersonMention,
    PolicyMention,
)
from articles.recognise.types import (
    BranchFact,
    Evidence,
    Facts,
    FigureFact,
    HospitalFact,
    InitiativeFact,
    PersonFact,
    PolicyFact,
)

MentionedFact = HospitalFact | BranchFact | InitiativeFact | PolicyFact | PersonFact

FIGURE_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class FactClaim:
    """A claim that a fact makes at one place. `target` is what it is called in its key, `fields` are what it says."""

    model: type[Claim]
    target: str
    evidence: Evidence
    fields: dict[str, Any]

    @property
    def leads_to(self) -> str:
        """The field that holds the record that the claim is about: the first."""
        return next(iter(self.fields))


def facts_of(facts: Facts, written: set[int]) -> Facts:
    """The facts that stand in the articles with the numbers `written`.

    Of hospitals all stay, because other facts name them; so do organisations that a page names only as those above.
    """
    in_articles = {
        group: tuple(
            replace(fact, mentions=mentions)
            for fact in getattr(facts, group)
            if (mentions := tuple(each for each in fact.mentions if each.evidence.article in written))
            or not fact.mentions
        )
        for group in ("branches", "initiatives", "policies", "people")
    }
    hospitals = tuple(
        replace(fact, mentions=tuple(each for each in fact.mentions if each.evidence.article in written))
        for fact in facts.hospitals
    )
    single = {
        group: tuple(fact for fact in getattr(facts, group) if fact.evidence.article in written)
        for group in ("figures", "honours")
    }
    return replace(facts, hospitals=hospitals if written else (), **in_articles, **single)


def fact_claims(facts: Facts, authorities: Authorities) -> Iterator[FactClaim]:
    """Every claim that the facts make."""
    for model, target, evidence, fields in _claims(facts, authorities):
        if model is HospitalMention:
            fields = {**fields, "is_subject": target in facts.articles[evidence.article].hospitals}
        yield FactClaim(model, target, evidence, clipped_values(model, fields))


def claim_key(machine_text: str, claim: FactClaim) -> str:
    """Where and what the machine read, in 64 hexadecimal digits."""
    kind, evidence = claim.model._meta.model_name, claim.evidence
    parts = "\0".join([machine_text, str(evidence.start), str(evidence.end), kind, claim.target])
    return hashlib.sha256(parts.encode()).hexdigest()


def _claims(facts: Facts, authorities: Authorities) -> Iterator[tuple[type[Claim], str, Evidence, dict]]:
    """(model, name of the target, evidence, fields) of every claim."""
    for model, target, fact, fields in _named(facts, authorities):
        for mention in fact.mentions:
            yield model, target, mention.evidence, fields
    for fact, honour in authorities.with_records(facts, "honours"):
        fields = {"honour": honour, "hospital": authorities.hospital(fact.hospital)}
        target = f"{fact.name}/{fact.recipient}"
        yield HonourMention, target, fact.evidence, {**fields, "recipient": fact.recipient}
    for fact in facts.figures:
        yield Figure, f"{fact.measure}/{fact.value}", fact.evidence, _figure_fields(fact, authorities)


def _named(facts: Facts, authorities: Authorities) -> Iterator[tuple[type[Claim], str, MentionedFact, dict]]:
    """(model, name of the target, fact, fields) of everything that is mentioned by its name."""
    for fact in facts.hospitals:
        yield HospitalMention, fact.name, fact, {"hospital": authorities.hospitals[fact.name]}
    for fact, branch in authorities.with_records(facts, "branches"):
        yield BranchMention, f"{fact.hospital}/{fact.name}", fact, {"branch": branch}
    for fact, initiative in authorities.with_records(facts, "initiatives"):
        yield InitiativeMention, f"{fact.hospital}/{fact.name}", fact, {"initiative": initiative}
    for fact, policy in authorities.with_records(facts, "policies"):
        yield PolicyMention, fact.name, fact, {"policy": policy}
    for fact, person in authorities.with_records(facts, "people"):
        fields = {"person": person, "position": fact.position}
        yield PersonMention, f"{fact.name}/{fact.organisation}/{fact.position}", fact, fields


def _figure_fields(fact: FigureFact, authorities: Authorities) -> dict:
    return {
        "hospital": authorities.hospital(fact.hospital),
        "measure": fact.measure,
        "label": fact.label,
        "value": _decimal(fact.value),
        "value_to": None if fact.value_to is None else _decimal(fact.value_to),
        "unit": fact.unit,
        "approximate": fact.approximate,
        "as_of": fact.as_of,
        "superseded": fact.superseded,
        "scope": fact.scope,
    }


def _decimal(value: float) -> Decimal:
    return Decimal(str(value)).quantize(FIGURE_DIGITS)
