"""What belongs to which article, and in which order: passages moved, articles split, joined, continued."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.ledger import Ledger, place
from articles.models import Article, Decision, Passage, Proposal
from articles.review.record import RefusedError, as_stored, decide
from articles.review.texts import HEAD_FIELDS, check_lengths, set_kind


@transaction.atomic
def move_passages(
    *,
    passages: Iterable[Passage],
    by: AbstractBaseUser,
    article: Article | None = None,
    after: Passage | None = None,
) -> Decision | None:
    """Move passages, in the order given, behind `after`; without it, to the beginning of `article`, or of their own.

    They join the section of the passage that they follow. A part of the head that comes into another article stays
    one where that article lacks it, and is a heading otherwise. Claims go along. Raises `RefusedError` where the two
    articles stand on different pages.
    """
    passages, ledger = list(passages), Ledger()
    source = _article_of(passages)
    goal = article or (after.article if after else source)
    target = source if goal.pk == source.pk else as_stored(goal)
    moved = _own(source, passages)
    if after is not None and (after in moved or after.article_id != target.pk):
        raise RefusedError(_("The passage to follow is not in the article, or is itself to be moved."))
    move(moved, target, after, ledger)
    return decide(Decision.Kind.MOVE, by, ledger)


@transaction.atomic
def split_article(
    *, article: Article, passages: Iterable[Passage], by: AbstractBaseUser, title: str = ""
) -> Decision | None:
    """Make an article of its own of some passages of `article`; `made(decision)` gives it.

    It is as public, and as far reviewed, as the one that it comes from, and carries its themes. `title` is for an
    article that prints none. Raises `RefusedError` where nothing would be left, or nothing moved.
    """
    article, ledger = as_stored(article), Ledger()
    split(article, _own(article, list(passages)), title, ledger)
    return decide(Decision.Kind.SPLIT, by, ledger)


@transaction.atomic
def join_articles(*, article: Article, others: Iterable[Article], by: AbstractBaseUser) -> Decision | None:
    """Add all that `others` hold to the end of `article`. Their addresses lead there from then on.

    Raises `RefusedError` for articles of different pages, which are attached instead.
    """
    article, ledger = as_stored(article), Ledger()
    for other in others:
        join(article, as_stored(other), ledger)
    return decide(Decision.Kind.JOIN, by, ledger)


@transaction.atomic
def attach(*, continuation: Article, to: Article, by: AbstractBaseUser) -> Decision | None:
    """Say that `continuation`, of whatever page, goes on where `to` breaks off."""
    continuation, ledger = as_stored(continuation), Ledger()
    above: Article | None = as_stored(to)
    while above is not None:
        if above.pk == continuation.pk:
            raise RefusedError(_("An article cannot continue itself."))
        above = above.continuation_of
    ledger.write(continuation, continuation_of=to)
    return decide(Decision.Kind.ATTACH, by, ledger)


@transaction.atomic
def detach(*, continuation: Article, by: AbstractBaseUser) -> Decision | None:
    """Say that an article continues no other."""
    continuation, ledger = as_stored(continuation), Ledger()
    ledger.write(continuation, continuation_of=None)
    return decide(Decision.Kind.DETACH, by, ledger)


def made(decision: Decision) -> Article | None:
    """The article that a decision made, such as a split; None where it made none, or the article has gone."""
    change = decision.changes.filter(model="article", before__isnull=True).first()
    return change and Article.objects.filter(pk=change.object_pk).first()


def move(passages: list[Passage], target: Article, after: Passage | None, ledger: Ledger) -> None:
    """Move passages of one article behind `after` in `target`, or to its beginning."""
    source = passages[0].article
    if source.pk != target.pk:
        _require_one_page(source, target)
        _rehome(passages, target, ledger)
    staying = [passage for passage in target.passages.order_by("order") if passage not in passages]
    at = staying.index(after) + 1 if after else 0
    neighbour = after or next(iter(staying), None)
    for passage in passages:
        ledger.write(passage, section=neighbour.section if neighbour else passage.section)
    in_order = [*staying[:at], *passages, *staying[at:]]
    place(in_order, list(range(len(in_order))), ledger)


def split(article: Article, passages: list[Passage], title: str, ledger: Ledger) -> Article:
    """Make an article of `passages`, and say which it is."""
    if not passages or len(passages) == article.passages.count():
        raise RefusedError(_("Choose some of the passages: one part must stay, one must go."))
    highest = article.page.articles.aggregate(highest=Max("order"))["highest"]
    copied = ("page", "read_from", "kind", "about_party_building", "publication", "published_at", "review")
    new = Article(order=highest + 1, title=title, **{name: getattr(article, name) for name in copied})
    check_lengths(new, {"title": title})
    ledger.add(new)
    _take_sections(article, new, passages, ledger)
    _rehome(passages, new, ledger)
    place(passages, list(range(len(passages))), ledger)
    for shared in (*article.theme_links.all(), *article.hospital_names.all()):
        shared.pk, shared._state.adding, shared.article = None, True, new
        ledger.add(shared)
    return new


def join(article: Article, other: Article, ledger: Ledger) -> None:
    """Move everything of `other` to the end of `article`, and let its address lead there."""
    if article.pk == other.pk or other.joined_into_id or article.joined_into_id:
        raise RefusedError(_("An article cannot be joined with itself, or with one that was joined already."))
    _require_one_page(article, other)
    passages = list(other.passages.order_by("order"))
    _append(article, list(other.sections.order_by("order")), article.sections, ledger)
    _rehome(passages, article, ledger, keep_head=False)
    present = {(person.role, person.name) for person in article.contributors.all()}
    people = [each for each in other.contributors.order_by("order") if (each.role, each.name) not in present]
    _append(article, people, article.contributors, ledger)
    _move_once(other.theme_links.all(), article, ("theme_id",), ledger)
    _move_once(other.hospital_names.all(), article, ("hospital_id", "name"), ledger)
    for reason in other.review_reasons.all():
        ledger.write(reason, article=article)
    for proposal in other.proposals.filter(model="article", status=Proposal.Status.OPEN):
        ledger.write(proposal, status=Proposal.Status.DISMISSED)
    for reprint in other.reprints.order_by("pk"):
        ledger.write(reprint, reprint_of=article)
    was_public = other.publication == Article.Publication.PUBLISHED
    ledger.write(other, joined_into=article, **({"publication": Article.Publication.WITHDRAWN} if was_public else {}))


def _rehome(passages: list[Passage], target: Article, ledger: Ledger, *, keep_head: bool = True) -> None:
    """Put passages at the end of another article. A part of the head stays one only where the target lacks it."""
    last = target.passages.aggregate(last=Max("order"))["last"]
    for at, passage in enumerate(passages, 0 if last is None else last + 1):
        kind, level = passage.kind, passage.level
        if kind in HEAD_FIELDS:
            set_kind(passage, Passage.Kind.HEADING, 1, ledger)
        section = passage.section if passage.section and passage.section.article_id == target.pk else None
        ledger.write(passage, article=target, order=at, section=section)
        if kind in HEAD_FIELDS and keep_head and not getattr(target, kind):
            set_kind(passage, kind, level, ledger)
    for reason in (reason for passage in passages for reason in passage.review_reasons.all()):
        ledger.write(reason, article=target)


def _take_sections(article: Article, new: Article, passages: list[Passage], ledger: Ledger) -> None:
    """Sections go along where all their passages do."""
    moving = {passage.pk for passage in passages}
    whole = [
        section
        for section in article.sections.order_by("order")
        if (keys := set(section.passages.values_list("pk", flat=True))) and keys <= moving
    ]
    _append(new, whole, new.sections, ledger)
    for passage in passages:
        passage.refresh_from_db(fields=["section"])


def _append(article: Article, rows: list, siblings, ledger: Ledger) -> None:
    """Put rows of another article behind those of this one."""
    last = siblings.aggregate(last=Max("order"))["last"]
    for at, row in enumerate(rows, 0 if last is None else last + 1):
        ledger.write(row, article=article, order=at)


def _move_once(rows, article: Article, identity: tuple[str, ...], ledger: Ledger) -> None:
    """Give rows to an article, except those that it has already."""
    for row in rows:
        twin = type(row).objects.filter(article=article, **{name: getattr(row, name) for name in identity})
        if not twin.exists():
            ledger.write(row, article=article)


def _article_of(passages: list[Passage]) -> Article:
    """The one article of all the passages, as it is stored by now."""
    if len({passage.article_id for passage in passages}) != 1:
        raise RefusedError(_("Choose passages of one article."))
    return as_stored(passages[0].article)


def _own(article: Article, passages: list[Passage]) -> list[Passage]:
    """The passages as they are stored, each with `article` as its article, in the order given."""
    stored = {passage.pk: passage for passage in article.passages.all()}
    if missing := [passage for passage in passages if passage.pk not in stored]:
        raise RefusedError(_("A passage is no longer in this article: “%(passage)s”") % {"passage": missing[0]})
    return [stored[passage.pk] for passage in passages]


def _require_one_page(one: Article, other: Article) -> None:
    if one.page_id != other.page_id:
        raise RefusedError(
            _("The articles stand on different pages. Attach the one to the other as its continuation instead.")
        )
