"""Writing one page: its version, what was repaired, its articles and claims; and reading it again later."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from articles.checking import refresh_checks
from articles.ingest.articles import clear_content, fingerprint, new_article, set_machine_fields, write_content
from articles.ingest.authorities import Authorities
from articles.ingest.claims import write_claims
from articles.ingest.fields import clipped
from articles.ingest.matching import SAME, likeness, match, runs
from articles.ingest.pruning import authorities_of, prune
from articles.models import (
    CLAIM_MODELS,
    AppliedFix,
    Article,
    Change,
    Decision,
    IngestRun,
    Judged,
    PageRemnant,
    PageVersion,
    Proposal,
    SourcePage,
)
from articles.pipeline import Reading, pipeline_version
from articles.restore.types import ArticleText, Page
from articles.search.index import index_articles, index_names


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the person who runs ingest says of the pages, because their text does not."""

    newspaper: str = ""
    issue_date: date | None = None
    page_label: str = ""


def supply(page: SourcePage, supplied: Supplied, *, overwrite: bool = False) -> bool:
    """Fill what is unknown of a page, and say whether anything was. What is known stays, unless told to `overwrite`."""
    names = ("newspaper", "issue_date", "page_label")
    news = {
        name: value for name in names if (value := getattr(supplied, name)) and (overwrite or not getattr(page, name))
    }
    for name, value in news.items():
        setattr(page, name, clipped(SourcePage, name, value))
    return bool(news)


def is_another_page(page: SourcePage, text: str) -> bool:
    """Whether `text` is so unlike what is stored that the file must be another page under the same name."""
    return likeness(runs(newest_version(page).text), runs(text)) < SAME


def newest_version(page: SourcePage) -> PageVersion:
    return page.versions.order_by("-number").first()


def write_reading(
    page: SourcePage, data: bytes, digest: str, reading: Reading, *, run: IngestRun | None, publish: bool
) -> Counter[str]:
    """Write what was read of `data`, whose SHA-256 is `digest`, for a new or a known page.

    Counts the articles that were created, updated and proposed; what a person decided on is only ever proposed. Must
    run inside a transaction.
    """
    version = _version(page, data, digest, reading.page)
    _write_evidence(version, reading.page)
    plan = _plan(page, reading)
    counts = _write_articles(version, reading, plan, run, publish=publish)
    for article in plan.missing:
        counts["proposed"] += _propose(article, run, "existence", {"found": False})
    refresh_checks(page.articles.values_list("pk", flat=True))
    return counts


@dataclass(frozen=True, slots=True)
class Plan:
    """What the articles of a reading are, by index: records that are known, or ones that a person deleted. Else new."""

    known: dict[int, Article]
    deleted: set[int]
    missing: list[Article]


def _plan(page: SourcePage, reading: Reading) -> Plan:
    """Find the articles of earlier readings again, by the text they share."""
    old = list(page.articles.order_by("order", "pk"))
    texts = [_stored_text(article) for article in old] + deleted_texts(page)
    found = match(texts, [_text(article) for article in reading.page.articles])
    return Plan(
        known={index: old[at] for index, at in found.items() if at < len(old)},
        deleted={index for index, at in found.items() if at >= len(old)},
        missing=[article for at, article in enumerate(old) if at not in found.values()],
    )


def deleted_texts(page: SourcePage) -> list[str]:
    """What the articles said that a person deleted from this page: they must not come back."""
    gone = Change.objects.filter(model="article", after__isnull=True, before__page_id=page.pk)
    passages = Change.objects.filter(model="passage", after__isnull=True, decision__in=gone.values("decision"))
    texts: dict[int, list[tuple[int, str]]] = {change.object_pk: [] for change in gone}
    for change in passages:
        if change.before["article_id"] in texts:
            texts[change.before["article_id"]].append((change.before["order"], change.before["machine_text"]))
    return ["".join(text for _, text in sorted(parts)) for parts in texts.values()]


def _version(page: SourcePage, data: bytes, digest: str, read: Page) -> PageVersion:
    newest = newest_version(page)
    if newest and newest.sha256 == digest:
        newest.pipeline_version = pipeline_version()
        newest.save(update_fields=["pipeline_version"])
        return newest
    return PageVersion.objects.create(
        page=page,
        number=newest.number + 1 if newest else 1,
        sha256=digest,
        byte_size=len(data),
        encoding=read.encoding,
        text=read.text,
        line_count=len(read.lines),
        pipeline_version=pipeline_version(),
    )


