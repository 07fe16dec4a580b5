"""What lists of results quote: of each article the passage that shows the query best, and where hits begin."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Article, Passage
from articles.search.highlight import Segment, snippet
from articles.search.query import Query
from articles.search.terms import fold_text

QUOTED = (Passage.Kind.PARAGRAPH, Passage.Kind.HEADING, Passage.Kind.CAPTION)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The snippet of the best passage, hits marked, and the key of the first passage with a hit, if any has one."""

    segments: list[Segment]
    first_hit: int | None


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
    words = [word.text for word in query.words]
    holding = [(key, text) for key, text in passages if any(word in fold_text(text) for word in words)]
    texts = [text for _, text in holding or passages]
    return Excerpt(snippet(texts, query), holding[0][0] if holding else None)
