"""The only writer of what people decided.

Every act is one transaction, leaves one `Decision` with the rows that it touched (values before and after), and
re-indexes the articles that it touched. Nothing is recorded, and None returned, where nothing would change.
"""

from collections.abc import Iterable
from itertools import count, islice
from typing import Any
from uuid import uuid4

from django.contrib.admin.utils import NestedObjects
from django.contrib.auth.models import AbstractBaseUser
from django.db import router, transaction
from django.db.models import F, Field, Model, ProtectedError, QuerySet
from django.utils import timezone

from articles.checking import refresh_checks
from articles.models import (
    Article,
    Change,
    Claim,
    Contributor,
    Decision,
    Figure,
    Judged,
    Passage,
    ReviewReason,
    Section,
)
from articles.recognise.anchors import follow, nearest
from articles.recognise.sentences import sentence_at, sentence_spans
from articles.restore.types import Span
from articles.search.index import index_articles, index_names, unindex_names

Values = dict[str, Any]
Changes = list[tuple[Model, Values | None, Values | None]]

HEAD_FIELDS = ("kicker", "title", "subtitle")
REVISED = (Article, Passage, Section, Contributor, ReviewReason)
"""A change of one of these is a new revision of its article: forms that were opened before know themselves stale."""
CHECKED = (Figure, Passage)
"""A change of one of these may change what the figures of its article say about each other."""
ANCHOR = ("start", "end", "quote", "is_adrift")
BY_HAND = "by_hand"
"""The rule of a claim that a person made."""


# --- The acts -------------------------------------------------------------------------------------------------------


