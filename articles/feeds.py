"""Atom feeds: the latest of the archive, or of any list of articles, by the same parameters as the list."""

import re
from collections.abc import Iterable

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.filters import ArticleFilter
from articles.models import Article
from articles.views.narrowing import found_by

LATEST = 30
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped; people type it into a query, and paste it into a text."""


class ArticleFeed(Feed):
    """What was published last; `q=`, `theme=`, `hospital=` and the other filters of the list narrow it."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> ArticleFilter:
        return ArticleFilter(request.GET)

    def title(self, asked: ArticleFilter) -> str:
        name = _("Archive of Hospital Party-Building Cases")
        return f"{for_xml(asked.data['q'])} · {name}" if "q" in asked.data else name

    def link(self, asked: ArticleFilter) -> str:
        return f"{reverse('articles')}?{asked.data.urlencode()}" if asked.data else reverse("articles")

    def feed_url(self, asked: ArticleFilter) -> str:
        return f"{reverse('feed')}?{asked.data.urlencode()}" if asked.data else reverse("feed")

    def subtitle(self, asked: ArticleFilter) -> str:
        return _("Newspaper cases of hospital Party building: searchable, every fact with the sentence it stands on.")

    def items(self, asked: ArticleFilter) -> Iterable[Article]:
        return found_by(asked, order="added").articles.as_cards()[:LATEST]

    def item_title(self, article: Article) -> str:
        return for_xml(str(article))

    def item_description(self, article: Article) -> str:
        return for_xml(article.lead)

    def item_pubdate(self, article: Article):
        return article.published_at

    def item_updateddate(self, article: Article):
        return article.updated_at

    def item_categories(self, article: Article) -> list[str]:
        return [link.theme.name for link in article.theme_links.all()]


def for_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)
