"""Lists in pages."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows, size: int | None = None) -> Page:
    """The page that the address asks for; the nearest one there is where it asks for nonsense.

    The page knows its neighbours as `numbers`, in which an ellipsis stands for what is left out.
    """
    paginator = Paginator(rows, size or settings.ARTICLES_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return page
