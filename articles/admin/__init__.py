"""The back office: where people decide about what machines read. One module per concern."""

from articles.admin import (
    articles,
    claims,
    decisions,
    hospitals,
    pages,
    people,
    practices,
    proposals,
    reprints,
    runs,
    search,
    users,
)

__all__ = [
    "articles",
    "claims",
    "decisions",
    "hospitals",
    "pages",
    "people",
    "practices",
    "proposals",
    "reprints",
    "runs",
    "search",
    "users",
]
