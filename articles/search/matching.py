"""Queries as conditions and scores on articles, in plain ORM that means the same on every database."""

from functools import reduce
from operator import or_

from django.db.models import Case, Exists, Expression, Func, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from articles.models import SearchEntry, SearchName
from articles.querysets import ArticleQuerySet
from articles.search.fields import FIELD_WEIGHTS, NAME_SOURCES, NameSource
from articles.search.query import Query, Term
from articles.visibility import live_claim


def matching(articles: ArticleQuerySet, query: Query) -> ArticleQuerySet:
    """Those of `articles` in which every word of the query stands and nothing that it excludes."""
    if query.is_empty:
        return articles.none()
    for term in query.words:
        articles = articles.filter(occurs(term))
    for term in query.excluded:
        articles = articles.exclude(occurs(term))
    return articles


def occurs(term: Term) -> Q:
    """Condition: the term stands in a text of the article, or in a name of a record that the article refers to."""
    in_texts = Q(pk__in=SearchEntry.objects.filter(text__contains=term.text).values("article"))
    return reduce(or_, (in_names(source, term) for source in NAME_SOURCES), in_texts)


def in_names(source: NameSource, term: Term) -> Q:
    """Condition: the term stands in a name that leads to the article through `source`."""
    names = SearchName.objects.filter(kind=source.kind, text__contains=term.text)
    anywhere = Q(**{f"{source.target}__in": names.filter(article=None).values("object_pk")})
    here_only = Exists(names.filter(object_pk=OuterRef(source.target), article=OuterRef(source.article)))
    claims = source.claims.objects.filter(live_claim(), source.only, anywhere | here_only)
    return Q(pk__in=claims.values(source.article))


def score(query: Query) -> Expression:
    """How well an article matches, as an integer: the weights of all places in which words of the query stand."""
    return Total(Value(0), *(part for term in query.words for part in term_scores(term)))


def term_scores(term: Term) -> list[Expression]:
    weight = Case(*(When(field=field, then=Value(points)) for field, points in FIELD_WEIGHTS.items()))
    hits = SearchEntry.objects.filter(article=OuterRef("pk"), text__contains=term.text).order_by()
    in_texts = hits.values("article").annotate(points=Sum(weight)).values("points")
    return [
        Coalesce(Subquery(in_texts), 0),
        *(Case(When(in_names(source, term), then=source.weight), default=0) for source in NAME_SOURCES),
    ]


class Total(Func):
    """The sum of many integers, written flat: nested additions of a long query are too deep for SQLite's parser."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = IntegerField()
