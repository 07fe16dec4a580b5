"""Every number in the archive, with the sentence it stands in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from articles.facets import FIGURE_FACETS, rows_of
from articles.filters import FigureFilter
from articles.models import Figure
from articles.views.facts import with_checks
from articles.views.narrowing import narrowing, scopes
from articles.views.paging import page_of

FIGURES_A_PAGE = 50


def figure_list(request: HttpRequest) -> HttpResponse:
    public = Figure.objects.public()
    filterset = FigureFilter(request.GET)
    figures = filterset.narrow(public).select_related("hospital").with_source().by_measure()
    page = page_of(request, figures, FIGURES_A_PAGE, filterset.data)
    page.object_list = with_checks(page.object_list)
    context = {
        "page": page,
        "scopes": scopes(filterset, _("About the Party")),
        **narrowing(filterset, FIGURE_FACETS, rows_of(filterset, public)),
    }
    return render(request, "figures.html", context)
