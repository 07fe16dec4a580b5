"""Passages against the page that they were read from."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from articles.checking.finding import Finding
from articles.models import Article, Change, PageVersion, Passage, SourcePage
from articles.restore.types import Page, page_lines


def check_versions() -> Iterator[Finding]:
    """Every article is read from the newest version of its page."""
    for page in SourcePage.objects.prefetch_related("versions").iterator(chunk_size=200):
        versions = sorted(page.versions.all(), key=lambda version: version.number)
        if not versions:
            yield Finding(page, _("has no text"))
            continue
        for article in page.articles.exclude(read_from=versions[-1]):
            yield Finding(article, _("is read from an older version of its page"))


def check_spans() -> Iterator[Finding]:
    """What a passage owns lies on the page, and its lines are those that hold it."""
    for version, passages in _by_version():
        page = Page(version.text, version.encoding, page_lines(version.text), ())
        for passage in passages:
            if any(not 0 <= start < end <= len(version.text) for start, end in passage.spans):
                yield Finding(passage, _("owns characters beyond the end of the page"))
            elif passage.lines != (held := [list(lines) for lines in page.line_ranges(passage.spans)]):
                yield Finding(passage, _("gives other lines than those that hold it"), partial(_mend, passage, held))


def check_ownership() -> Iterator[Finding]:
    """Every character of the newest version of a page is owned once: by a passage, or by what is part of no article."""
    for version, passages in _by_version():
        owners = [0] * len(version.text)
        for row in (*passages, *version.remnants.all()):
            for start, end in row.spans:
                owners[start:end] = [count + 1 for count in owners[start:end]]
        dark = [at for at, character in enumerate(version.text) if not character.isspace()]
        if twice := sum(owners[at] > 1 for at in dark):
            yield Finding(version, _("%(count)d characters have two owners") % {"count": twice})
        nobodys = sum(owners[at] == 0 for at in dark)
        if nobodys and not _something_was_deleted(version.page):
            yield Finding(version, _("%(count)d characters have no owner") % {"count": nobodys})


def _by_version() -> Iterator[tuple[PageVersion, list[Passage]]]:
    """The newest version of each page that was read, with the passages of its articles."""
    for page in SourcePage.objects.iterator(chunk_size=200):
        version = page.versions.order_by("-number").first()
        if version is not None and page.articles.exists():
            yield version, list(Passage.objects.filter(article__read_from=version).order_by("pk"))


def _something_was_deleted(page: SourcePage) -> bool:
    """What people deleted from a page owns nothing any more, and must not come back."""
    articles = Article.objects.filter(page=page).values_list("pk", flat=True)
    return Change.objects.standing().deleted_from(page, articles).exists()


def _mend(passage: Passage, lines: list[list[int]]) -> None:
    passage.lines = lines
    passage.save(update_fields=["lines"])
