"""Articles that look like reprints of each other: proposed, compared side by side, then linked or told apart."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.base import MachineAdmin
from articles.admin.review_queue import review_url
from articles.admin.show import list_url
from articles.admin.telling import say_done, told
from articles.admin.undoing import back_to
from articles.models import Article, LikelyReprint, Passage, TextMark
from articles.reprints import Shingles, shingles, unshared

VERDICTS = {
    "first": lambda pair, by: review.link_reprint(article=pair.second, of=pair.first, by=by),
    "second": lambda pair, by: review.link_reprint(article=pair.first, of=pair.second, by=by),
    "apart": lambda pair, by: review.distinguish(first=pair.first, second=pair.second, by=by),
}
"""What a person may say of a pair: which of the two was printed first, or that they are not the same."""


@dataclass(frozen=True, slots=True)
class Side:
    """One article of a pair, its passages with the words marked that the other has not, and what says it was first."""

    article: Article
    passages: list[tuple[str, SafeString]]
    verdict: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A pair as one of its articles sees it: the other one, and the verdicts that say which was printed first."""

    pair: LikelyReprint
    other: Article
    this_was_first: str
    other_was_first: str


@admin.register(LikelyReprint)
class LikelyReprintAdmin(MachineAdmin):
    """Pairs are found by machines and decided by people; what is decided is no longer among them."""

    change_form_template = "admin/articles/likelyreprint/change_form.html"
    list_display = ("compare", "shared", "first_title", "first_source", "second_title", "second_source")
    search_fields = ("first__title", "second__title")
    fields = ("shared",)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<int:key>/decide/", decide, name="articles_likelyreprint_decide"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LikelyReprint]:
        return super().get_queryset(request).undecided().with_sources()

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        context |= {"sides": sides_of(obj), "may_decide": request.user.has_perm("articles.change_article")}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @transaction.atomic
    def decide_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Say what the pair is, and go on where the person came from, or to the other pairs."""
        if not request.user.has_perm("articles.change_article"):
            raise PermissionDenied
        verdict = VERDICTS.get(request.POST.get("verdict", ""))
        if verdict is None:
            raise Http404
        pair = get_object_or_404(LikelyReprint.objects.with_sources(), pk=key)
        with told(request):
            say_done(request, verdict(pair, request.user))
        return HttpResponseRedirect(back_to(request, list_url(LikelyReprint)))

    @admin.display(description=_("side by side"))
    def compare(self, pair: LikelyReprint) -> str:
        return _("Compare")

    @admin.display(description=_("article"), ordering="first__title")
    def first_title(self, pair: LikelyReprint) -> SafeString:
        return reviewed(pair.first)

    @admin.display(description=_("printed in"), ordering="first__page__issue_date")
    def first_source(self, pair: LikelyReprint) -> str:
        return source_of(pair.first)

    @admin.display(description=_("other article"), ordering="second__title")
    def second_title(self, pair: LikelyReprint) -> SafeString:
        return reviewed(pair.second)

    @admin.display(description=_("printed in"), ordering="second__page__issue_date")
    def second_source(self, pair: LikelyReprint) -> str:
        return source_of(pair.second)


@admin.register(TextMark)
class TextMarkAdmin(MachineAdmin):
    list_display = ("__str__", "article")
    list_select_related = ("article",)
    search_fields = ("article__title",)


def likely_reprints_of(article: Article) -> list[Likely]:
    """The articles that look like reprints of this one, or it of them, and that nobody has decided on."""
    pairs = LikelyReprint.objects.undecided().of(article).with_sources()
    return [
        Likely(pair, pair.second, "first", "second")
        if pair.first_id == article.pk
        else Likely(pair, pair.first, "second", "first")
        for pair in pairs
    ]


def sides_of(pair: LikelyReprint) -> list[Side]:
    """The two articles of a pair, to be shown side by side."""
    first, second = (list(article.passages.order_by("order")) for article in (pair.first, pair.second))
    return [_side(pair.first, first, second, "first"), _side(pair.second, second, first, "second")]


def _side(article: Article, passages: list[Passage], others: list[Passage], verdict: str) -> Side:
    theirs = shingles("".join(passage.text for passage in others))
    return Side(article, [(passage.kind, marked(passage.text, theirs)) for passage in passages], verdict)


def marked(text: str, other: Shingles) -> SafeString:
    """A text with the words marked that the other article has not."""
    parts, place = [], 0
    for start, end in unshared(text, other):
        parts.append(format_html("{}<mark>{}</mark>", text[place:start], text[start:end]))
        place = end
    return mark_safe("".join([*parts, format_html("{}", text[place:])]))


def reviewed(article: Article) -> SafeString:
    return format_html('<a href="{}">{}</a>', review_url(article.pk, "").partition("?")[0], article)


def source_of(article: Article) -> str:
    """Where and when an article was printed, as far as anybody knows."""
    page = article.page
    return " · ".join(str(part) for part in (page.newspaper, page.issue_date, page.page_label) if part) or page.path
