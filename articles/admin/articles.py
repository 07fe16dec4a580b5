"""Articles, and what they are made of: passages, sections, bylines, reasons for review."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename, get_user_model
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import review
from articles.admin.base import MachineInline, ReviewedAdmin, ReviewedInline
from articles.admin.bulk import BulkAdmin
from articles.admin.counting import number_of
from articles.admin.facts import fact_tables, ticked
from articles.admin.filters import AssignedFilter, ContradictionFilter, ProvinceFilter, ReasonFilter, ThemeFilter
from articles.admin.forms import ArticleForm, ContextualNameForm, PassageForm, ReasonForm
from articles.admin.judging import VERDICTS, judge
from articles.admin.review_queue import ReviewList
from articles.admin.review_views import ReviewScreen
from articles.admin.searching import SearchedArticles
from articles.admin.show import line_ranges, link
from articles.admin.telling import say_done
from articles.models import (
    Article,
    Comment,
    Contributor,
    FigureCheck,
    HospitalMention,
    HospitalName,
    Passage,
    ReviewReason,
    Section,
)
from articles.reasons import reason_label

VERDICT = "_verdict"
"""Name of the buttons below the facts of an article; the value is a key of `VERDICTS`."""


class PassageInline(ReviewedInline):
    model = Passage
    form = PassageForm
    fields = ("kind", "place", "text")
    readonly_fields = ("kind", "place")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Passage]:
        return super().get_queryset(request).select_related("section")

    @admin.display(description=_("lines"))
    def place(self, passage: Passage) -> str:
        return line_ranges(passage.lines)


class SectionInline(ReviewedInline):
    model = Section
    fields = ("order", "speaker", "position", "organisation", "hospital", "title", "truncated")
    readonly_fields = ("hospital",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).select_related("hospital")


class ContributorInline(ReviewedInline):
    model = Contributor
    fields = ("order", "role", "name", "is_institution", "run_in")


class ReasonInline(ReviewedInline):
    model = ReviewReason
    form = ReasonForm
    fields = ("code", "first_line", "last_line", "detail", "passage")
    readonly_fields = ("passage",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewReason]:
        return super().get_queryset(request).select_related("passage")


class FigureCheckInline(MachineInline):
    model = FigureCheck
    fields = ("words", "kind", "agrees")

    @admin.display(description=_("check of figures"))
    def words(self, check: FigureCheck) -> str:
        return str(check)


class ContextualNameInline(ReviewedInline):
    """What hospitals are called in this article alone: 市人民医院."""

    model = HospitalName
    form = ContextualNameForm
    fields = ("name", "hospital")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HospitalName]:
        return super().get_queryset(request).select_related("hospital")


SUBJECTS = HospitalMention.objects.live().filter(is_subject=True).select_related("hospital")
NAMING = Passage.objects.filter(hospitalmentions__is_subject=True).distinct().only("article")


@admin.register(Article)
class ArticleAdmin(ReviewScreen, BulkAdmin, SearchedArticles, ReviewedAdmin):
    form = ArticleForm
    save_on_top = True
    list_display = (
        "__str__",
        "review",
        "publication",
        "reason_count",
        "kind",
        "hospitals",
        "assigned_to",
        "newspaper",
        "issue_date",
    )
    list_filter = (
        "review",
        "publication",
        ReasonFilter,
        ContradictionFilter,
        AssignedFilter,
        "kind",
        "about_party_building",
        ThemeFilter,
        ProvinceFilter,
        "page__newspaper",
        ("page__issue_date", admin.EmptyFieldListFilter),
        "title_is_suggested",
        "page__rights",
    )
    list_select_related = ("page", "assigned_to")
    search_fields = (
        "title",
        "kicker",
        "subtitle",
        "passages__machine_text",
        "passages__correction",
        "contributors__name",
        "page__path",
        "public_id",
    )
    date_hierarchy = "page__issue_date"
    fieldsets = (
        (None, {"fields": ("review", "publication", "published_at", "assigned_to", "source")}),
        (_("Head"), {"fields": ("kicker", "title", "title_is_suggested", "subtitle")}),
        (
            _("What it is"),
            {
                "fields": (
                    ("kind", "about_party_building"),
                    ("continued_from", "continued_on"),
                    "not_before",
                    "date_evidence",
                )
            },
        ),
        (
            _("In the archive"),
            {"classes": ["collapse"], "fields": ("public_id", "revision", "created_at", "updated_at")},
        ),
    )
    readonly_fields = (
        "review",
        "publication",
        "published_at",
        "source",
        "public_id",
        "revision",
        "created_at",
        "updated_at",
    )
    inlines = (
        ReasonInline,
        PassageInline,
        SectionInline,
        ContributorInline,
        ContextualNameInline,
        FigureCheckInline,
    )
    actions = ("edit_many", "publish", "withdraw", "await_review", "take_into_review", "finish_review")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"articles.{get_permission_codename('publish', self.opts)}")

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ReviewList]:
        return ReviewList

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [name for name in super().get_autocomplete_fields(request) if name != "assigned_to"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs) -> Any:
        if db_field.name == "assigned_to":
            kwargs["queryset"] = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Articles that hold their text themselves: one that was joined to another is found through its history."""
        articles = super().get_queryset(request).filter(joined_into=None).select_related("page", "assigned_to")
        return articles.annotate(reason_count=number_of(ReviewReason, "article")).prefetch_related(
            Prefetch("passages", NAMING, to_attr="naming"),
            Prefetch("naming__hospitalmentions", SUBJECTS, to_attr="subjects"),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        shown = super().get_fieldsets(request, obj)
        hidden = (None, {"fields": ("seen_revision",), "classes": ["hidden"]})
        return [*shown, hidden] if self.has_change_permission(request, obj) else shown

    # --- Acts ---------------------------------------------------------------------------------------------------------

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, articles: QuerySet) -> None:
        say_done(request, review.publish(articles, by=request.user))

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, articles: QuerySet) -> None:
        say_done(request, review.withdraw(articles, by=request.user))

    @admin.action(description=_("Waiting for review"), permissions=["change"])
    def await_review(self, request: HttpRequest, articles: QuerySet) -> None:
        say_done(request, review.set_review(articles, Article.Review.WAITING, by=request.user))

    @admin.action(description=_("In review"), permissions=["change"])
    def take_into_review(self, request: HttpRequest, articles: QuerySet) -> None:
        say_done(request, review.set_review(articles, Article.Review.IN_REVIEW, by=request.user))

    @admin.action(description=_("Reviewed"), permissions=["change"])
    def finish_review(self, request: HttpRequest, articles: QuerySet) -> None:
        say_done(request, review.set_review(articles, Article.Review.REVIEWED, by=request.user))

    # --- The page of an article ---------------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        if obj:
            context |= {"fact_tables": list(fact_tables(request, obj)), "verdicts": VERDICTS}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        verdict = request.POST.get(VERDICT)
        if verdict not in VERDICTS:
            return super().response_change(request, obj)
        judge(request, verdict, ticked(request, obj))
        return HttpResponseRedirect(f"{request.get_full_path()}#facts")

    # --- Columns ------------------------------------------------------------------------------------------------------

    @admin.display(description=_("hospitals"))
    def hospitals(self, article: Article) -> str:
        mentions = (mention for passage in article.naming for mention in passage.subjects)
        first, *others = dict.fromkeys(mention.hospital.name for mention in mentions) or [""]
        return f"{first} +{len(others)}" if others else first

    @admin.display(description=_("newspaper"), ordering="page__newspaper")
    def newspaper(self, article: Article) -> str:
        return article.page.newspaper

    @admin.display(description=_("issue date"), ordering="page__issue_date")
    def issue_date(self, article: Article) -> Any:
        return article.page.issue_date

    @admin.display(description=_("reasons"), ordering="reason_count")
    def reason_count(self, article: Article) -> int:
        return article.reason_count

    @admin.display(description=_("source page"))
    def source(self, article: Article) -> SafeString | str:
        return link(article.page)


