"""Themes. They may stand below each other: what is on a theme is also on every theme above it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode

from articles.models import Article, Initiative, Theme
from articles.querysets import ThemeQuerySet
from articles.views.cards import with_hospitals
from articles.views.paging import page_of
from articles.views.trees import Node, tree_of

INITIATIVES_SHOWN = 15


def theme_tree(themes: ThemeQuerySet) -> list[Node]:
    """Current themes as trees. `article_count` of each is that of published articles on it, or on one below it."""
    tree = tree_of(themes.current().with_article_count())
    families = [node for root in tree for node in root if node.children]
    if families:
        members = {below.record.pk for node in families for below in node}
        articles: dict[int, set[int]] = {}
        for theme, article in Theme.objects.filter(pk__in=members).article_keys():
            articles.setdefault(theme, set()).add(article)
        for node in families:
            node.record.article_count = len(set().union(*(articles.get(one.record.pk, ()) for one in node)))
    return tree


def path_to(slug: str, tree: Iterable[Node]) -> list[Node]:
    """From a root of the tree down to the theme of this address; empty where the tree has none."""
    for node in tree:
        if node.record.slug == slug:
            return [node]
        if below := path_to(slug, node.children):
            return [node, *below]
    return []


def theme_list(request: HttpRequest) -> HttpResponse:
    return render(request, "themes/list.html", {"tree": theme_tree(Theme.objects.prefetch_related("keywords"))})


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme: where it stands, the words that speak for it, the articles and the initiatives that belong to it."""
    path = path_to(slug, theme_tree(Theme.objects.all()))
    if not path:
        return redirect(get_object_or_404(Theme, slug=slug).current(), permanent=True)
    *above, node = path
    slugs = [one.record.slug for one in node]
    page = page_of(request, Article.objects.published().on_any_theme(slugs).newest_first().as_cards())
    page.object_list = with_hospitals(page.object_list)
    initiatives = Initiative.objects.public().on_any_theme(slugs).as_rows()
    context = {
        "theme": node.record,
        "above": [one.record for one in above],
        "below": node.children,
        "page": page,
        "initiatives": initiatives[:INITIATIVES_SHOWN],
        "initiative_count": initiatives.count(),
        "filters": urlencode({"theme": slugs}, doseq=True),
    }
    return render(request, "themes/detail.html", context)
