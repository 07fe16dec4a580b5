"""Keeping the index: the only writer of its rows.

Whoever changes articles or named records calls these functions in the same transaction, so that a search never sees the
one without the other.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from articles.inserting import insert_values
from articles.models import Article, SearchChange, SearchDocument, SearchName, SearchSuggestion, SourcePage
from articles.models.identity import Mergeable
from articles.search.contract import pair_index
from articles.search.documents import document_of, document_tokens
from articles.search.fields import NAMED, OWNERS, Named, references_of
from articles.search.pinyin import typed_forms
from articles.search.terms import fold_text, tokens

BATCH = 200
"""Records that are held in memory, and written in one transaction, at a time."""
ARTICLE, REBUILT = "article", "rebuilt"
"""What the journal says of articles, and when everything is new. Named records are called by their model."""

SUGGESTED = ("hospital", "initiative", "practice", "theme")
"""Kinds of records that are offered while somebody types."""

T = TypeVar("T")
Name = tuple[str, int | None]
"""A folded name, and the key of the article that it is limited to."""


@transaction.atomic(savepoint=False)
def index_articles(articles: Iterable[Article]) -> None:
    """Give these articles new documents, from what the database says now."""
    for keys in batches(article.pk for article in articles):
        # Locked, so that a rebuild that runs meanwhile cannot write an older state over a newer one.
        stored = Article.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        write_documents(stored.prefetch_related("page", "passages", "contributors"), keys)


def write_documents(articles: Iterable[Article], keys: list[int]) -> None:
    """Documents of `articles` in the place of those of all `keys`: what is gone by now loses its document."""
    references = references_of(keys)
    documents = [document_of(article, references[article.pk]) for article in articles]
    SearchDocument.objects.filter(article__in=keys).delete()
    add_documents(documents)
    titles = ((document.article_id, document.article.title) for document in documents)
    write_suggestions(ARTICLE, keys, titles)
    note_changes((ARTICLE, key) for key in keys)


def add_documents(documents: list[SearchDocument]) -> None:
    """Store documents of articles that have none."""
    index = pair_index()
    for document, key in zip(documents, index.reserve("articles_searchdocument", len(documents)), strict=True):
        document.pk = key
    SearchDocument.objects.bulk_create(documents)
    characters = index.holds_characters
    index.add_documents((document.pk, document_tokens(document, with_characters=characters)) for document in documents)


def note_changes(changed: Iterable[tuple[str, int]]) -> None:
    """Tell all processes through the journal what changed: articles, or records of a kind, with their keys."""
    rows = [(what, key, secrets.randbits(62)) for what, key in changed]
    insert_values(SearchChange, ("what", "object_pk", "token"), rows)


def write_suggestions(kind: str, keys: Iterable[int], names: Iterable[tuple[int, str]]) -> None:
    """How records and titles can be typed, (key, name) each, in the place of what was known of all `keys`."""
    SearchSuggestion.objects.filter(kind=kind, object_pk__in=list(keys)).delete()
    add_suggestions((kind, key, name) for key, name in names)


def add_suggestions(names: Iterable[tuple[str, int, str]]) -> None:
    """How records and titles can be typed, (kind, key, name) each, of which nothing was known."""
    rows = [(kind, key, form) for kind, key, name in names for form in typed_forms(name)]
    insert_values(SearchSuggestion, ("kind", "object_pk", "key"), rows)


def write_further_suggestions(model: type[Model], keys: Set[int], without: Set[Model]) -> None:
    """How the further names of records are typed, those that hold in one article too: for choosers, not for readers."""
    for further in (further for further, (owner, _field) in OWNERS.items() if owner is model):
        rows = further.objects.filter(**{f"{OWNERS[further][1]}__in": keys}).order_by("pk")
        gone = [row.pk for row in without if isinstance(row, further)]
        names = [(row.pk, row.name) for row in rows if row not in without]
        write_suggestions(further._meta.model_name, [*gone, *(key for key, _name in names)], names)


def index_names(records: Iterable[Model]) -> None:
    """Rewrite the names of these records: hospitals, Party organisations, initiatives, practices, themes, people …

    A row that holds a further name stands for the record that it names. Merged records share all their names, so after
    a merge, or its undoing, pass every record that took part. Of source pages it is noted that their date or rights may
    be others; records of other kinds are passed over.
    """
    records = list(records)
    rewrite_names(records)
    pages = [record.pk for record in records if isinstance(record, SourcePage)]
    index_articles(Article.objects.filter(page__in=pages)) if pages else None


def unindex_names(records: Iterable[Model]) -> None:
    """Forget records, further names and articles that are about to be deleted. Call it while they have their keys."""
    records = set(records)
    rewrite_names(records, without=records)
    unindex_articles(record.pk for record in records if isinstance(record, Article))


def unindex_articles(keys: Iterable[int]) -> None:
    """Forget articles that are gone."""
    if keys := list(keys):
        write_documents([], keys)


@transaction.atomic(savepoint=False)
def rewrite_names(records: Iterable[Model], without: Set[Model] = frozenset()) -> None:
    """Rewrite all names that these records have a share in, as they are `without` some records and further names."""
    for named, keys in keys_by_kind(records):
        family = merged_with(named.model, keys)
        stored = named.model.objects.select_for_update().filter(pk__in=family).order_by("pk")
        names = list(search_names(named, stored, without))
        SearchName.objects.filter(kind=named.kind, object_pk__in=family).delete()
        write_names(names)
        kept = ((record.pk, record.name) for record in stored if record not in without)
        write_suggestions(named.kind, family, kept if named.kind in SUGGESTED else ())
        write_further_suggestions(named.model, family, without)
        note_changes((named.kind, key) for key in family)


def write_names(names: list[SearchName]) -> None:
    index = pair_index()
    for name, key in zip(names, index.reserve("articles_searchname", len(names)), strict=True):
        name.pk = key
    SearchName.objects.bulk_create(names)
    index.add_names((name.pk, tokens([name.text], with_characters=index.holds_characters)) for name in names)


def keys_by_kind(records: Iterable[Model]) -> Iterator[tuple[Named, set[int]]]:
    """The keys of all records that have searchable names, kind by kind."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for record in records:
        model, key = OWNERS.get(type(record), (type(record), "pk"))
        keys[model].add(getattr(record, key))
    return ((named, keys[named.model]) for named in NAMED if keys[named.model])