def _write_evidence(version: PageVersion, page: Page) -> None:
    """Write what was repaired and what is no part of an article, instead of what an earlier reading wrote."""
    version.fixes.all().delete()
    version.remnants.all().delete()
    AppliedFix.objects.bulk_create(
        AppliedFix(
            version=version,
            order=order,
            rule=fix.rule,
            first_line=fix.lines[0],
            last_line=fix.lines[1],
            before=fix.before,
            after=fix.after,
        )
        for order, fix in enumerate(page.fixes)
    )
    PageRemnant.objects.bulk_create(
        PageRemnant(
            version=version,
            order=order,
            kind=remnant.kind,
            text=remnant.text.text,
            spans=[list(span) for span in remnant.text.spans()],
            detail=clipped(PageRemnant, "detail", remnant.detail),
        )
        for order, remnant in enumerate(page.remnants)
    )


def _write_articles(
    version: PageVersion, reading: Reading, plan: Plan, run: IngestRun | None, *, publish: bool
) -> Counter[str]:
    """Write what is new or changed; propose what differs from what a person decided."""
    counts: Counter[str] = Counter()
    written: list[Article | None] = []
    earlier = []
    for index, text in enumerate(reading.page.articles):
        mark = fingerprint(text, reading.facts, index)
        record, article = plan.known.get(index), None
        if record is None and index not in plan.deleted:
            counts["created"] += 1
            article = new_article(version, index, text, reading.facts.articles[index], mark, publish=publish)
        elif record and record.machine_values.get("reading") == mark:
            Article.objects.filter(pk=record.pk).exclude(read_from=version).update(read_from=version)
        elif record and is_decided_on(record):
            counts["proposed"] += _propose(record, run, "reading", _proposed(text))
        elif record:
            counts["updated"] += 1
            earlier += authorities_of([record])
            article = _renew(record, version, index, text, reading, mark)
        written.append(article)
    _write_below(reading, written)
    prune(earlier)
    return counts


def _renew(
    record: Article, version: PageVersion, order: int, text: ArticleText, reading: Reading, mark: str
) -> Article:
    clear_content(record)
    record.read_from, record.order = version, order
    set_machine_fields(record, text, reading.facts.articles[order], mark)
    record.revision += 1
    record.save()
    return record


def _write_below(reading: Reading, written: list[Article | None]) -> None:
    if not any(written):
        return
    authorities = Authorities(reading.facts, written)
    for text, article in zip(reading.page.articles, written, strict=True):
        if article is not None:
            write_content(article, reading.page, text, authorities)
    write_claims(reading.facts, written, authorities)
    index_names(authorities.touched)
    index_articles(Article.objects.filter(pk__in=[article.pk for article in written if article is not None]))


def is_decided_on(article: Article) -> bool:
    """Whether a person ever decided anything about the article, its text or its claims."""
    about_it = Q(article=article) | Q(changes__model="article", changes__object_pk=article.pk)
    if Decision.objects.filter(about_it).exists() or article.passages.filter(correction__isnull=False).exists():
        return True
    judged = [model.objects.in_article(article) for model in CLAIM_MODELS] + [article.theme_links.all()]
    return any(claims.exclude(status=Judged.Status.PROPOSED).exists() for claims in judged)


def _propose(article: Article, run: IngestRun | None, field: str, machine_now: dict) -> int:
    """File a proposal, unless the same was proposed before and is open or was decided. Returns how many were filed."""
    about_it = Proposal.objects.filter(model="article", object_pk=article.pk, field=field)
    if about_it.filter(machine_now=machine_now).exists():
        return 0
    then = article.machine_values
    about_it.filter(status=Proposal.Status.OPEN).delete()
    Proposal.objects.create(
        article=article,
        run=run,
        model="article",
        object_pk=article.pk,
        field=field,
        machine_then={"title": then.get("title", "")},
        person={"title": article.title},
        machine_now=machine_now,
    )
    return 1


def _proposed(text: ArticleText) -> dict:
    return {
        "title": text.title.text.text if text.title else "",
        "passages": [{"kind": part.kind, "text": part.text.text} for part in text.passages()],
    }


def _stored_text(article: Article) -> str:
    return "".join(article.passages.order_by("order").values_list("machine_text", flat=True))


def _text(article: ArticleText) -> str:
    return "".join(part.text.text for part in article.passages())
