"""Articles that print again what another page printed first: linked, or no longer. Each keeps its own text."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.ledger import Ledger
from articles.models import Article, Decision
from articles.review.authorities import require_not_told_apart
from articles.review.record import RefusedError, as_stored, decide


@transaction.atomic
def link_reprint(*, article: Article, of: Article, by: AbstractBaseUser) -> Decision | None:
    """Say that `article` prints again what `of`, of another page, printed first. Nothing of either changes.

    All reprints lead to the first printing: where `of` is a reprint itself, to what it reprints; those of `article`
    go along. Raises `RefusedError` for two of one page, for a circle, and where somebody told the two apart.
    """
    article, ledger = as_stored(article), Ledger()
    other = as_stored(of)
    if article.page_id == other.page_id:
        raise RefusedError(_("Articles of one page are no reprints of each other. Join them instead."))
    if other.reprint_of_id == article.pk:
        raise RefusedError(_("The other one is linked as a reprint of this one. Take that back first."))
    require_not_told_apart(article, other)
    for each in (article, *article.reprints.order_by("pk")):
        ledger.write(each, reprint_of=other.reprint_of or other)
    return decide(Decision.Kind.REPRINT, by, ledger)


@transaction.atomic
def unlink_reprint(*, article: Article, by: AbstractBaseUser) -> Decision | None:
    """Say that an article is no reprint of another."""
    article, ledger = as_stored(article), Ledger()
    ledger.write(article, reprint_of=None)
    return decide(Decision.Kind.NO_REPRINT, by, ledger)
