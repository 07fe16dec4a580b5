"""The record at an address, and the sentences that it stands on."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.views.paging import page_of

SENTENCES_A_PAGE = 40


def sentences_of(request: HttpRequest, claims: QuerySet) -> Page:
    """The sentences of these claims, page by page: what people confirmed first, then in the order of reading."""
    return page_of(request, claims.with_source().best_first(), SENTENCES_A_PAGE)


def of_record(rows: QuerySet) -> Callable:
    """Give a view the one of `rows` that the address names. A merged record leads for good to the one it is today."""

    def decorate(view: Callable[..., HttpResponse]):
        @wraps(view)
        def at_address(request: HttpRequest, public_id: str) -> HttpResponse:
            record = get_object_or_404(rows.model, public_id=public_id)
            if record.merged_into_id:
                return redirect(record.current(), permanent=True)
            return view(request, get_object_or_404(rows, pk=record.pk))

        return at_address

    return decorate
