"""Which articles the public sees, and how far their review is."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.ledger import Ledger
from articles.models import Article, Decision
from articles.review.record import decide, stored


def publish(articles: Iterable[Article], *, by: AbstractBaseUser) -> Decision | None:
    """Put articles before the public. One that was joined into another has no text left and stays as it is."""
    fields = {"publication": Article.Publication.PUBLISHED, "published_at": timezone.now()}
    return _set(articles, fields, Decision.Kind.PUBLISH, by, only={"joined_into": None})


def withdraw(articles: Iterable[Article], *, by: AbstractBaseUser, note: str = "") -> Decision | None:
    """Take published articles back. Their addresses stay and say so."""
    fields, public = {"publication": Article.Publication.WITHDRAWN}, {"publication": Article.Publication.PUBLISHED}
    return _set(articles, fields, Decision.Kind.WITHDRAW, by, note, only=public)


def set_review(articles: Iterable[Article], state: str, *, by: AbstractBaseUser) -> Decision | None:
    """Say how far the review of articles is: one of `Article.Review`."""
    return _set(articles, {"review": Article.Review(state)}, Decision.Kind.REVIEW, by)


@transaction.atomic
def _set(
    articles: Iterable[Article],
    fields: dict[str, Any],
    kind: str,
    by: AbstractBaseUser,
    note: str = "",
    only: dict[str, Any] | None = None,
) -> Decision | None:
    """Set `fields` on the articles that are `only` so and not yet in the state that the first of the fields says."""
    if not (articles := list(articles)):
        return None
    ledger, state = Ledger(), next(iter(fields))
    for article in stored(articles).filter(**only or {}).exclude(**{state: fields[state]}):
        ledger.write(article, **fields)
    return decide(kind, by, ledger, note=note)
