"""Where an editor is in the list that the review started from: what comes before and after."""

from copy import copy
from dataclasses import dataclass

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from unfold.views import ChangeList

from articles.models import Article

FILTERS = "_changelist_filters"
"""The parameter in which Django's admin carries the filters of a list to the pages of its records."""
WAITING = "review__exact=waiting"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an article in its queue, from 1; 0 where it is no longer in it."""

    filters: str
    number: int
    total: int
    previous: int | None
    next: int | None

    @property
    def next_url(self) -> str:
        return review_url(self.next, self.filters) if self.next else ""

    @property
    def previous_url(self) -> str:
        return review_url(self.previous, self.filters) if self.previous else ""


class ReviewList(ChangeList):
    """The list of articles: each leads to its review, within this very list. A chooser in a window stays a chooser."""

    def url_for_result(self, result: Article) -> str:
        if self.is_popup:
            return super().url_for_result(result)
        return review_url(result.pk, self.get_query_string().removeprefix("?"))


def review_url(key: int, filters: str) -> str:
    """Address of the review of an article, within the list with these filters."""
    return f"{reverse('admin:articles_article_review', args=[key])}?{urlencode({FILTERS: filters})}"


def place_of(article: Article, model_admin: ModelAdmin, request: HttpRequest) -> Place:
    """Where the article stands in the list that the address names, or else among all that wait for review."""
    filters = request.GET.get(FILTERS, WAITING)
    keys = _keys(model_admin, request, filters)
    if article.pk in keys:
        at = keys.index(article.pk)
        before, after = keys[:at][-1:], keys[at + 1 :][:1]
    else:
        at = -1
        before, after = [key for key in keys if key < article.pk][-1:], [key for key in keys if key > article.pk][:1]
        after = after or keys[:1]
    return Place(filters, at + 1, len(keys), *(next(iter(found), None) for found in (before, after)))


def _keys(model_admin: ModelAdmin, request: HttpRequest, filters: str) -> list[int]:
    """The keys of the articles of a list, in its order. A list that cannot be is the one of all that wait."""
    asked = copy(request)
    asked.GET = QueryDict(filters)
    try:
        changelist = model_admin.get_changelist_instance(asked)
    except IncorrectLookupParameters:
        return _keys(model_admin, request, WAITING) if filters != WAITING else []
    return list(changelist.queryset.values_list("pk", flat=True))
