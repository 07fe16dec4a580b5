"""Passages in page order → articles, and what is left over."""

from collections.abc import Sequence

from articles.restore.reading_order import Passage
from articles.restore.segment.articles import make_article
from articles.restore.segment.boundaries import split_articles
from articles.restore.segment.drafts import Draft
from articles.restore.types import ArticleText, Remnant

REMNANTS = {"imprint": "imprint", "notice": "notice"}


def segment(passages: Sequence[Passage]) -> tuple[tuple[ArticleText, ...], tuple[Remnant, ...]]:
    """Articles in the order of their first line, and the blocks that are part of none."""
    drafts = sorted(split_articles(passages), key=lambda draft: draft.first)
    articles = [make_article(draft) for draft in drafts if _is_article(draft)]
    left = [p for p in passages if p.kind in REMNANTS]
    stray = [p for draft in drafts if not _is_article(draft) for p in draft.passages if p.kind not in REMNANTS]
    remnants = [Remnant(REMNANTS.get(p.kind, "unplaced"), p.block.text) for p in [*left, *stray]]
    return tuple(articles), tuple(remnants)


def _is_article(draft: Draft) -> bool:
    """Text or a heading makes an article; captions and bylines alone do not."""
    return bool(draft.bodies or draft.heads)
