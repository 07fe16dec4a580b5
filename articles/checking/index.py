"""The search index against what it is made from."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from articles.checking.finding import Finding
from articles.models import Article, SearchName
from articles.search.fields import NAMED
from articles.search.index import entries, index_articles, index_names, search_names


def check_entries() -> Iterator[Finding]:
    """Every article is indexed with what it says today."""
    articles = Article.objects.prefetch_related("passages", "contributors", "search_entries").order_by("pk")
    for article in articles.iterator(chunk_size=200):
        stored = sorted((entry.order, entry.field, entry.text) for entry in article.search_entries.all())
        if stored != [(entry.order, entry.field, entry.text) for entry in entries(article)]:
            yield Finding(article, _("is indexed with something else than it says"), partial(index_articles, [article]))


def check_names() -> Iterator[Finding]:
    """Every named record is indexed with its names of today, and nothing else is."""
    for named in NAMED:
        made = list(search_names(named, named.model.objects.order_by("pk"), frozenset()))
        wanted = {(name.object_pk, name.text, name.article_id) for name in made}
        rows = SearchName.objects.filter(kind=named.kind)
        stored = set(rows.values_list("object_pk", "text", "article_id"))
        for record in named.model.objects.filter(pk__in={key for key, *_name in wanted ^ stored}):
            yield Finding(record, _("is indexed under other names than it has"), partial(index_names, [record]))
        for row in rows.exclude(object_pk__in=named.model.objects.values("pk")):
            yield Finding(row, _("names a record that is not there"), row.delete)