@transaction.atomic
def save(record: Model, *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Store a new record, or of an edited one the fields that differ from what is stored."""
    if record._state.adding:
        record.save()
        return _decide(Decision.Kind.ADD, by, [(record, None, values(record))], note=note)
    before = values(_stored([record]).get())
    _, edited = _difference(before, values(record))
    if not edited:
        return None
    record.save(update_fields=edited)
    changes = [(record, before, values(record))]
    if isinstance(record, Article):
        changes += _carry_head_to_passages(record, before)
    return _decide(Decision.Kind.EDIT, by, changes, note=note)


@transaction.atomic
def arrange(rows: Iterable[Model], *, by: AbstractBaseUser) -> Decision | None:
    """Put rows of one article where their `order` says; they may exchange places. Nothing else of them is stored.

    No two rows may hold one place, not even between two writes: each goes by way of a place that nobody wants.
    """
    wanted = {row.pk: row for row in rows}
    moved = [row for row in _stored(wanted.values()) if row.order != wanted[row.pk].order] if wanted else []
    if not moved:
        return None
    before = [values(row) for row in moved]
    siblings = type(moved[0])._default_manager.filter(article=moved[0].article)
    taken = {*siblings.values_list("order", flat=True), *(row.order for row in wanted.values())}
    free = (place for place in count() if place not in taken)
    _place(moved, list(islice(free, len(moved))))
    _place(moved, [wanted[row.pk].order for row in moved])
    changes = [(row, old, values(row)) for row, old in zip(moved, before, strict=True)]
    return _decide(Decision.Kind.EDIT, by, changes)


@transaction.atomic
def set_related(record: Model, field: str, targets: Iterable[Model], *, by: AbstractBaseUser) -> Decision | None:
    """Say which records a many-to-many field of `record` holds."""
    relation = getattr(record, field)
    before = sorted(relation.values_list("pk", flat=True))
    relation.set(targets)
    after = sorted(relation.values_list("pk", flat=True))
    if before == after:
        return None
    return _decide(Decision.Kind.EDIT, by, [(record, {field: before}, {field: after})])


@transaction.atomic
def delete(records: Iterable[Model], *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Delete records with everything that hangs on them.

    Raises `django.db.models.ProtectedError`, which names them, where other records still need one.
    """
    records = list(records)
    if not records:
        return None
    collector = NestedObjects(using=router.db_for_write(type(records[0])))
    collector.collect(records)
    if collector.protected:
        raise ProtectedError("other records still need it", collector.protected)
    doomed = [instance for instances in collector.data.values() for instance in instances]
    articles = [article.pk for article in _articles_of(doomed)]
    changes = [(record, values(record), None) for record in doomed] + _let_go(collector, doomed)
    decision = _record(Decision.Kind.DELETE, by, changes, note=note)
    unindex_names(doomed)
    collector.delete()
    index_articles(Article.objects.filter(pk__in=articles))
    refresh_checks(articles)
    return decision


def state(claim: Judged, *, by: AbstractBaseUser) -> Decision | None:
    """Add a fact that no machine read. A person says it, so it is confirmed from the start."""
    claim.rule, claim.status, claim.decided_by, claim.decided_at = BY_HAND, Judged.Status.CONFIRMED, by, timezone.now()
    if isinstance(claim, Claim):
        claim.key = f"{BY_HAND}-{uuid4().hex}"
    return save(claim, by=by)


def confirm(claims: Iterable[Judged], *, by: AbstractBaseUser) -> Decision | None:
    """Accept what the machine read."""
    return _judge(claims, Judged.Status.CONFIRMED, Decision.Kind.CONFIRM, by)


def reject(claims: Iterable[Judged], *, by: AbstractBaseUser) -> Decision | None:
    """Refuse what the machine read. The claim stays as a tombstone, so that it does not come back."""
    return _judge(claims, Judged.Status.REJECTED, Decision.Kind.REJECT, by)


@transaction.atomic
def correct_text(passage: Passage, text: str, *, by: AbstractBaseUser) -> Decision | None:
    """Lay a correction over the machine's text; the machine's own text takes the layer off again.

    Claims of the passage follow their words; where a correction touched those, the claim is flagged.
    """
    hold(passage)
    passage = Passage.objects.select_related("article").get(pk=passage.pk)
    if text == passage.text:
        return None
    changes = _lay_correction(passage, text)
    if passage.kind in HEAD_FIELDS:
        before = values(passage.article)
        setattr(passage.article, passage.kind, text)
        passage.article.save(update_fields=[passage.kind])
        changes.append((passage.article, before, values(passage.article)))
    return _decide(Decision.Kind.CORRECT_TEXT, by, changes)


def publish(articles: Iterable[Article], *, by: AbstractBaseUser) -> Decision | None:
    """Put articles before the public."""
    fields = {"publication": Article.Publication.PUBLISHED, "published_at": timezone.now()}
    return _set_on_articles(articles, fields, Decision.Kind.PUBLISH, by)


def withdraw(articles: Iterable[Article], *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Take published articles back. Their addresses stay and say so."""
    fields, public = {"publication": Article.Publication.WITHDRAWN}, {"publication": Article.Publication.PUBLISHED}
    return _set_on_articles(articles, fields, Decision.Kind.WITHDRAW, by, note, only=public)


def set_review(articles: Iterable[Article], state: str, *, by: AbstractBaseUser) -> Decision | None:
    """Say how far the review of articles is: one of `Article.Review`."""
    return _set_on_articles(articles, {"review": Article.Review(state)}, Decision.Kind.REVIEW, by)


# --- What they share --------------------------------------------------------------------------------------------------


@transaction.atomic
def hold(record: Model) -> None:
    """Let nobody else write a record, or the article that it is a part of, until the present transaction ends."""
    for held in dict.fromkeys([*_articles_of([record]), record]):
        type(held)._base_manager.select_for_update().filter(pk=held.pk).order_by("pk").values_list("pk").first()


def anchor(claim: Claim, text: str, span: Span) -> None:
    """Let a claim stand at `span` of its passage's `text`. Nothing is stored."""
    first, last = sentence_at(list(sentence_spans(text)), span[0])
    (claim.start, claim.end), claim.quote, claim.is_adrift = span, text[first:last], False


def values(record: Model) -> Values:
    """The stored fields of a record, by attribute name, without the clock and the count of its changes."""
    fields = (field for field in record._meta.concrete_fields if not is_bookkeeping(field))
    return {field.attname: field.get_prep_value(field.value_from_object(record)) for field in fields}


def is_bookkeeping(field: Field) -> bool:
    """Whether a field counts or times the changes of a record, and is none itself."""
    return getattr(field, "auto_now", False) or field.name == "revision"


def _stored(records: Iterable[Model]) -> QuerySet:
    """Records of one model as they are stored by now; nobody else writes them until the transaction ends."""
    records = list(records)
    keys = [record.pk for record in records]
    return type(records[0])._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")


def _place(rows: list[Model], places: list[int]) -> None:
    for row, place in zip(rows, places, strict=True):
        row.order = place
        row.save(update_fields=["order"])


def _difference(before: Values, after: Values) -> tuple[Values, Values]:
    """Only the fields whose values differ, before and after."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def _let_go(collector: NestedObjects, doomed: list[Model]) -> Changes:
    """Rows that stay and only lose their reference to a record that goes. They change when the collector deletes."""
    gone, changes = set(doomed), []
    for (field, value), groups in collector.field_updates.items():
        for record in {record for group in groups for record in group} - gone:
            before = values(record)
            changes.append((record, before, {**before, field.attname: value}))
    return changes


def _lay_correction(passage: Passage, text: str) -> Changes:
    old_text, before = passage.text, values(passage)
    passage.correction = None if text == passage.machine_text else text
    passage.save(update_fields=["correction"])
    changes = [(passage, before, values(passage))]
    for claim in _claims_of(passage):
        before = values(claim)
        _follow(claim, old_text, text)
        if values(claim) != before:
            claim.save(update_fields=ANCHOR)
            changes.append((claim, before, values(claim)))
    return changes


def _carry_head_to_passages(article: Article, before: Values) -> Changes:
    """An article's title, kicker and subtitle are printed passages too: the two never say different things."""
    changed = {field: getattr(article, field) for field in HEAD_FIELDS if getattr(article, field) != before[field]}
    passages = article.passages.filter(kind__in=changed)
    return [change for passage in passages for change in _lay_correction(passage, changed[passage.kind])]


@transaction.atomic
def _judge(claims: Iterable[Judged], status: str, kind: str, by: AbstractBaseUser) -> Decision | None:
    verdict = {"status": status, "decided_by": by, "decided_at": timezone.now()}
    by_model: dict[type[Judged], list[Judged]] = {}
    for claim in claims:
        by_model.setdefault(type(claim), []).append(claim)
    changes: Changes = []
    for model, judged in by_model.items():
        owner = "passage__article" if issubclass(model, Claim) else "article"
        changes += _set(_stored(judged).select_related(owner).exclude(status=status), verdict)
    return _decide(kind, by, changes)


@transaction.atomic
def _set_on_articles(
    articles: Iterable[Article],
    fields: Values,
    kind: str,
    by: AbstractBaseUser,
    note: str = "",
    only: Values | None = None,
) -> Decision | None:
    """Set `fields` on the articles that are `only` so and not yet in the state that the first of the fields says."""
    if not (articles := list(articles)):
        return None
    state = next(iter(fields))
    changes = _set(_stored(articles).filter(**only or {}).exclude(**{state: fields[state]}), fields)
    return _decide(kind, by, changes, note=note)


def _set(records: Iterable[Model], fields: Values) -> Changes:
    """Write these fields, and no other, of records that are held."""
    changes = []
    for record in records:
        before = values(record)
        for name, value in fields.items():
            setattr(record, name, value)
        record.save(update_fields=fields)
        changes.append((record, before, values(record)))
    return changes


def _claims_of(passage: Passage) -> list[Claim]:
    relations = (relation for relation in Passage._meta.related_objects if issubclass(relation.related_model, Claim))
    return [claim for relation in relations for claim in getattr(passage, relation.get_accessor_name()).all()]


def _follow(claim: Claim, old_text: str, new_text: str) -> None:
    """Move a claim to where its words stand now. Where they were touched, flag it until its sentence is back."""
    if claim.is_adrift:
        sentence = nearest(claim.quote, new_text) if new_text.count(claim.quote) == 1 else None
        span = sentence and (sentence[0] + claim.start, sentence[0] + claim.end)
    else:
        span = follow((claim.start, claim.end), old_text, new_text)
    if span:
        anchor(claim, new_text, span)
    elif not claim.is_adrift:
        _cast_adrift(claim, old_text)


def _cast_adrift(claim: Claim, text: str) -> None:
    """Flag a claim and keep the sentence of `text` that it stood in, with the place of its words in there."""
    first, last = sentence_at(list(sentence_spans(text)), claim.start)
    claim.quote, claim.is_adrift = text[first:last], True
    claim.start, claim.end = claim.start - first, claim.end - first


def _decide(kind: str, by: AbstractBaseUser, changes: Changes, *, note: str = "") -> Decision | None:
    """Record the decision and bring the index up to date with it."""
    if not changes:
        return None
    records = [record for record, _, _ in changes]
    decision = _record(kind, by, changes, note=note)
    index_names(records)
    index_articles(Article.objects.filter(pk__in=[article.pk for article in _articles_of(records)]))
    refresh_checks(article.pk for article in _articles_of(each for each in records if isinstance(each, CHECKED)))
    return decision


def _record(kind: str, by: AbstractBaseUser, changes: Changes, *, note: str) -> Decision:
    _count_revision(_articles_of(record for record, _, _ in changes if isinstance(record, REVISED)))
    articles = _articles_of(record for record, _, _ in changes)
    article = articles[0] if len(articles) == 1 and _stays(articles[0], changes) else None
    decision = Decision.objects.create(kind=kind, by=by, article=article, note=note)
    Change.objects.bulk_create(_change(decision, *change) for change in changes)
    return decision


def _count_revision(articles: list[Article]) -> None:
    rows = Article.objects.filter(pk__in=[article.pk for article in articles])
    rows.update(revision=F("revision") + 1, updated_at=timezone.now())


def _stays(article: Article, changes: Changes) -> bool:
    return not any(record == article and after is None for record, _, after in changes)


def _change(decision: Decision, record: Model, before: Values | None, after: Values | None) -> Change:
    if before is not None and after is not None:
        before, after = _difference(before, after)
    return Change(
        decision=decision,
        model=record._meta.model_name,
        object_pk=record.pk,
        label=str(record)[:200],
        before=before,
        after=after,
    )


def _articles_of(records: Iterable[Model]) -> list[Article]:
    """The articles that records belong to, each once, in order."""
    found = {}
    for record in records:
        owner = getattr(record, "passage", None) or record
        article = owner if isinstance(owner, Article) else getattr(owner, "article", None)
        if article is not None:
            found[article.pk] = article
    return list(found.values())
