"""The only writer of what machines found: page files in, pages with articles and claims out (docs/ingest.md).

Each file is one transaction. What a person decided is never overwritten: where a new reading differs, it is proposed.
"""

from articles.ingest.run import Options, Outcome, Summary, ingest

__all__ = ["Options", "Outcome", "Summary", "ingest"]
