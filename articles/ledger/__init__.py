"""What one act does to the rows of the archive: written here, remembered with the values before and after."""

from articles.ledger.places import place
from articles.ledger.reverting import Obstacle, revert
from articles.ledger.revisions import count_revisions
from articles.ledger.rows import INDEX, Ledger, Row, Values, article_of, difference, values

__all__ = [
    "INDEX",
    "Ledger",
    "Obstacle",
    "Row",
    "Values",
    "article_of",
    "count_revisions",
    "difference",
    "place",
    "revert",
    "values",
]
