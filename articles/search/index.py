"""Keeping the index: the only writer of search entries and search names.

Whoever changes articles or named records calls these functions in the same transaction, so that a search never sees the
one without the other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import islice

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from articles.models import Article, SearchEntry, SearchName
from articles.models.identity import Mergeable
from articles.search.fields import NAMED, OWNERS, Named, article_texts
from articles.search.terms import fold_text

BATCH = 200
"""Records that are held in memory, and written in one transaction, at a time."""

Name = tuple[str, int | None]
"""A folded name, and the key of the article that it is limited to."""
Progress = Callable[[str, int, int], None]
"""Called with what is being indexed, how many records are done, and how many there are."""


@transaction.atomic
def index_articles(articles: Iterable[Article]) -> None:
    """Rewrite the entries of these articles from what the database says now."""
    for keys in batches(article.pk for article in articles):
        # Locked, so that a reindex that runs meanwhile cannot write an older state over a newer one.
        stored = Article.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        new = [entry for article in stored.prefetch_related("passages", "contributors") for entry in entries(article)]
        SearchEntry.objects.filter(article__in=keys).delete()
        SearchEntry.objects.bulk_create(new)


def entries(article: Article) -> Iterator[SearchEntry]:
    folded = ((field, fold_text(text)) for field, text in article_texts(article))
    for order, (field, text) in enumerate((field, text) for field, text in folded if text):
        yield SearchEntry(article=article, field=field, order=order, text=text)


def index_names(records: Iterable[Model]) -> None:
    """Rewrite the names of these records: hospitals, initiatives, practices, themes, people, policies.

    A row that holds a further name stands for the record that it names; records of other kinds are passed over. Merged
    records share all their names, so after a merge, or its undoing, pass every record that took part.
    """
    rewrite_names(records)


def unindex_names(records: Iterable[Model]) -> None:
    """Forget records and further names that are about to be deleted. Call it while they still have their keys."""
    records = set(records)
    rewrite_names(records, without=records)


@transaction.atomic
def rewrite_names(records: Iterable[Model], without: Set[Model] = frozenset()) -> None:
    """Rewrite all names that these records have a share in, as they are `without` some records and further names."""
    for named, keys in keys_by_kind(records):
        family = merged_with(named.model, keys)
        stored = named.model.objects.select_for_update().filter(pk__in=family).order_by("pk")
        new = list(search_names(named, stored, without))
        SearchName.objects.filter(kind=named.kind, object_pk__in=family).delete()
        SearchName.objects.bulk_create(new)


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


def reindex(articles: QuerySet[Article] | None = None, progress: Progress = lambda what, done, total: None) -> None:
    """Index these articles again; without any given, all articles and all names. Safe to repeat and to break off.

    Each batch is a transaction of its own, so that nobody waits long for the whole.
    """
    if articles is None:
        articles = Article.objects.all()
        for named in NAMED:
            SearchName.objects.filter(kind=named.kind).exclude(object_pk__in=named.model.objects.values("pk")).delete()
            in_batches(named.model.objects.all(), index_names, progress)
    in_batches(articles, index_articles, progress)


def in_batches(records: QuerySet, write: Callable[[QuerySet], None], progress: Progress) -> None:
    """Hand `records` to `write`, a batch at a time.

    The keys are read beforehand: a query that is still open would make SQLite refuse to write after somebody else did.
    """
    what, keys = str(records.model._meta.verbose_name_plural), list(records.order_by("pk").values_list("pk", flat=True))
    done = 0
    progress(what, done, len(keys))
    for batch in batches(keys):
        write(records.model.objects.filter(pk__in=batch))
        done += len(batch)
        progress(what, done, len(keys))


def batches(keys: Iterable[int]) -> Iterator[list[int]]:
    """Lists of `BATCH` keys; the last may be shorter."""
    keys = iter(keys)
    while batch := list(islice(keys, BATCH)):
        yield batch
