"""The front page: what the archive holds, and the ways into it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.facets import provinces_of_articles
from articles.models import Article, Figure, Hospital, Initiative, Policy, Theme
from articles.views.cards import with_hospitals

LATEST = 7
HOSPITALS = 10


def home(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    context = {
        "counts": {
            "articles": published.count(),
            "hospitals": Hospital.objects.public().count(),
            "initiatives": Initiative.objects.public().count(),
            "figures": Figure.objects.public().count(),
            "policies": Policy.objects.public().count(),
        },
        "latest": with_hospitals(published.latest_published().as_cards()[:LATEST]),
        "themes": Theme.objects.current().with_article_count(),
        "hospitals": Hospital.objects.current().with_most_cases()[:HOSPITALS],
        "provinces": provinces_of_articles(published),
    }
    return render(request, "home.html", context)
