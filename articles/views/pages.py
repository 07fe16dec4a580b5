"""The page as it came, beside what became of each line; and its scan, where an editor gave one."""

import mimetypes
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articles.models import Article, Change, PageVersion, Passage, SourcePage
from articles.views.page_map import MappedLine, map_page

COLOURS = 8
SCAN_ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'none'"
"""What a scan may do that a reader opens: nothing but be shown, by the browser's own means."""
FRESH_FOR = 3600
"""Seconds for which a browser may show a scan again without asking: it can be taken back."""


@dataclass(frozen=True)
class MappedPage:
    """A page with what became of each of its lines; `articles` are those that may be read, each with its `colour`."""

    version: PageVersion
    articles: list[Article]
    lines: list[MappedLine]
    everything_is_public: bool


def mapped_page(page: SourcePage) -> MappedPage:
    """The newest text that a published article was read from, line by line."""
    version = PageVersion.objects.filter(page=page, articles__in=Article.objects.published()).latest("number")
    articles = list(Article.objects.published().filter(read_from=version).order_by("order"))
    for number, article in enumerate(articles):
        article.colour = number % COLOURS + 1
    by_key = {article.pk: article for article in articles}
    passages = list(Passage.objects.filter(article__in=by_key).order_by("article__order", "order"))
    for passage in passages:
        passage.article = by_key[passage.article_id]
    is_public = is_wholly_public(page)
    lines = map_page(version.text, passages, version.remnants.all(), version.fixes.all(), only_owned=not is_public)
    return MappedPage(version, articles, lines, is_public)


def page_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page as it came, beside what became of it."""
    page = get_object_or_404(SourcePage.objects.public(), public_id=public_id)
    mapped = mapped_page(page)
    context = {
        "source": page,
        "mapped": mapped,
        "scan": scan_of(page),
        "fix_count": sum(len(line.fixes) for line in mapped.lines),
    }
    return render(request, "pages/detail.html", context)


def is_wholly_public(page: SourcePage) -> bool:
    """Whether all that was ever read on the page is public. Else nobody can tell what its leftovers give away."""
    states = dict(page.articles.values_list("pk", "publication"))
    return set(states.values()) == {"published"} and not Change.objects.deleted_from(page, states).exists()


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of a page as printed: where it is, and what kind of file."""

    address: str
    kind: str

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")


def scan_of(page: SourcePage) -> Scan | None:
    """The scan of a page, if there is one for readers. It shows the whole page, so all of the page must be public."""
    file = page.facsimile
    if not (file and page.is_open and file.storage.exists(file.name) and is_wholly_public(page)):
        return None
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Scan(reverse("scan", args=[page.public_id]), kind)


def page_scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file itself."""
    page = get_object_or_404(SourcePage.objects.public(), public_id=public_id)
    scan = scan_of(page)
    if scan is None:
        raise Http404
    headers = {"Content-Security-Policy": SCAN_ALONE, "X-Content-Type-Options": "nosniff"}
    headers["Cache-Control"] = f"private, max-age={FRESH_FOR}"
    return FileResponse(page.facsimile.open("rb"), content_type=scan.kind, headers=headers)
