"""What one act does to the rows of the archive: written here, remembered with the values before and after."""

from articles.ledger.batch import Batch, Keys
from articles.ledger.places import place
from articles.ledger.reverting import Obstacle, revert
from articles.ledger.revisions import count_revisions
from articles.ledger.rows import INDEX, Ledger, Row, Values, article_of, combined, difference, values

__all__ = [
    "INDEX",
    "Batch",
    "Keys",
    "Ledger",
    "Obstacle",
    "Row",
    "Values",
    "article_of",
    "combined",
    "count_revisions",
    "difference",
    "place",
    "revert",
    "values",
]
