"""Counting how often an article was changed, so that forms that were opened before know themselves stale."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from articles.ledger.rows import Row
from articles.models import Article, Contributor, Passage, ReviewReason, Section

REVISED = (Article, Passage, Section, Contributor, ReviewReason)
"""A change of one of these is a new revision of its article."""


def count_revisions(rows: Iterable[Row]) -> None:
    """Count one revision more for each article of which these rows are parts."""
    revised = {article for row in rows if isinstance(row.record, REVISED) for article in row.articles}
    if revised:
        Article.objects.filter(pk__in=revised).update(revision=F("revision") + 1, updated_at=timezone.now())
