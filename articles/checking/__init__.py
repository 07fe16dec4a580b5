"""Whether the archive holds together: what must always be true of its rows, and what is mended by machine.

A check is a function that yields `Finding`s; `CHECKS` lists them all. To add one, write it beside its family and enter
it there.
"""

from collections.abc import Iterator

from articles.checking.claims import check_claims
from articles.checking.finding import Finding
from articles.checking.index import check_documents, check_figures, check_marks, check_names
from articles.checking.pages import check_ownership, check_spans, check_versions
from articles.checking.records import check_joined, check_merged, check_orphans, check_proposals, check_sections

__all__ = ["CHECKS", "Finding", "check_archive"]

CHECKS = (
    check_versions,
    check_spans,
    check_ownership,
    check_claims,
    check_sections,
    check_merged,
    check_joined,
    check_orphans,
    check_proposals,
    check_documents,
    check_names,
    check_figures,
    check_marks,
)


def check_archive() -> Iterator[Finding]:
    """Everything that is wrong with the archive, check by check."""
    for check in CHECKS:
        yield from check()
