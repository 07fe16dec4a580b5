"""Passages in page order → articles, and what is left over."""

from collections.abc import Sequence
from dataclasses import replace

from articles.restore.reading_order import Passage
from articles.restore.segment.articles import make_article
from articles.restore.segment.drafts import Draft
from articles.restore.segment.regroup import regroup
from articles.restore.segment.split import split_articles
from articles.restore.types import ArticleText, Remnant

REMNANTS = {"imprint": "imprint", "notice": "notice"}


def segment(passages: Sequence[Passage]) -> tuple[tuple[ArticleText, ...], tuple[Remnant, ...]]:
    """Articles in the order of their first line, and the blocks that are part of none."""
    drafts = sorted(regroup(split_articles(passages)), key=lambda draft: draft.first)
    left = [p for p in passages if p.kind in REMNANTS]
    stray = [p for draft in drafts if not _is_article(draft) for p in draft.passages if p.kind not in REMNANTS]
    articles = [_with_leftovers(make_article(draft), draft, stray) for draft in drafts if _is_article(draft)]
    remnants = [Remnant(REMNANTS.get(p.kind, "unplaced"), p.block.text) for p in [*left, *stray]]
    return tuple(articles), tuple(remnants)


def _is_article(draft: Draft) -> bool:
    """Text or a heading makes an article; captions and bylines alone do not."""
    return bool(draft.bodies or draft.heads)


def _with_leftovers(article: ArticleText, draft: Draft, stray: Sequence[Passage]) -> ArticleText:
    """The article, with a word on each block between its lines that found no place in any article."""
    between = [p.block.reason("leftover_lines") for p in stray if draft.first < p.block.first < draft.last]
    return replace(article, reasons=(*article.reasons, *between)) if between else article
