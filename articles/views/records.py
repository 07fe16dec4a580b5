"""The record at an address."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect


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
