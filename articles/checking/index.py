"""What is kept beside the records against what it is made from: search index, checks of figures, marks of texts."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from articles.checking.finding import Finding
from articles.figure_checks import STORED, refresh_checks, standing_checks
from articles.models import Article, FigureCheck, SearchDocument, SearchName, TextMark
from articles.reprints import marks_of, refresh_reprints, shingles_of
from articles.search.documents import document_of
from articles.search.fields import NAMED, TEXT_ZONES, references_of
from articles.search.index import batches, index_articles, index_names, search_names, unindex_articles
from articles.search.rebuild import has_record

STORED_PLACES = FigureCheck._meta.get_field("computed").decimal_places
SAID = ("text", *TEXT_ZONES.values(), "references")
"""What a document takes from its article. Its keywords follow the dictionary of the day on which they were chosen."""


def check_documents() -> Iterator[Finding]:
    """Every article has one document in the index, with what it says today."""
    everything = Article.objects.order_by("pk")
    articles = everything.select_related("page").prefetch_related("passages", "contributors")
    for keys in batches(everything.values_list("pk", flat=True).iterator()):
        references = references_of(keys)
        stored = SearchDocument.objects.in_bulk(keys, field_name="article_id")
        for article in articles.filter(pk__in=keys):
            made, kept = document_of(article, references[article.pk]), stored.get(article.pk)
            if kept is None or any(getattr(made, field) != bytes_or_text(getattr(kept, field)) for field in SAID):
                yield Finding(
                    article, _("is indexed with something else than it says"), partial(index_articles, [article])
                )
    for document in SearchDocument.objects.exclude(has_record(Article, "article_id")).defer(*SAID):
        yield Finding(
            document, _("indexes an article that is not there"), partial(unindex_articles, [document.article_id])
        )


def bytes_or_text(value: str | bytes | memoryview) -> str | bytes:
    """A stored value as it was given: PostgreSQL answers with a view of the bytes."""
    return bytes(value) if isinstance(value, memoryview) else value


def check_names() -> Iterator[Finding]:
    """Every named record is indexed with its names of today, and nothing else is."""
    for named in NAMED:
        made = list(search_names(named, named.model.objects.order_by("pk"), frozenset()))
        wanted = {(name.object_pk, name.text, name.article_id) for name in made}
        rows = SearchName.objects.filter(kind=named.kind)
        stored = set(rows.values_list("object_pk", "text", "article_id"))
        for record in named.model.objects.filter(pk__in={key for key, *_name in wanted ^ stored}):
            yield Finding(record, _("is indexed under other names than it has"), partial(index_names, [record]))
        for row in rows.exclude(has_record(named.model)):
            yield Finding(row, _("names a record that is not there"), row.delete)


def check_figures() -> Iterator[Finding]:
    """What figures of an article say about each other is computed from those that stand today."""
    for keys in batches(Article.objects.order_by("pk").values_list("pk", flat=True).iterator()):
        made = {check.pk: check for check in standing_checks(keys)}
        stored = FigureCheck.objects.filter(article__in=keys).in_bulk()
        wrong = {
            (made.get(key) or stored[key]).article_id
            for key in made.keys() | stored.keys()
            if not (key in made and key in stored and said(made[key]) == said(stored[key]))
        }
        for article in Article.objects.filter(pk__in=wrong):
            problem = _("keeps checks of its figures that do not follow from them")
            yield Finding(article, problem, partial(refresh_checks, [article.pk]))


def said(check: FigureCheck) -> list:
    """What a check says, its values as they are stored."""
    return [as_stored(getattr(check, field)) for field in STORED]


def as_stored(value):
    return round(Decimal(str(value)), STORED_PLACES) if isinstance(value, (Decimal, float)) else value


def check_marks() -> Iterator[Finding]:
    """Every text has the marks by which its reprints are found."""
    for keys in batches(Article.objects.order_by("pk").values_list("pk", flat=True).iterator()):
        made = {key: marks_of(shingles) for key, shingles in shingles_of(keys).items()}
        stored: defaultdict[int, set[int]] = defaultdict(set)
        for key, value in TextMark.objects.filter(article__in=keys).values_list("article", "value"):
            stored[key].add(value)
        wrong = [key for key in keys if made.get(key, set()) != stored[key]]
        for article in Article.objects.filter(pk__in=wrong):
            problem = _("cannot be found as a reprint: its text is not marked as it reads")
            yield Finding(article, problem, partial(refresh_reprints, [article.pk]))
