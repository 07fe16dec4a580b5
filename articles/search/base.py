"""The search of the archive: one function, the same on every database."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F

from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.search import explain
from articles.search.matching import matching, score
from articles.search.query import Query, parse

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class SearchResult:
    """What was looked for and what was found. `articles` have an integer `score`, the best first; not yet fetched."""

    query: Query
    articles: ArticleQuerySet

    @cached_property
    def count(self) -> int:
        return self.articles.count()

    @property
    def read_as(self) -> str:
        """How the query was read, in words."""
        return explain.read_as(self.query)


def search(text: str, *, user: User | None = None, articles: ArticleQuerySet | None = None) -> SearchResult:
    """Find the articles in which every word of `text` stands: in what they say, or in a name they refer to.

    `articles` narrows the search. Whatever it holds, people who may not see unpublished articles find published ones
    only; those who may find what `articles` holds, or published ones where it is not given. The best come first, then
    the newest by issue date (unknown dates last), then in the order in which they came into the archive. A query in
    which there is nothing to look for finds nothing; `read_as` says so.
    """
    query = parse(text)
    found = matching(visible(articles, user), query).annotate(score=score(query))
    return SearchResult(query, found.order_by("-score", F("page__issue_date").desc(nulls_last=True), "pk"))


def visible(articles: ArticleQuerySet | None, user: User | None) -> ArticleQuerySet:
    """Those of `articles` that `user` may see."""
    if articles is None:
        return Article.objects.published()
    may_see_all = user is not None and user.is_staff and user.has_perm("articles.view_article")
    return articles if may_see_all else articles.published()
