"""What follows from rows and is kept beside them: the search index, what figures say about each other, likely reprints.

Whoever changes rows, a run or a person, calls `bring_up_to_date` in the same transaction.
"""

from collections.abc import Iterable

from articles.figure_checks import add_checks, refresh_checks
from articles.ledger import Row
from articles.models import Article, Figure, Hospital, Passage
from articles.reprints import add_reprints, refresh_reprints
from articles.search.additions import made_articles
from articles.search.changes import index_changes

CHECKED = (Figure, Passage)
"""A change of one of these may change what the figures of its article say about each other."""


def bring_up_to_date(rows: Iterable[Row]) -> None:
    """Compute again what follows from these rows, which an act changed."""
    rows = list(rows)
    index_changes(rows)
    made = made_articles(rows)
    add_checks(each for article in made.values() for each in article.figures())
    refresh_checks(
        {article for row in rows if isinstance(row.record, CHECKED) for article in row.articles} - made.keys()
    )
    add_reprints({key: article.passages() for key, article in made.items()})
    refresh_reprints(
        {article for row in rows if isinstance(row.record, Passage) for article in row.articles} - made.keys()
    )
    known = [row for row in rows if isinstance(row.record, Hospital) and row.before]
    if merged := [row.record.pk for row in known if "merged_into_id" in (row.after or ())]:
        refresh_checks(Article.objects.filter(passages__figures__hospital__in=merged).values_list("pk", flat=True))
