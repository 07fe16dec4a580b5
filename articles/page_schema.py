"""The page schema: what a page and its facts look like as JSON. See docs/recognising.md for the fields."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from articles.recognise.types import (
    ArticleFacts,
    BranchFact,
    DateFact,
    Evidence,
    Facts,
    FigureCheck,
    FigureFact,
    HonourFact,
    HospitalFact,
    InitiativeFact,
    Mention,
    PersonFact,
    ThemeFact,
)
from articles.restore.types import ArticleText, Page, PassageText, SectionText

Json = dict[str, Any]


def as_schema(source: str, page: Page, facts: Facts) -> Json:
    """The page as a JSON object. `source` is the file that it came from; only its base name is kept.

    Equal pages give equal objects, keys and lists in a fixed order, so that two runs can be compared byte by byte.
    """
    pairs = zip(page.articles, facts.articles, strict=True)
    return {
        "source": PurePath(source).name,
        "articles": [article_schema(page, article, read) for article, read in pairs],
        "hospitals": [hospital_schema(fact) for fact in facts.hospitals],
        "party_organisations": [branch_schema(fact) for fact in facts.branches],
        "figures": [figure_schema(fact) for fact in facts.figures],
        "initiatives": [initiative_schema(fact) for fact in facts.initiatives],
        "policies": [fact.name for fact in facts.policies],
        "policy_mentions": [{"name": fact.name, **placed(fact.mentions)} for fact in facts.policies],
        "people": [person_schema(fact) for fact in facts.people],
        "honours": [honour_schema(fact) for fact in facts.honours],
        "figure_checks": [check_schema(check) for check in facts.checks],
    }


def article_schema(page: Page, article: ArticleText, facts: ArticleFacts) -> Json:
    return {
        "title": text_of(article.title),
        "title_missing": article.title is None,
        "suggested_title": article.suggested_title or None,
        "subtitle": text_of(article.subtitle),
        "kicker": text_of(article.kicker),
        "bylines": [{"role": person.role, "name": person.name} for person in article.contributors],
        "kind": facts.kind,
        "about_party_building": facts.about_party_building,
        "themes": [theme.name for theme in facts.themes],
        "theme_reasons": [theme_schema(theme) for theme in facts.themes],
        "date_evidence": date_schema(facts.date),
        "continued_from": article.continued_from or None,
        "continued_on": article.continued_on or None,
        "hospitals": list(facts.hospitals),
        "hospitals_mentioned": list(facts.hospitals_mentioned),
        "body": [passage_schema(page, passage) for passage in article.body],
        "sections": [section_schema(section) for section in article.sections],
        "reasons": [{"code": reason.code, "detail": reason.detail} for reason in article.reasons],
    }


def text_of(passage: PassageText | None) -> str | None:
    return passage.text.text if passage else None


def passage_schema(page: Page, passage: PassageText) -> Json:
    lines = page.line_ranges(passage.text.spans())
    shown = {"type": passage.kind, "text": passage.text.text, "lines": [list(pair) for pair in lines]}
    if passage.level is not None:
        shown["level"] = passage.level
    if passage.truncated:
        shown["truncated"] = True
    return shown


def section_schema(section: SectionText) -> Json:
    return {
        "speaker": section.speaker,
        "position": section.position,
        "organisation": section.organisation,
        "title": section.title,
        "body_first": section.body_first,
        "body_last": section.body_last,
        "truncated": section.truncated,
    }


def theme_schema(theme: ThemeFact) -> Json:
    words = [{"word": word, "times": times} for word, times in theme.words]
    return {"name": theme.name, "confidence": theme.confidence, "words": words}


def date_schema(date: DateFact | None) -> Json | None:
    return {"not_before": date.not_before, **place(date.evidence)} if date else None


def hospital_schema(fact: HospitalFact) -> Json:
    return {
        "name": fact.name,
        "aliases": list(fact.aliases),
        "contextual_aliases": list(fact.contextual_aliases),
        "province": fact.province or None,
        "city": fact.city or None,
        "district": fact.district or None,
        "founded": fact.founded,
        "founded_evidence": place(fact.founded_evidence) if fact.founded_evidence else None,
        **placed(fact.mentions),
    }


def branch_schema(fact: BranchFact) -> Json:
    return {
        "hospital": fact.hospital,
        "name": fact.name,
        "level": fact.level,
        "parent": fact.parent or None,
        "generic": fact.generic,
        "evidence": fact.mentions[0].evidence.quote,
        **placed(fact.mentions),
    }


def figure_schema(fact: FigureFact) -> Json:
    return {
        "hospital": fact.hospital or None,
        "measure": fact.measure,
        "label": fact.label,
        "value": number(fact.value),
        "value_to": None if fact.value_to is None else number(fact.value_to),
        "unit": fact.unit,
        "approx": fact.approximate or None,
        "as_of": fact.as_of or None,
        "superseded": fact.superseded,
        "scope": fact.scope,
        **place(fact.evidence),
    }


def initiative_schema(fact: InitiativeFact) -> Json:
    return {
        "hospital": fact.hospital or None,
        "name": fact.name,
        "practice": fact.practice or None,
        "stage": fact.stage or None,
        "named": fact.named,
        "scope": fact.scope,
        "themes": list(fact.themes),
        **placed(fact.mentions),
    }


def person_schema(fact: PersonFact) -> Json:
    return {
        "name": fact.name,
        "position": fact.position or None,
        "organisation": fact.organisation or None,
        "hospital": fact.hospital or None,
        **placed(fact.mentions),
    }


def honour_schema(fact: HonourFact) -> Json:
    return {
        "hospital": fact.hospital or None,
        "name": fact.name,
        "recipient": fact.recipient or None,
        "issuer": fact.issuer or None,
        "year": fact.year,
        **place(fact.evidence),
    }


def check_schema(check: FigureCheck) -> Json:
    """Figures put against each other; `figures` are places in the list of figures, the checked one first."""
    return {
        "kind": check.kind,
        "agrees": check.agrees,
        "hospital": check.hospital or None,
        "label": check.label,
        "figures": list(check.figures),
        "stated": number(check.stated),
        "computed": number(check.computed),
        "terms": [{"label": label, "value": number(value)} for label, value in check.terms],
        "quotes": list(check.quotes),
    }


def number(value: float) -> int | float:
    """877.0 → 877, as printed; 74.68 stays."""
    return int(value) if value == int(value) else value


def place(evidence: Evidence) -> Json:
    return {
        "article": evidence.article,
        "field": evidence.field,
        "body": evidence.body,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }


def placed(mentions: Iterable[Mention]) -> Json:
    """The first place of a fact, and all of them."""
    shown = [{"printed": mention.printed, **place(mention.evidence)} for mention in mentions]
    first = {key: value for key, value in shown[0].items() if key != "printed"}
    return {**first, "mentions": shown}
