"""The values that stand on both sides of the page schema."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from articles.recognise.types import Facts
from articles.restore.types import Page

Json = dict[str, Any]

HEAD = ("kicker", "title", "subtitle", "byline")
"""The parts of an article's head, as the `field` of a fact or a reason names them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page was printed, as a person or the page itself says, and who may read it. What is unknown is empty."""

    newspaper: str = ""
    issue_date: date | None = None
    page_label: str = ""
    rights: str = ""


UNKNOWN_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as an archive holds it, under the key `path`."""

    path: str
    page: Page
    facts: Facts
    origin: Origin = UNKNOWN_ORIGIN
