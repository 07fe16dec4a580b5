"""Writing the page schema: what a page and its facts look like as JSON. See docs/page-schema.md for the fields."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from articles.page_schema.types import HEAD, Json, Origin, StoredPage
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
from articles.restore.types import ArticleText, Contributor, Fix, Page, PassageText, Reason, Remnant, SectionText


def as_record(stored: StoredPage) -> Json:
    """Everything that an archive needs to make the page again: its schema, what was supplied, its text and spans.

    `articles.page_schema.read_record` reads it back.
    """
    page = stored.page
    return {
        **without_page_text(stored),
        "encoding": page.encoding,
        "text": page.text,
        "spans": [[list(map(list, part.text.spans())) for part in article.passages()] for article in page.articles],
        "fixes": [fix_schema(fix) for fix in page.fixes],
        "remnants": [remnant_schema(remnant) for remnant in page.remnants],
    }


def without_page_text(stored: StoredPage) -> Json:
    """The schema of a page and what was supplied, without what else is printed there. It can be read back too."""
    schema = as_schema(stored.path, stored.page, stored.facts)
    schema.pop("figure_checks")  # follow from the figures
    return {"source": schema.pop("source"), "path": stored.path, **origin_schema(stored.origin), **schema}


def origin_schema(origin: Origin) -> Json:
    return {
        "newspaper": origin.newspaper or None,
        "issue_date": origin.issue_date.isoformat() if origin.issue_date else None,
        "page_label": origin.page_label or None,
        "rights": origin.rights or None,
    }


def fix_schema(fix: Fix) -> Json:
    return {"rule": fix.rule, "lines": list(fix.lines), "before": fix.before, "after": fix.after}


def remnant_schema(remnant: Remnant) -> Json:
    spans = [list(span) for span in remnant.text.spans()]
    return {"kind": remnant.kind, "text": remnant.text.text, "spans": spans, "detail": remnant.detail}


def as_schema(source: str, page: Page, facts: Facts) -> Json:
    """The page as a JSON object. `source` is the file that it came from; only its base name is kept.

    Equal pages give equal objects, keys and lists in a fixed order, so that two runs can be compared byte by byte.
    """
    pairs = zip(page.articles, facts.articles, strict=True)
    return {
        "source": PurePosixPath(source).name,
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
        "bylines": [contributor_schema(person) for person in article.contributors],
        "byline_printed": [{"text": line.text.text, "lines": lines_of(page, line)} for line in article.bylines],
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
        "reasons": list(reason_schemas(article)),
    }


def contributor_schema(person: Contributor) -> Json:
    shown: Json = {"role": person.role, "name": person.name}
    if person.run_in:
        shown["run_in"] = True
    if person.institution:
        shown["institution"] = True
    return shown


def reason_schemas(article: ArticleText) -> Iterator[Json]:
    """What a person should look at: in the article as a whole (no `field`), then in its head and body."""
    for reason in article.reasons:
        yield {"field": None, "body": None, **reason_schema(reason)}
    for field, parts in (*((name, heads(article, name)) for name in HEAD), ("body", article.body)):
        for index, part in enumerate(parts):
            for reason in part.reasons:
                yield {"field": field, "body": index if field == "body" else None, **reason_schema(reason)}


def reason_schema(reason: Reason) -> Json:
    return {"code": reason.code, "detail": reason.detail, "lines": list(reason.lines) if reason.lines else None}


def heads(article: ArticleText, field: str) -> tuple[PassageText, ...]:
    """The passages of a part of the head; of bylines the first, which is the one that facts and reasons speak of."""
    if field == "byline":
        return article.bylines[:1]
    part = getattr(article, field)
    return (part,) if part else ()


def text_of(passage: PassageText | None) -> str | None:
    return passage.text.text if passage else None


def passage_schema(page: Page, passage: PassageText) -> Json:
    shown: Json = {"type": passage.kind, "text": passage.text.text, "lines": lines_of(page, passage)}
    if passage.role:
        shown["role"] = passage.role
    if passage.level is not None:
        shown["level"] = passage.level
    if passage.truncated:
        shown["truncated"] = True
    return shown


def lines_of(page: Page, passage: PassageText) -> list[list[int]]:
    return [list(pair) for pair in page.line_ranges(passage.text.spans())]


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
    """What the text proves about the date. An archive keeps the sentence, but not its place."""
    if date is None:
        return None
    evidence = date.evidence
    return {"not_before": date.not_before, **(place(evidence) if evidence.end else {"quote": evidence.quote})}


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
        "evidence": fact.mentions[0].evidence.quote if fact.mentions else None,
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
        "scope": fact.scope or None,
        **place(fact.evidence),
    }


def initiative_schema(fact: InitiativeFact) -> Json:
    return {
        "hospital": fact.hospital or None,
        "name": fact.name,
        "practice": fact.practice or None,
        "stage": fact.stage or None,
        "named": fact.named,
        "scope": fact.scope or None,
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
    """The first place of a fact, and all of them. A record that others of the page stand on may have none."""
    shown = [{"printed": mention.printed, **place(mention.evidence)} for mention in mentions]
    first = {key: value for mention in shown[:1] for key, value in mention.items() if key != "printed"}
    return {**first, "mentions": shown}
