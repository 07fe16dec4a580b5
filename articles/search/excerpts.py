"""What lists of results quote: of each article the passage that shows the query best, and where hits begin."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article, Passage
from articles.search.highlight import Segment, hits_of, quotation, worth
from articles.search.query import Query

QUOTED = (Passage.Kind.PARAGRAPH, Passage.Kind.HEADING, Passage.Kind.CAPTION)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The snippet of the best passage, hits marked, and the key of the first passage with a hit, if any has one.

    `words`: the folded words of the query that stand in some passage.
    """

    segments: list[Segment]
    first_hit: int | None
    words: frozenset[str]


def excerpts(articles: Iterable[Article], query: Query) -> dict[int, Excerpt]:
    """Excerpts by key of the article. One query for all of them.

    Nothing is quoted where the rights keep the text back: such an article is left out. The pages are loaded.
    """
    open_ones = [article.pk for article in articles if article.page.is_open]
    rows = Passage.objects.filter(article__in=open_ones, kind__in=QUOTED).order_by("article", "order")
    passages: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for article, key, machine_text, correction in rows.values_list("article_id", "pk", "machine_text", "correction"):
        passages[article].append((key, machine_text if correction is None else correction))
    return {article: excerpt(texts, query) for article, texts in passages.items()}


def excerpt(passages: list[tuple[int, str]], query: Query) -> Excerpt:
    hits = [hits_of(text, query) for _key, text in passages]
    first_hit = next((key for (key, _text), here in zip(passages, hits, strict=True) if here), None)
    best = max(range(len(passages)), key=lambda place: worth(hits[place]))
    return Excerpt(quotation(passages[best][1], query), first_hit, frozenset().union(*hits))
