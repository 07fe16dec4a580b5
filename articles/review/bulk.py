"""One change to many articles: one decision, which is undone as one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.anchoring import anchored
from articles.ledger import Ledger
from articles.ledger.rows import Row
from articles.models import Article, ArticleTheme, Decision, Hospital, HospitalMention, Judged, SourcePage, Theme
from articles.review.judging import BY_HAND
from articles.review.record import decide, stored

SOURCE = ("newspaper", "issue_date", "page_label", "rights")


@dataclass(frozen=True, slots=True)
class ManyEdits:
    """What to say of every one of many articles. What is None stays as it is.

    `theme` becomes theirs, `not_theme` is refused; `hospital` becomes what they are about, where they print its name.
    Newspaper, date, page label and rights are those of the pages on which they stand, with all that stands there.
    """

    review: str | None = None
    publication: str | None = None
    assigned_to: AbstractBaseUser | None = None
    theme: Theme | None = None
    not_theme: Theme | None = None
    hospital: Hospital | None = None
    newspaper: str | None = None
    issue_date: date | None = None
    page_label: str | None = None
    rights: str | None = None

    def given(self) -> dict[str, Any]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


@transaction.atomic
def edit_many(*, articles: Iterable[Article], edits: ManyEdits, by: AbstractBaseUser) -> Decision | None:
    """Write the same into many articles."""
    ledger = Ledger()
    _edit(articles, edits, by, ledger)
    return decide(Decision.Kind.EDIT_MANY, by, ledger)


@transaction.atomic
def preview_many(*, articles: Iterable[Article], edits: ManyEdits, by: AbstractBaseUser) -> list[Row]:
    """The rows that `edit_many` would change, with their values before and after. Nothing is kept."""
    ledger = Ledger()
    _edit(articles, edits, by, ledger)
    rows = ledger.differences()
    transaction.set_rollback(True)
    return rows


def _edit(articles: Iterable[Article], edits: ManyEdits, by: AbstractBaseUser, ledger: Ledger) -> None:
    articles, given = list(articles), edits.given()
    if not articles:
        return
    of_pages = {name: given[name] for name in SOURCE if name in given}
    for article in stored(articles).select_related("page"):
        for name, value in given.items():
            if name not in of_pages:
                EDITS[name](article, value, by, ledger)
    pages = stored(SourcePage(pk=article.page_id) for article in articles) if of_pages else ()
    for page in pages:
        ledger.write(page, **of_pages)


def _set_review(article: Article, review: str, by: AbstractBaseUser, ledger: Ledger) -> None:
    ledger.write(article, review=review)


def _set_publication(article: Article, publication: str, by: AbstractBaseUser, ledger: Ledger) -> None:
    """Published articles keep the time at which they came out; a draft cannot be withdrawn."""
    state = Article.Publication
    if publication == article.publication or (publication, article.publication) == (state.WITHDRAWN, state.DRAFT):
        return
    time = {"published_at": timezone.now()} if publication == state.PUBLISHED else {}
    ledger.write(article, publication=publication, **time)


def _assign(article: Article, person: AbstractBaseUser, by: AbstractBaseUser, ledger: Ledger) -> None:
    ledger.write(article, assigned_to=person)


def _add_theme(article: Article, theme: Theme, by: AbstractBaseUser, ledger: Ledger) -> None:
    link = article.theme_links.filter(theme=theme).first()
    if link is None:
        ledger.add(ArticleTheme(article=article, theme=theme, rule=BY_HAND, **_verdict(Judged.Status.CONFIRMED, by)))
    elif link.status != Judged.Status.CONFIRMED:
        ledger.write(link, **_verdict(Judged.Status.CONFIRMED, by))


def _refuse_theme(article: Article, theme: Theme, by: AbstractBaseUser, ledger: Ledger) -> None:
    for link in article.theme_links.filter(theme=theme).exclude(status=Judged.Status.REJECTED):
        ledger.write(link, **_verdict(Judged.Status.REJECTED, by))


def _set_hospital(article: Article, hospital: Hospital, by: AbstractBaseUser, ledger: Ledger) -> None:
    """Let a mention of the hospital say that the article is about it: one that is there, or the first of its name."""
    mention = HospitalMention.objects.in_article(article).filter(hospital=hospital).live().order_by("pk").first()
    if mention is None:
        _mention(article, hospital, by, ledger)
    elif not mention.is_subject or mention.status != Judged.Status.CONFIRMED:
        ledger.write(mention, is_subject=True, **_verdict(Judged.Status.CONFIRMED, by))


def _mention(article: Article, hospital: Hospital, by: AbstractBaseUser, ledger: Ledger) -> None:
    others = hospital.names.filter(article=None) | hospital.names.filter(article=article)
    names = sorted({hospital.name, *others.values_list("name", flat=True)}, key=len, reverse=True)
    for passage in article.passages.order_by("order"):
        for name in names:
            start = passage.text.find(name)
            if start >= 0:
                place = anchored(passage.text, (start, start + len(name)))
                said = {"hospital": hospital, "is_subject": True, "rule": BY_HAND, "key": f"{BY_HAND}-{uuid4().hex}"}
                ledger.add(HospitalMention(passage=passage, **said, **place, **_verdict(Judged.Status.CONFIRMED, by)))
                return


def _verdict(status: str, by: AbstractBaseUser) -> dict[str, Any]:
    return {"status": status, "decided_by": by, "decided_at": timezone.now()}


EDITS: dict[str, Callable[[Article, Any, AbstractBaseUser, Ledger], None]] = {
    "review": _set_review,
    "publication": _set_publication,
    "assigned_to": _assign,
    "theme": _add_theme,
    "not_theme": _refuse_theme,
    "hospital": _set_hospital,
}
"""What is written into one article for each field of `ManyEdits` that is not its page's."""