def merged_with(model: type[Model], keys: set[int]) -> set[int]:
    """The keys of all records that were merged with these, in either direction, and these themselves."""
    if not issubclass(model, Mergeable):
        return keys
    family, new = set(), set(keys)
    while new:
        family |= new
        links = model.objects.filter(Q(pk__in=new) | Q(merged_into__in=new)).values_list("pk", "merged_into")
        new = {key for link in links for key in link if key} - family
    return family


def search_names(named: Named, records: QuerySet, without: Set[Model]) -> Iterator[SearchName]:
    """The names of whole families of merged records: every member carries those of all."""
    if named.others:
        records = records.prefetch_related(named.others)
    for family in families_of(records):
        members = [record for record in family if record not in without]
        names = {name for record in members for name in names_of(named, record, without)}
        for record in members:
            for text, article in sorted(names, key=str):
                yield SearchName(kind=named.kind, object_pk=record.pk, text=text, article_id=article)


def families_of(records: Iterable[Model]) -> Iterable[list[Model]]:
    """Records that were merged into the same one, together."""
    records = {record.pk: record for record in records}
    families: dict[int, list[Model]] = defaultdict(list)
    for record in records.values():
        root = record
        while target := getattr(root, "merged_into_id", None):
            root = records[target]
        families[root.pk].append(record)
    return families.values()


def names_of(named: Named, record: Model, without: Set[Model]) -> Iterator[Name]:
    yield fold_text(record.name), None
    for other in getattr(record, named.others).all() if named.others else ():
        if other not in without:
            yield fold_text(other.name), getattr(other, "article_id", None)


def batches(things: Iterable[T], size: int | None = None) -> Iterator[list[T]]:
    """Lists of so many things, such as keys, or `BATCH`; the last may be shorter."""
    things = iter(things)
    while batch := list(islice(things, size or BATCH)):
        yield batch