@admin.register(Passage)
class PassageAdmin(ReviewedAdmin):
    form = PassageForm
    list_display = ("__str__", "kind", "article", "order", "place", "is_corrected", "truncated")
    list_filter = ("kind", "role", "truncated", ("correction", admin.EmptyFieldListFilter), "article__review")
    list_select_related = ("article",)
    search_fields = ("machine_text", "correction", "article__title")
    fields = ("article", "kind", "text", "machine_text", "place", "section", ("role", "level", "truncated"))
    readonly_fields = ("article", "machine_text", "place")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("lines"))
    def place(self, passage: Passage) -> str:
        return line_ranges(passage.lines)

    @admin.display(description=_("corrected"), boolean=True)
    def is_corrected(self, passage: Passage) -> bool:
        return passage.correction is not None


@admin.register(Section)
class SectionAdmin(ReviewedAdmin):
    list_display = ("__str__", "position", "hospital", "title", "article", "order", "truncated")
    list_filter = ("truncated", "article__review")
    list_select_related = ("hospital", "article")
    search_fields = ("speaker", "position", "organisation", "title", "article__title")
    fields = ("article", "order", ("speaker", "position"), ("organisation", "hospital"), "title", "truncated")


@admin.register(Contributor)
class ContributorAdmin(ReviewedAdmin):
    list_display = ("name", "role", "article", "is_institution", "run_in")
    list_filter = ("role", "is_institution", "run_in")
    list_select_related = ("article",)
    search_fields = ("name", "article__title")
    ordering = ("name", "pk")


@admin.register(ReviewReason)
class ReviewReasonAdmin(ReviewedAdmin):
    form = ReasonForm
    list_display = ("label", "at", "detail", "article", "passage")
    list_filter = ("code", "article__review")
    list_select_related = ("article", "passage")
    search_fields = ("code", "detail", "article__title")

    @admin.display(description=_("reason"), ordering="code")
    def label(self, reason: ReviewReason) -> str:
        return reason_label(reason.code)

    @admin.display(description=_("lines"), ordering="first_line")
    def at(self, reason: ReviewReason) -> str:
        return line_ranges([[reason.first_line, reason.last_line]]) if reason.first_line else ""


@admin.register(Comment)
class CommentAdmin(ReviewedAdmin):
    """Remarks. Only who made one changes its words; anybody who edits may settle it."""

    list_display = ("__str__", "article", "by", "at", "is_settled")
    list_filter = ("is_settled", "article__review")
    list_select_related = ("article", "by")
    search_fields = ("text", "article__title", "by__username")
    date_hierarchy = "at"
    fields = ("article", "text", "is_settled", "by", "at")
    readonly_fields = ("by", "at")
    ordering = ("is_settled", "-at", "-pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> tuple:
        fields = super().get_readonly_fields(request, obj)
        if obj is None:
            return fields
        return (*fields, "article") if obj.by == request.user else (*fields, "article", "text")

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        if not change:
            obj.by = request.user
        super().save_model(request, obj, form, change)
