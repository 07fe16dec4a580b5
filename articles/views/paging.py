"""Lists in pages."""

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

NOTHING_ELSE = QueryDict()


def page_of(request: HttpRequest, rows, size: int | None = None, query: QueryDict = NOTHING_ELSE) -> Page:
    """The page that the address asks for; the nearest one there is where it asks for nonsense.

    The page knows its neighbours as `numbers`, in which an ellipsis stands for what is left out, and `query`: what
    the addresses of its neighbours say besides the number.
    """
    paginator = Paginator(rows, size or settings.ARTICLES_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    page.query = query
    return page
