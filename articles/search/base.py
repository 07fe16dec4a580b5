"""The search of the archive: one function, the same on every database."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, reduce
from itertools import chain
from operator import and_
from types import MappingProxyType

import numpy as np
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from articles.models import Article, SearchName
from articles.querysets import ArticleQuerySet
from articles.search import explain
from articles.search.catalogue import Catalogue, catalogue
from articles.search.matching import Matcher
from articles.search.narrowing import COUNTERS, FILTERS, Mask, Narrowed, Row
from articles.search.query import EVERYTHING, Query, Term, parse, split
from articles.search.ranking import CLOSELY_READ, ORDERS, best, by_relevance
from articles.search.words import words_of
from articles.visibility import PUBLIC_RIGHTS

User = AbstractBaseUser | AnonymousUser
NOTHING: Narrowed = MappingProxyType({})
SHORTEST_SPLIT = 8
"""Characters from which on a word that stands nowhere is taken for several written together."""
BETWEEN_MARKS = re.compile(r"[\W_]+")
"""Where a word that stands nowhere is taken apart however short it is: （党建、融合） was pasted."""
LONGEST_NAME = 20
"""Characters of a name that is looked for inside such a word."""
AT_ONCE = 1000


def search(
    text: str,
    *,
    user: User | None = None,
    articles: ArticleQuerySet | None = None,
    narrowed: Narrowed = NOTHING,
    order: str = "relevance",
) -> "SearchResult":
    """Find the articles in which every word of `text` stands: in what they say, or in a name they refer to.

    `narrowed` holds filters of an address, as in {"theme": ["organisation"], "year": ["2022"]}; `articles` narrows the
    search to those of a queryset. Whatever it holds, people who may not see unpublished articles find published ones
    only, and of those whose text the rights keep back no more than is shown; people who may find what `articles` holds,
    or published ones where it is not given.

    A word that stands nowhere is looked for by its parts, if it holds marks or has eight characters or more; `read_as`
    says so. `order` is relevance, newest, oldest, added or hospital. A query in which there is nothing to look for
    finds nothing.
    """
    return SearchResult(parse(text), asked_by(user, articles), articles, narrowed, order)


def browse(*, narrowed: Narrowed = NOTHING, order: str = "newest") -> "SearchResult":
    """All published articles, narrowed, counted and put in order like those that a search finds."""
    return SearchResult(EVERYTHING, False, None, narrowed, order)


def asked_by(user: User | None, articles: ArticleQuerySet | None) -> bool:
    """Whether the search goes beyond what is published."""
    return bool(articles is not None and user is not None and user.is_staff and user.has_perm("articles.view_article"))


def is_telling(piece: str) -> bool:
    """Whether what stands between marks is worth looking for: not the letter of C++, nor the number of 100%."""
    return not (piece.isascii() and len(piece) < 2) and not piece.isdecimal()


class SearchResult:
    """What was looked for and what was found. Nothing is asked of the database before something of it is read."""

    def __init__(
        self, query: Query, sees_all: bool, articles: ArticleQuerySet | None, narrowed: Narrowed, order: str
    ) -> None:
        self._asked, self._sees_all, self._within, self.narrowed = query, sees_all, articles, narrowed
        self.order = order if order in ORDERS or order == "relevance" else "newest"

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue()

    @cached_property
    def matcher(self) -> Matcher:
        return self._matcher_of(self._asked.terms)

    @cached_property
    def _read(self) -> tuple[Query, Mask]:
        """The query as it was finally read, and the slots that meet it, before any filter."""
        found = self.matcher.matching(self._asked) & self._limits
        return (self._asked, found) if found.any() else self._read_apart(found)

    def _read_apart(self, found: Mask) -> tuple[Query, Mask]:
        """The same with long words that stand nowhere taken apart: all their parts, or where that is too much, any."""
        parts = self._parts()
        if not parts:
            return self._asked, found
        self.matcher = self._matcher_of((*self._asked.terms, *chain.from_iterable(parts.values())))
        parts = {term: standing for term, words in parts.items() if (standing := self._standing(words))}
        for all_of_them in (True, False):
            query = split(self._asked, parts, all_of_them=all_of_them)
            found = self.matcher.matching(query) & self._limits
            if found.any():
                return query, found
        return self._asked, found

    @property
    def query(self) -> Query:
        return self._read[0]

    @property
    def read_as(self) -> str:
        """How the query was read, in words."""
        return explain.read_as(self.query)

    @cached_property
    def mask(self) -> Mask:
        return self._let_through()

    @cached_property
    def slots(self) -> np.ndarray:
        return np.flatnonzero(self.mask)

    @property
    def count(self) -> int:
        return len(self.slots)

    closely_read = CLOSELY_READ

    @property
    def is_closely_read(self) -> bool:
        """Whether all that was found was read closely to be put in order, or only the best."""
        return self.count <= CLOSELY_READ

    def keys(self, start: int = 0, end: int | None = None) -> list[int]:
        """The keys of the articles from place `start` to before `end`, the best first."""
        end = self.count if end is None else min(end, self.count)
        if self.order == "relevance":
            ordered = by_relevance(self.matcher, self.query, self.slots, end)
        else:
            ordered = best(self.slots, ORDERS[self.order](self.catalogue, self.slots), end)
        return self.catalogue.article[ordered[start:end]].tolist()

    @property
    def articles(self) -> "Hits":
        return Hits(self)

    def facet(self, name: str) -> list[Row]:
        """The values of a filter with their counts, of what every other filter lets through."""
        mask = self._let_through(lambda other: other != name)
        return COUNTERS[name](self.catalogue, mask, self.narrowed.get(name, ()))

    def count_without(self, name: str = "") -> int:
        """How many there would be without the filter of that name; without any, where none is named."""
        return int(self._let_through(lambda other: name and other != name).sum())

    def may_be_seen(self, article: Article) -> bool:
        """Whether the asker may see an article as it is stored, whatever the catalogue says. Its page is loaded."""
        is_public = article.publication == Article.Publication.PUBLISHED and article.page.rights in PUBLIC_RIGHTS
        return is_public or self._sees_all

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        """What each filter lets through. Values that do not exist let nothing through."""
        asked = {name: list(values) for name, values in self.narrowed.items() if values}
        return {name: FILTERS[name](self.catalogue, values) for name, values in asked.items()}

    def _let_through(self, applies: Callable[[str], bool] = lambda name: True) -> Mask:
        """The slots that meet the query, and every filter of which the name `applies`."""
        return reduce(and_, (mask for name, mask in self._masks.items() if applies(name)), self._read[1])

    @cached_property
    def _limits(self) -> Mask:
        if self._within is None:
            return np.ones(len(self.catalogue), bool)
        mask = np.zeros(len(self.catalogue), bool)
        keys = self._within.order_by().values_list("pk", flat=True)
        mask[self.catalogue.slots_of_articles(np.fromiter(keys.iterator(), np.int64))] = True
        return mask

    def _matcher_of(self, terms: Iterable[Term]) -> Matcher:
        return Matcher(self.catalogue, terms, sees_all=self._sees_all)

    def _parts(self) -> dict[Term, tuple[Term, ...]]:
        """Words that stand nowhere, each with the words that it seems to consist of."""
        options = chain.from_iterable(getattr(clause, "options", (clause,)) for clause in self._asked.required)
        words = [clause for clause in options if isinstance(clause, Term) and not clause.field and not clause.is_phrase]
        parts = {term: self._parts_of(term.text) for term in words if not self.matcher.clause(term).any()}
        return {term: tuple(Term(word, word) for word in found) for term, found in parts.items() if found}

    def _parts_of(self, text: str) -> list[str]:
        """What stands between the marks of a folded word, or else the words of a long one; nothing if it has one."""
        pieces = BETWEEN_MARKS.split(text)
        if pieces != [text]:
            return [piece for piece in pieces if is_telling(piece)]
        words = self.words_within(text) if len(text) >= SHORTEST_SPLIT else []
        return words if len(words) > 1 else []

    def words_within(self, text: str) -> list[str]:
        """The words that a folded text seems to consist of, names of the archive in one piece.

        A name that the asker must not know of is no help in reading.
        """
        parts = {text[start:end] for start in range(len(text)) for end in range(start + 2, start + LONGEST_NAME + 1)}
        names = SearchName.objects.filter(text__in=parts, article=None).values_list("text", flat=True).distinct()
        terms = [Term(name, name) for name in names.order_by("text")]
        matcher = self._matcher_of(terms)
        return words_of(text, [term.text for term in terms if matcher.clause(term).any()])

    def _standing(self, words: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(word for word in words if self.matcher.clause(word).any())


class Hits:
    """The articles of a result, the best first, fetched as they are asked for, with their pages."""

    def __init__(self, result: SearchResult, rows: ArticleQuerySet | None = None) -> None:
        self.result = result
        self.rows = Article.objects.select_related("page").order_by() if rows is None else rows

    def as_cards(self) -> "Hits":
        """With what lists show of each."""
        return Hits(self.result, Article.objects.as_cards().order_by())

    def __len__(self) -> int:
        return self.result.count

    def __iter__(self) -> Iterator[Article]:
        for start in range(0, len(self), AT_ONCE):
            yield from self[start : start + AT_ONCE]

    def __getitem__(self, part: slice) -> list[Article]:
        keys = self.result.keys(part.start or 0, part.stop)
        found = self.rows.in_bulk(keys)
        return [found[key] for key in keys if key in found and self.result.may_be_seen(found[key])]
