"""The list of articles, which is also the search, and the page of one article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from articles.facets import ARTICLE_FACETS, changed
from articles.filters import LONGEST_TEXT, ArticleFilter
from articles.models import Article, Passage
from articles.search.query import Query, parse
from articles.search.related import related
from articles.views.cards import with_excerpts, with_hospitals
from articles.views.citation import bibtex, gb_citation
from articles.views.facts import claims_by_passage, fact_groups
from articles.views.further import continuations_of, further
from articles.views.linked_data import article_data
from articles.views.narrowing import found_by, narrowing, scopes
from articles.views.page_map import MappedLine
from articles.views.pages import MappedPage, mapped_page, scan_of
from articles.views.paging import page_of
from articles.views.reading import captions_of, contents_of, head_of, notices_of, parts_of, place_of, themes_of
from articles.views.search import rescue

ORDERS = {
    "relevance": _("Best match"),
    "newest": _("Newest issue"),
    "oldest": _("Oldest issue"),
    "added": _("Latest in the archive"),
    "hospital": _("By hospital"),
}


def article_list(request: HttpRequest) -> HttpResponse:
    """Every published article, narrowed by words and filters. The address is the whole state."""
    filterset = ArticleFilter(request.GET)
    words, asked = filterset.data.get("q", ""), filterset.data.get("sort")
    orders = {code: label for code, label in ORDERS.items() if words or code != "relevance"}
    found = found_by(filterset, asked if asked in orders else "")
    page = page_of(request, found.articles.as_cards(), query=filterset.data)
    page.object_list = with_excerpts(with_hospitals(page.object_list), found)
    context = {
        "page": page,
        "words": words,
        "found": found,
        "looked_for": found.query,
        "order": found.order,
        "orders": orders.items(),
        "scopes": scopes(filterset, _("Party-building cases")),
        "is_plain": is_plain(found.query),
        "without_words": changed(filterset.data, "q", []),
        "rescue": rescue(found, filterset) if words and not found.count else None,
        **narrowing(filterset, ARTICLE_FACETS, lambda facet: found.facet(facet.name)),
    }
    return render(request, "articles/list.html", context)


def is_plain(query: Query) -> bool:
    """Whether the words were read just as they were typed, so that nothing has to be said about it."""
    return [word.printed for word in query.words] == [query.typed.strip()] and query.required == query.words


def article_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One article with its facts."""
    article = Article.objects.published().for_reading().filter(public_id=public_id).first()
    if article is None:
        return not_there(request, public_id)
    groups, continuations = fact_groups(article), continuations_of(article)
    passages = passages_of(article) if article.page.is_open else []
    address = request.build_absolute_uri(article.get_absolute_url())
    context = {
        "article": article,
        "groups": groups,
        "themes": themes_of(article, passages),
        "date_place": place_of(article.date_evidence, passages),
        "continuations": continuations,
        "notices": notices_of(article, continuations),
        "related": related(article),
        "words": request.GET.get("q", "").strip()[:LONGEST_TEXT],
        "printings": Article.objects.published().printings_of(article).select_related("page").newest_first(),
        "same_page": Article.objects.published().filter(page=article.page).exclude(pk=article.pk).order_by("order"),
        **further(article, groups),
        "address": address,
        "citation": gb_citation(article),
        "bibtex": bibtex(article, address),
        "data": article_data(request, article),
        "scan": scan_of(article.page),
        **(text_of(article, passages, groups, request) if article.page.is_open else {}),
    }
    return render(request, "articles/article.html", context)


def not_there(request: HttpRequest, public_id: str) -> HttpResponse:
    """For an article that nobody may read: one joined into another leads there, a withdrawn one answers 410."""
    joined = Article.objects.joined().filter(public_id=public_id).first()
    if joined is not None and Article.objects.published().filter(pk=joined.current().pk).exists():
        return redirect(joined.current())
    withdrawn = get_object_or_404(Article.objects.withdrawn(), public_id=public_id)
    return render(request, "articles/withdrawn.html", {"public_id": withdrawn.public_id}, status=410)


def passages_of(article: Article) -> list[Passage]:
    return list(Passage.objects.filter(article=article).select_related("section").order_by("order"))


def text_of(article: Article, passages: list[Passage], groups, request: HttpRequest) -> dict:
    """What the page needs to show the text itself; with `printed=1`, the lines of the page beside it."""
    claims, query = claims_by_passage(groups), parse(request.GET.get("q", ""))
    return {
        "head": head_of(passages),
        "parts": parts_of(passages, claims, query),
        "captions": captions_of(passages, claims, query),
        "contents": contents_of(passages),
        "bylines": [passage for passage in passages if passage.kind == Passage.Kind.BYLINE],
        "printed": printed_lines(mapped_page(article.page), article, passages) if "printed" in request.GET else None,
    }


def printed_lines(mapped: MappedPage, article: Article, passages: list[Passage]) -> dict[int, list[MappedLine]]:
    """The lines of the page that hold each passage, by its key; none where the page has a newer text."""
    if article.read_from_id != mapped.version.pk:
        return {}
    return {
        passage.pk: [line for first, last in passage.lines for line in mapped.lines[first - 1 : last]]
        for passage in passages
    }
