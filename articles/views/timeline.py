"""The years of a hospital, as far as published articles and editors know them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.models import Article, HonourMention


class Founding(NamedTuple):
    """The year in which a hospital was founded, and where that is read (nowhere: an empty address)."""

    year: int
    address: str


class Event(NamedTuple):
    """Something of a year: of what kind, what it is called, where it is read (nowhere: an empty address)."""

    year: int
    kind: str
    label: str
    address: str


def timeline(
    founded: Founding | None, honours: Iterable[HonourMention], articles: Iterable[Article]
) -> list[tuple[int, list[Event]]]:
    """Years with what happened in them, the latest first. What has no year is not in it."""
    events = sorted(events_of(founded, honours, articles), key=lambda event: -event.year)
    return [(year, list(dict.fromkeys(same))) for year, same in groupby(events, key=lambda event: event.year)]


def events_of(founded, honours, articles) -> Iterator[Event]:
    for article in articles:
        if day := article.page.issue_date:
            yield Event(day.year, _("reported"), str(article), article.get_absolute_url())
    for claim in honours:
        if year := claim.year:
            yield Event(year, _("honoured"), str(claim.honour), claim.passage.article.get_absolute_url())
    if founded:
        yield Event(founded.year, _("founded"), "", founded.address)
