"""Bringing the index up to date with rows that an act changed."""

from collections.abc import Iterable

from django.db.models import Model

from articles.ledger import Row
from articles.models import CLAIM_MODELS, Article, ArticleTheme, Contributor, Passage, ReviewReason
from articles.search.index import index_articles, index_names, unindex_names

INDEXED = (Article, Passage, Contributor, ReviewReason, ArticleTheme, *CLAIM_MODELS)
"""What an article is found by: itself, its parts, and what it refers to."""


def index_changes(rows: Iterable[Row]) -> None:
    """Index again what these rows are found by, in the transaction that changed them."""
    rows = list(rows)
    index_names([*(row.record for row in rows), *(record for row in rows for record in _merged_with(row))])
    unindex_names([row.record for row in rows if row.after is None])
    changed = {article for row in rows if isinstance(row.record, INDEXED) for article in row.articles}
    index_articles(Article.objects.filter(pk__in=changed).order_by("pk"))


def _merged_with(row: Row) -> Iterable[Model]:
    """Records that a row was merged into, or no longer is: merged records are found by each other's names."""
    keys = {(values or {}).get("merged_into_id") for values in (row.before, row.after)} - {None}
    return type(row.record)._base_manager.filter(pk__in=keys) if keys else ()
