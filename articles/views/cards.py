"""Articles as lists show them: with their hospitals, and with the text that was searched for."""

from collections.abc import Iterable
from itertools import groupby

from articles.models import Article, Hospital
from articles.search.excerpts import excerpts
from articles.search.highlight import mark, snippet
from articles.search.query import Query


def with_hospitals(articles: Iterable[Article]) -> list[Article]:
    """Gives each article `hospitals`, those that it is about. One query for all of them."""
    articles = list(articles)
    rows = Hospital.objects.subjects_of([article.pk for article in articles])
    found = {key: list(hospitals) for key, hospitals in groupby(rows, key=lambda hospital: hospital.article_id)}
    for article in articles:
        article.hospitals = found.get(article.pk, [])
    return articles


def with_excerpts(articles: Iterable[Article], query: Query) -> list[Article]:
    """Gives each article `marked_title` and `excerpt`, in segments, words of the query marked.

    The excerpt comes from the passage that shows the query best; nothing is quoted where the rights keep text back.
    """
    articles = list(articles)
    quoted = excerpts(articles, query) if query.words else {}
    for article in articles:
        article.marked_title = mark(article.title, query)
        own = quoted.get(article.pk)
        article.excerpt = own.segments if own else snippet([article.lead], query)
        article.hit = own.first_hit if own else None
    return articles
