"""The front page: what the archive holds, and the ways into it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Figure, Hospital, Initiative, Policy, Theme
from articles.search.base import browse
from articles.views.cards import with_hospitals
from articles.views.linked_data import site_data
from articles.views.themes import theme_tree
from articles.views.tile_map import tile_map

LATEST = 7
HOSPITALS = 10
HOLDINGS = (
    ("articles", _("Articles"), lambda: Article.objects.published()),
    ("hospitals", _("Hospitals"), lambda: Hospital.objects.public()),
    ("initiatives", _("Initiatives"), lambda: Initiative.objects.public()),
    ("figures", _("Figures"), lambda: Figure.objects.public()),
    ("policies", _("Policies"), lambda: Policy.objects.public()),
)
"""What is counted: the address of its list, what it is called, what a reader may see of it."""


def home(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    context = {
        "holdings": [(reverse(name), label, rows().count()) for name, label, rows in HOLDINGS],
        "latest": with_hospitals(published.latest_published().as_cards()[:LATEST]),
        "themes": [node.record for node in theme_tree(Theme.objects.all()) if node.record.article_count],
        "hospitals": Hospital.objects.current().with_most_cases()[:HOSPITALS],
        "map": tile_map(browse().facet("province")),
        "data": site_data(request, gettext("Archive of Hospital Party-Building Cases")),
        "reviewed": published.filter(review=Article.Review.REVIEWED).count(),
    }
    return render(request, "home.html", context)
