"""Help for searching: suggestions while somebody types, how to write a query, what to do when nothing is found."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.facets import changed
from articles.filters import ArticleFilter
from articles.search.base import SearchResult
from articles.search.rescue import count_miss, each_alone, meant, without_filters
from articles.search.suggest import Suggestion, suggest

KINDS = {
    "hospital": _("Hospital"),
    "initiative": _("Initiative"),
    "practice": _("Practice"),
    "theme": _("Theme"),
    "article": _("Article"),
}
EXAMPLES = (
    ("党建 融合", _("both words, anywhere in the article or in a name that it refers to")),
    ("“支部建设”", _("the characters just so; white space does not matter")),
    ("党建 -疫情", _("without a word")),
    ("义诊 或 巡诊", _("one or the other; OR does the same")),
    ("标题:党建", _("in the title")),
    ("医院:中医", _("a hospital by any of its names")),
    ("举措:先锋", _("an initiative or a practice")),
    ("主题:人才", _("a theme")),
    ("人物:王", _("a person who is named")),
    ("作者:王", _("somebody named in the byline")),
    ("年:2022", _("issued in that year")),
    ("年:2017-2022", _("issued in those years")),
    ("同句:(党员 积分)", _("both words in one sentence")),
    ("同段:(党员 积分)", _("both words in one paragraph")),
)
FRESH_FOR = 300
"""Seconds for which a browser may use the same suggestions again."""


def suggestions(request: HttpRequest) -> HttpResponse:
    """What `q` may be the beginning of, as JSON. The same for everybody: nothing but what is public."""
    found = [as_json(each) for each in suggest(request.GET.get("q", ""))]
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"max-age={FRESH_FOR}"
    response["Vary"] = "Cookie"
    return response


def words_address(words: str) -> str:
    """Where these words are looked for, among all articles."""
    return f"{reverse('articles')}?{urlencode({'q': words})}"


def as_json(suggestion: Suggestion) -> dict:
    return {
        "kind": str(KINDS[suggestion.kind]),
        "label": suggestion.label,
        "address": suggestion.address or words_address(suggestion.label),
        "count": suggestion.count,
    }


def search_help(request: HttpRequest) -> HttpResponse:
    """How to write a query, each way with an example that can be tried."""
    return render(request, "search/help.html", {"examples": EXAMPLES})


def rescue(found: SearchResult, filterset: ArticleFilter) -> dict:
    """What a page without results offers. A search that no filter narrowed is counted for the editors."""
    if not found.query.is_empty and not found.narrowed:
        count_miss(found.query)
    labels = dict(without_filters(found))
    return {
        "alone": [(label, offer.count, words_address(offer.query)) for label, offer in each_alone(found)],
        "meant": [(offer, words_address(offer.query)) for offer in meant(found)],
        "without": {name: (count, changed(filterset.data, name, [])) for name, count in labels.items()},
    }
