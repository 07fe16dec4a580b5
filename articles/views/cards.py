"""Articles as lists show them: with their hospitals, and with the text that was searched for."""

from collections.abc import Iterable
from itertools import groupby

from articles.models import Article, Hospital
from articles.search.base import SearchResult
from articles.search.excerpts import Excerpt, excerpts
from articles.search.grounds import grounds
from articles.search.highlight import mark, snippet
from articles.search.query import Query, Term
from articles.search.terms import fold_text

SHOWN_HOSPITALS = 3
"""Hospitals that a card names at most (`includes/card.html`)."""


def with_hospitals(articles: Iterable[Article]) -> list[Article]:
    """Gives each article `hospitals`, those that it is about. One query for all of them."""
    articles = list(articles)
    rows = Hospital.objects.subjects_of([article.pk for article in articles])
    found = {key: list(hospitals) for key, hospitals in groupby(rows, key=lambda hospital: hospital.article_id)}
    for article in articles:
        article.hospitals = found.get(article.pk, [])
    return articles


def with_excerpts(articles: Iterable[Article], found: SearchResult) -> list[Article]:
    """Gives each article `marked_title` and `excerpt`, in segments, words of the query marked.

    The excerpt comes from the passage that shows the query best; nothing is quoted where the rights keep text back.
    Where neither text nor card show a word, `grounds` are the names on account of which the article was found.
    """
    articles, query = list(articles), found.query
    quoted = excerpts(articles, query) if query.words else {}
    for article in articles:
        article.marked_title = mark(article.title, query)
        own = quoted.get(article.pk)
        article.excerpt = own.segments if own else snippet([article.lead], query)
        article.hit = own.first_hit if own else None
    unseen = {article: unseen_words(article, quoted.get(article.pk), query) for article in articles}
    said = grounds(found, {article: terms for article, terms in unseen.items() if terms})
    for article in articles:
        article.grounds = said.get(article.pk, [])
    return articles


def unseen_words(article: Article, quoted: Excerpt | None, query: Query) -> list[Term]:
    """The words of a query that stand neither on the card of an article nor in a text that it may quote."""
    themes = (link.theme.name for link in article.theme_links.all())
    hospitals = (hospital.name for hospital in article.hospitals[:SHOWN_HOSPITALS])
    card = "\n".join(map(fold_text, [article.title, article.kicker, article.subtitle, *hospitals, *themes]))
    in_text = quoted.words if quoted else ()
    return [term for term in query.words if term.text not in in_text and term.text not in card]
