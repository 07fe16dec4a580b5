"""Writing the whole index again, while it goes on being searched."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from articles.models import Article, SearchChange, SearchDocument, SearchName, SearchRebuild, SearchSuggestion
from articles.search.contract import pair_index
from articles.search.fields import NAMED, OWNERS
from articles.search.index import ARTICLE, REBUILT, batches, index_articles, index_names, note_changes
from articles.search.words import index_version

Progress = Callable[[str, int, int], None]
"""Called with what is being indexed, how many records are done, and how many there are."""


def is_behind() -> bool:
    """Whether some article has no document, or one that another version of the code, word lists or tables made."""
    if SearchRebuild.objects.exists() or SearchDocument.objects.exclude(version=index_version()).exists():
        return True
    return Article.objects.exclude(Exists(SearchDocument.objects.filter(article=OuterRef("pk")))).exists()


def reindex(articles: QuerySet[Article] | None = None, progress: Progress = lambda what, done, total: None) -> None:
    """Index these articles again; without any given, all articles and all names.

    Each batch is a transaction of its own: an article is found by its old document until it has its new one, and nobody
    waits long. Broken off, it goes on next time with the documents that are still old.
    """
    if articles is not None:
        in_batches(articles, index_articles, progress)
        return
    last = begin()
    for named in NAMED:
        drop_names_without_records(named)
        in_batches(named.model.objects.all(), index_names, progress)
    rewritten = SearchDocument.objects.filter(article=OuterRef("pk"), pk__gt=last)
    in_batches(Article.objects.exclude(Exists(rewritten)), index_articles, progress)
    finish(last)


@transaction.atomic
def begin() -> int:
    """The key of the last document of the old index: as of now, or of when a rebuilding began that was broken off."""
    rebuild = SearchRebuild.objects.first()
    if rebuild is None:
        newest = SearchDocument.objects.order_by("-pk").values_list("pk", flat=True).first()
        rebuild = SearchRebuild.objects.create(last_document=newest or 0)
        pair_index().begin_rebuild()
    return rebuild.last_document


@transaction.atomic
def finish(last: int) -> None:
    """Forget the old index and the journal: processes that hold the catalogue load it anew."""
    SearchDocument.objects.filter(pk__lte=last).delete()
    SearchSuggestion.objects.filter(kind=ARTICLE).exclude(has_record(Article)).delete()
    pair_index().finish_rebuild()
    SearchChange.objects.all().delete()
    note_changes([(REBUILT, last)])
    SearchRebuild.objects.all().delete()


def drop_names_without_records(named) -> None:
    """Names of records that were deleted behind the index's back."""
    for model in (SearchName, SearchSuggestion):
        model.objects.filter(kind=named.kind).exclude(has_record(named.model)).delete()
    for further in (further for further, (owner, _field) in OWNERS.items() if owner is named.model):
        spelled = SearchSuggestion.objects.filter(kind=further._meta.model_name)
        spelled.exclude(has_record(further)).delete()


def has_record(model: type[Model], key: str = "object_pk") -> Exists:
    """Condition: the record whose key a row holds is there.

    Not by a list of all keys: PostgreSQL goes through that for each row, once it is too long for its memory.
    """
    return Exists(model.objects.filter(pk=OuterRef(key)))


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
