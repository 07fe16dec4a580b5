"""Writing a restored article: head, sections, passages, bylines, reasons."""

import hashlib

from django.utils import timezone

from articles.ingest.authorities import Authorities
from articles.ingest.fields import clipped, clipped_values
from articles.models import Article, Contributor, PageVersion, Passage, ReviewReason, Section
from articles.recognise.types import ArticleFacts, Facts
from articles.restore.types import ArticleText, Page, PassageText, Reason


def new_article(
    version: PageVersion, order: int, text: ArticleText, facts: ArticleFacts, mark: str, *, publish: bool
) -> Article:
    """Make the record of an article. Its passages come with `write_content`."""
    article = Article(page_id=version.page_id, read_from=version, order=order)
    set_machine_fields(article, text, facts, mark)
    if publish:
        article.publication, article.published_at = Article.Publication.PUBLISHED, timezone.now()
    article.save()
    return article


def set_machine_fields(article: Article, text: ArticleText, facts: ArticleFacts, mark: str) -> None:
    """Give the article's own fields the machine's values, and note them beside the `fingerprint` of the reading."""
    values = clipped_values(
        Article,
        {
            "kicker": text.kicker.text.text if text.kicker else "",
            "title": text.title.text.text if text.title else text.suggested_title,
            "title_is_suggested": text.title is None and bool(text.suggested_title),
            "subtitle": text.subtitle.text.text if text.subtitle else "",
            "kind": facts.kind,
            "about_party_building": facts.about_party_building,
            "continued_from": text.continued_from,
            "continued_on": text.continued_on,
            "not_before": facts.date.not_before if facts.date else "",
            "date_evidence": facts.date.evidence.quote if facts.date else "",
        },
    )
    for name, value in values.items():
        setattr(article, name, value)
    article.machine_values = {**values, "reading": mark}


def write_content(article: Article, page: Page, text: ArticleText, authorities: Authorities) -> None:
    """Write everything below the article itself. The article must have none of it yet."""
    passages = Passage.objects.bulk_create(
        _passage(article, order, page, part) for order, part in enumerate(text.passages())
    )
    body = passages[len(passages) - len(text.body) :]
    _write_sections(article, text, body, authorities)
    Contributor.objects.bulk_create(
        Contributor(
            article=article,
            order=order,
            role=person.role,
            name=clipped(Contributor, "name", person.name),
            is_institution=person.institution,
            run_in=person.run_in,
        )
        for order, person in enumerate(text.contributors)
    )
    reasons = [(None, reason) for reason in text.reasons]
    reasons += [(passage, why) for passage, part in zip(passages, text.passages(), strict=True) for why in part.reasons]
    ReviewReason.objects.bulk_create(_reason(article, passage, reason) for passage, reason in reasons)


def _reason(article: Article, passage: Passage | None, reason: Reason) -> ReviewReason:
    first, last = reason.lines or (None, None)
    detail = clipped(ReviewReason, "detail", reason.detail)
    return ReviewReason(
        article=article, passage=passage, code=reason.code, first_line=first, last_line=last, detail=detail
    )


def clear_content(article: Article) -> None:
    """Remove everything below the article itself, claims included."""
    for related in (
        article.passages,
        article.sections,
        article.contributors,
        article.review_reasons,
        article.theme_links,
    ):
        related.all().delete()


def fingerprint(text: ArticleText, facts: Facts, index: int) -> str:
    """What the machine read of one article, in 64 hexadecimal digits: equal readings need not be written again."""
    own = [repr(text), repr([part.text.spans() for part in text.passages()]), repr(facts.articles[index])]
    for group in (facts.hospitals, facts.branches, facts.initiatives, facts.policies, facts.people):
        own += [repr(fact) for fact in group if any(mention.evidence.article == index for mention in fact.mentions)]
    own += [repr(fact) for fact in (*facts.figures, *facts.honours) if fact.evidence.article == index]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()


def _passage(article: Article, order: int, page: Page, part: PassageText) -> Passage:
    spans = part.text.spans()
    return Passage(
        article=article,
        order=order,
        kind=part.kind,
        role=part.role,
        level=part.level,
        machine_text=part.text.text,
        spans=[list(span) for span in spans],
        lines=[list(lines) for lines in page.line_ranges(spans)],
        truncated=part.truncated,
    )


def _write_sections(article: Article, text: ArticleText, body: list[Passage], authorities: Authorities) -> None:
    for order, part in enumerate(text.sections):
        values = {
            "speaker": part.speaker,
            "position": part.position,
            "organisation": part.organisation,
            "title": part.title,
            "truncated": part.truncated,
        }
        section = Section.objects.create(
            article=article,
            order=order,
            hospital=authorities.hospital(part.organisation),
            machine_values=values,
            **clipped_values(Section, values),
        )
        inside = [passage.pk for passage in body[part.body_first : part.body_last + 1]]
        Passage.objects.filter(pk__in=inside).update(section=section)
