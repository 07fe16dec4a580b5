"""The list of articles, which is also the search, and the page of one article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from articles.facets import ARTICLE_FACETS, changed
from articles.filters import ArticleFilter
from articles.models import Article, Passage
from articles.querysets import ArticleQuerySet
from articles.search.base import SearchResult, search
from articles.search.query import Query, parse
from articles.views.cards import with_excerpts, with_hospitals
from articles.views.facts import claims_by_passage, fact_groups
from articles.views.narrowing import narrowing, scopes
from articles.views.paging import page_of
from articles.views.reading import captions_of, contents_of, head_of, notices_of, parts_of

ORDERS = {
    "relevance": _("Best match"),
    "newest": _("Newest issue"),
    "oldest": _("Oldest issue"),
    "added": _("Latest in the archive"),
}

MOST_KEYS = 10_000
"""Keys that one query may carry; SQLite takes 32,766."""


def article_list(request: HttpRequest) -> HttpResponse:
    """Every published article, narrowed by words and filters. The address is the whole state."""
    filterset = ArticleFilter(request.GET)
    words, published = filterset.data.get("q", ""), Article.objects.published()
    found = search(words, articles=published) if words else None
    order = chosen_order(filterset.data.get("sort"), searching=bool(words))
    narrowed = filterset.narrow(found.articles if found else published)
    page = page_of(request, in_order(narrowed, order).as_cards(), query=filterset.data)
    page.object_list = with_excerpts(with_hospitals(page.object_list), parse(words))
    context = {
        "page": page,
        "words": words,
        "found": found,
        "order": order,
        "orders": [(code, label) for code, label in ORDERS.items() if words or code != "relevance"],
        "scopes": scopes(filterset, _("Party-building cases")),
        "is_plain": found is not None and is_plain(found.query),
        "without_words": changed(filterset.data, "q", []),
        **narrowing(filterset, ARTICLE_FACETS, published, countable(found) if found else None),
    }
    return render(request, "articles/list.html", context)


def countable(found: SearchResult) -> ArticleQuerySet:
    """What was found, by its keys: so the search runs once rather than once for each facet. Too many stay a search."""
    keys = list(found.articles.order_by().values_list("pk", flat=True)[: MOST_KEYS + 1])
    return found.articles if len(keys) > MOST_KEYS else Article.objects.published().filter(pk__in=keys)


def is_plain(query: Query) -> bool:
    """Whether the words were read just as they were typed, so that nothing has to be said about it."""
    return [word.printed for word in query.words] == [query.typed.strip()]


def chosen_order(asked: str | None, *, searching: bool) -> str:
    """The order asked for; where that is none of ours, the best match of a search, else the newest issue."""
    if asked in ORDERS and (searching or asked != "relevance"):
        return asked
    return "relevance" if searching else "newest"


def in_order(articles, order: str):
    """`articles` in one of `ORDERS`. A search comes with its best matches first already."""
    reads = {"newest": "newest_first", "oldest": "oldest_first", "added": "latest_published"}
    return getattr(articles, reads[order])() if order in reads else articles


def article_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One article with its facts. A withdrawn one answers 410 and says so; a joined one leads to where its text is."""
    article = Article.objects.published().for_reading().filter(public_id=public_id).first()
    if article is None:
        joined = Article.objects.joined().filter(public_id=public_id).first()
        if joined is not None and Article.objects.published().filter(pk=joined.current().pk).exists():
            return redirect(joined.current())
        withdrawn = get_object_or_404(Article.objects.withdrawn(), public_id=public_id)
        return render(request, "articles/withdrawn.html", {"public_id": withdrawn.public_id}, status=410)
    groups = fact_groups(article)
    context = {
        "article": article,
        "groups": groups,
        "notices": notices_of(article),
        "same_page": Article.objects.published().filter(page=article.page).exclude(pk=article.pk).order_by("order"),
        **(text_of(article, groups, request.GET.get("q", "")) if article.page.is_open else {}),
    }
    return render(request, "articles/article.html", context)


def text_of(article: Article, groups, words: str) -> dict:
    """What the page needs to show the text itself."""
    passages = list(Passage.objects.filter(article=article).select_related("section").order_by("order"))
    claims, query = claims_by_passage(groups), parse(words)
    return {
        "head": head_of(passages),
        "parts": parts_of(passages, claims, query),
        "captions": captions_of(passages, claims, query),
        "contents": contents_of(passages),
        "bylines": [passage for passage in passages if passage.kind == Passage.Kind.BYLINE],
    }
