"""What lists of results quote: of each article the passage that shows the query best."""

from collections import defaultdict
from collections.abc import Iterable

from articles.models import Article, Passage
from articles.search.highlight import Segment, snippet
from articles.search.query import Query

QUOTED = (Passage.Kind.PARAGRAPH, Passage.Kind.HEADING, Passage.Kind.CAPTION)


def excerpts(articles: Iterable[Article], query: Query) -> dict[int, list[Segment]]:
    """By key of the article, the snippet of its best passage, hits marked. One query for all of them.

    Nothing is quoted where the rights keep the text back: such an article is left out. The pages are loaded.
    """
    open_ones = [article.pk for article in articles if article.page.is_open]
    rows = Passage.objects.filter(article__in=open_ones, kind__in=QUOTED).order_by("article", "order")
    texts: dict[int, list[str]] = defaultdict(list)
    for article, machine_text, correction in rows.values_list("article_id", "machine_text", "correction"):
        texts[article].append(machine_text if correction is None else correction)
    return {article: snippet(passages, query) for article, passages in texts.items()}
