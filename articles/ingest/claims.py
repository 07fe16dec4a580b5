"""From facts to claims: each fact on its passage, with its span and sentence."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from articles.ingest.authorities import Authorities
from articles.ingest.fields import clipped_values
from articles.models import (
    Article,
    ArticleTheme,
    BranchMention,
    Claim,
    Figure,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    Passage,
    PersonMention,
    PolicyMention,
    Theme,
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

HEAD_FIELDS = ("kicker", "title", "subtitle", "byline")
MentionedFact = HospitalFact | BranchFact | InitiativeFact | PolicyFact | PersonFact

FIGURE_DIGITS = Decimal("0.0001")


class PassageMap:
    """Finds the passage that a piece of evidence speaks of, among the articles of a page."""

    def __init__(self, articles: list[Article]) -> None:
        self.articles = {index: article for index, article in enumerate(articles) if article is not None}
        self._body: dict[int, list[Passage]] = {}
        self._head: dict[tuple[int, str], Passage] = {}
        for index, article in self.articles.items():
            passages = list(article.passages.all())
            self._body[index] = [passage for passage in passages if passage.kind not in HEAD_FIELDS]
            for passage in passages:
                self._head.setdefault((index, passage.kind), passage)

    def find(self, evidence: Evidence) -> Passage | None:
        """The passage, or None where the article is not being written."""
        if evidence.article not in self.articles:
            return None
        if evidence.body is None:
            return self._head.get((evidence.article, evidence.field))
        return self._body[evidence.article][evidence.body]


def write_claims(facts: Facts, articles: list[Article | None], authorities: Authorities) -> None:
    """Write every claim of a page on the passages of `articles`; None stands for an article that is not written."""
    passages = PassageMap(articles)
    batches: dict[type[Claim], dict[tuple, Claim]] = defaultdict(dict)
    for model, target, evidence, fields in _claims(facts, authorities):
        passage = passages.find(evidence)
        if passage is None:
            continue
        if model is HospitalMention:
            about = facts.articles[evidence.article].hospitals
            fields = {**fields, "is_subject": target in about}
        claim = _claim(model, passage, evidence, target, fields)
        batches[model].setdefault((passage.pk, claim.key), claim)
    for model, claims in batches.items():
        model.objects.bulk_create(claims.values())
    _write_themes(facts, passages.articles)


def _claims(facts: Facts, authorities: Authorities) -> Iterator[tuple[type[Claim], str, Evidence, dict]]:
    """(model, name of the target, evidence, fields) of every claim."""
    for model, target, fact, fields in _named(facts, authorities):
        for mention in fact.mentions:
            yield model, target, mention.evidence, fields
    for fact in facts.honours:
        fields = {"honour": authorities.honour(fact), "hospital": authorities.hospital(fact.hospital)}
        target = f"{fact.name}/{fact.recipient}"
        yield HonourMention, target, fact.evidence, {**fields, "recipient": fact.recipient}
    for fact in facts.figures:
        yield Figure, f"{fact.measure}/{fact.value}", fact.evidence, _figure_fields(fact, authorities)


def _named(facts: Facts, authorities: Authorities) -> Iterator[tuple[type[Claim], str, MentionedFact, dict]]:
    """(model, name of the target, fact, fields) of everything that is mentioned by its name."""
    for fact in facts.hospitals:
        yield HospitalMention, fact.name, fact, {"hospital": authorities.hospitals[fact.name]}
    for fact in facts.branches:
        yield BranchMention, f"{fact.hospital}/{fact.name}", fact, {"branch": authorities.branch(fact)}
    for fact in facts.initiatives:
        yield InitiativeMention, f"{fact.hospital}/{fact.name}", fact, {"initiative": authorities.initiative(fact)}
    for fact in facts.policies:
        yield PolicyMention, fact.name, fact, {"policy": authorities.policy(fact)}
    for fact in facts.people:
        fields = {"person": authorities.person(fact), "position": fact.position}
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


def _claim(model: type[Claim], passage: Passage, evidence: Evidence, target: str, fields: dict) -> Claim:
    fields = clipped_values(model, fields)
    return model(
        passage=passage,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        rule=evidence.rule,
        confidence=evidence.confidence,
        key=claim_key(passage.machine_text, evidence.start, evidence.end, model._meta.model_name, target),
        machine_values={name: _plain(value) for name, value in fields.items()},
        **fields,
    )


def _plain(value: object) -> object:
    """A field value as JSON: a record by its key, a decimal as it is written."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return getattr(value, "pk", str(value))


def claim_key(machine_text: str, start: int, end: int, kind: str, target: str) -> str:
    """Where and what the machine read, in 64 hexadecimal digits: the same reading has the same key for ever."""
    parts = "\0".join([machine_text, str(start), str(end), kind, target])
    return hashlib.sha256(parts.encode()).hexdigest()


def _write_themes(facts: Facts, articles: dict[int, Article]) -> None:
    themes = {theme.name: theme for theme in Theme.objects.all()}
    ArticleTheme.objects.bulk_create(
        ArticleTheme(
            article=article,
            theme=themes[fact.name],
            rule="theme.keywords",
            confidence=fact.confidence,
            words=[list(pair) for pair in fact.words],
        )
        for index, article in articles.items()
        for fact in facts.articles[index].themes
        if fact.name in themes
    )
