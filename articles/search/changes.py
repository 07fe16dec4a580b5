"""Bringing the index up to date with rows that an act changed."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model

from articles.ledger import Row
from articles.models import CLAIM_MODELS, Article, ArticleTheme, Contributor, Passage, ReviewReason, SourcePage
from articles.search.additions import KINDS, index_made, made_articles
from articles.search.fields import OWNERS
from articles.search.index import index_articles, index_names, merged_with, unindex_names

INDEXED = (Article, Passage, Contributor, ReviewReason, ArticleTheme, *CLAIM_MODELS)
"""What an article is found by: itself, its parts, and what it refers to."""
Owner = tuple[type[Model], int]
"""The model of a record, and its key."""


def index_changes(rows: Iterable[Row]) -> None:
    """Index again what these rows are found by, in the transaction that changed them."""
    rows = list(rows)
    articles, records = made_articles(rows), _made_records(rows)
    made = {id(record) for record in records}
    known = [row.record for row in rows if id(row.record) not in made and not isinstance(row.record, SourcePage)]
    index_names([*known, *(record for row in rows for record in _merged_with(row))])
    unindex_names([row.record for row in rows if row.after is None])
    changed = {article for row in rows if isinstance(row.record, INDEXED) for article in row.articles}
    if pages := [row.record.pk for row in rows if isinstance(row.record, SourcePage) and row.before]:
        changed.update(Article.objects.filter(page__in=pages).values_list("pk", flat=True))
    index_articles(Article.objects.filter(pk__in=changed - articles.keys()).order_by("pk"))
    if articles or records:
        index_made(articles.values(), records)


def _made_records(rows: list[Row]) -> list[Model]:
    """New records and further names that share nothing with any that was there before and changed too."""
    made = [row.record for row in rows if row.before is None and row.after and type(row.record) in (*KINDS, *OWNERS)]
    keys = {id(record) for record in made}
    shared = {_owner(row.record) for row in rows if id(row.record) not in keys}
    shared |= {_owner(record) for row in rows for record in _merged_with(row)}
    new = {_owner(record) for record in made if type(record) in KINDS}
    shared |= _merged({_owner(record) for record in made} - new)
    return [record for record in made if _owner(record) not in shared]


def _owner(record: Model) -> Owner:
    """The record that a row is, or of which it holds a further name."""
    model, key = OWNERS.get(type(record), (type(record), "pk"))
    return model, getattr(record, key)


def _merged(owners: set[Owner]) -> set[Owner]:
    """Those of the records that may have been merged with others."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for model, key in owners:
        keys[model].add(key)
    families = {model: merged_with(model, mine) for model, mine in keys.items()}
    return {(model, key) for model, mine in keys.items() if families[model] != mine for key in mine}


def _merged_with(row: Row) -> Iterable[Model]:
    """Records that a row was merged into, or no longer is: merged records are found by each other's names."""
    keys = {(values or {}).get("merged_into_id") for values in (row.before, row.after)} - {None}
    return type(row.record)._base_manager.filter(pk__in=keys) if keys else ()
