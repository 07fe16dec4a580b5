"""Articles that are about the same: they share the words that say most about both."""

from dataclasses import dataclass

import numpy as np

from articles.models import Article, SearchDocument
from articles.search.catalogue import catalogue
from articles.search.contract import Lookup, pair_index
from articles.search.fields import Zone
from articles.search.ranking import best, relevance

ASKED_WORDS = 12
SHOWN_WORDS = 5
FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Related:
    """A published article and the words that it shares, those that say most first."""

    article: Article
    words: list[str]


def related(article: Article, number: int = 5) -> list[Related]:
    """The published articles that share most keywords with this one, rare words counting more; two words at least."""
    keywords = SearchDocument.objects.filter(article=article).values_list("keywords", flat=True).first()
    if not keywords:
        return []
    held = catalogue()
    visible = held.alive & (held.visibility > 0) & (held.article != article.pk)
    words = keywords[:ASKED_WORDS]
    lookups = [Lookup(word, zone) for word in words for zone in (Zone.KEYWORD, Zone.MINOR_KEYWORD)]
    having = {word: np.zeros(len(held), bool) for word in words}
    for lookup, keys in zip(lookups, pair_index().find(lookups), strict=True):
        slots = held.slots_of_documents(keys)
        having[lookup.text][slots[visible[slots]]] = True
    worth, shared = weighed(having, visible), sum(mask.astype(np.int64) for mask in having.values())
    slots = np.flatnonzero(shared >= FEWEST_SHARED)
    keys = best(slots, relevance(held, slots, worth[slots]), number)
    articles = Article.objects.select_related("page").in_bulk(held.article[keys].tolist())
    return [
        Related(articles[key], [word for word in words if having[word][slot]][:SHOWN_WORDS])
        for slot, key in zip(keys, held.article[keys].tolist(), strict=True)
        if key in articles
    ]


def weighed(having: dict[str, np.ndarray], visible: np.ndarray) -> np.ndarray:
    """For each slot the sum of its shared words, each by how few have it, in whole numbers."""
    total = int(visible.sum()) + 1
    return sum(mask * round(8 * np.log2(total / (int(mask.sum()) + 1)) + 1) for mask in having.values())
