"""Source pages, the bytes that came for them, and what was repaired."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MachineAdmin, MachineInline, ReviewedAdmin
from articles.admin.counting import number_of
from articles.admin.exchange import ExchangeAdmin
from articles.admin.facsimiles import FacsimileAdmin
from articles.admin.forms import SourcePageForm
from articles.admin.repairing import RepairAdmin
from articles.admin.show import links, numbered
from articles.models import AppliedFix, Article, PageAlias, PageRemnant, PageVersion, SourcePage
from articles.views.repairs import repair_label


class VersionInline(MachineInline):
    model = PageVersion
    fields = ("number", "encoding", "line_count", "byte_size", "pipeline_version", "received_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageVersion]:
        return super().get_queryset(request).defer("text").select_related("page")


class AliasInline(MachineInline):
    model = PageAlias
    fields = ("path",)


@admin.register(SourcePage)
class SourcePageAdmin(FacsimileAdmin, RepairAdmin, ExchangeAdmin, ReviewedAdmin):
    form = SourcePageForm
    list_display = ("path", "newspaper", "issue_date", "page_label", "article_count", "rights", "created_at")
    list_filter = (
        "rights",
        ("newspaper", admin.EmptyFieldListFilter),
        "newspaper",
        ("issue_date", admin.EmptyFieldListFilter),
    )
    search_fields = ("path", "newspaper", "page_label", "aliases__path", "=public_id")
    date_hierarchy = "issue_date"
    fields = (
        "path",
        "newspaper",
        "issue_date",
        "page_label",
        "rights",
        "facsimile",
        "articles_here",
        "public_id",
        "created_at",
    )
    readonly_fields = ("path", "articles_here", "public_id", "created_at")
    inlines = (VersionInline, AliasInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourcePage]:
        return super().get_queryset(request).annotate(article_count=number_of(Article, "page"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: SourcePage | None = None) -> tuple:
        """Rights decide what is public: only who may publish moves them."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm("articles.publish_article") else (*fields, "rights")

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, page: SourcePage) -> int:
        return page.article_count

    @admin.display(description=_("articles"))
    def articles_here(self, page: SourcePage) -> SafeString:
        return links(page.articles.all())


class NamedRepair:
    """Repairs under the names that readers know them by."""

    @admin.display(description=_("rule"), ordering="rule")
    def label(self, fix: AppliedFix) -> str:
        return repair_label(fix.rule)


class FixInline(NamedRepair, MachineInline):
    model = AppliedFix
    fields = ("label", "first_line", "last_line", "before", "after")
    readonly_fields = ("label",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AppliedFix]:
        return super().get_queryset(request).defer("version__text")


class RemnantInline(MachineInline):
    model = PageRemnant
    fields = ("kind", "text", "detail")


@admin.register(PageVersion)
class PageVersionAdmin(MachineAdmin):
    list_display = ("page", "number", "encoding", "line_count", "byte_size", "pipeline_version", "received_at")
    list_filter = ("encoding", "pipeline_version")
    list_select_related = ("page",)
    search_fields = ("page__path", "sha256", "text")
    date_hierarchy = "received_at"
    fields = (*list_display, "sha256", "page_text")
    inlines = (RemnantInline, FixInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageVersion]:
        return super().get_queryset(request).defer("text")

    @admin.display(description=_("text"))
    def page_text(self, version: PageVersion) -> SafeString:
        return numbered(version.text)


@admin.register(PageAlias)
class PageAliasAdmin(MachineAdmin):
    list_display = ("path", "page")
    list_select_related = ("page",)
    search_fields = ("path", "page__path")


class OnVersionAdmin(MachineAdmin):
    """Rows of a page version, listed without its text."""

    list_select_related = ("version__page",)
    date_hierarchy = "version__received_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("version__text")


@admin.register(AppliedFix)
class AppliedFixAdmin(NamedRepair, OnVersionAdmin):
    list_display = ("label", "first_line", "last_line", "before", "after", "version")
    list_filter = ("rule",)
    search_fields = ("rule", "before", "after", "version__page__path")


@admin.register(PageRemnant)
class PageRemnantAdmin(OnVersionAdmin):
    list_display = ("text", "kind", "detail", "version")
    list_filter = ("kind",)
    search_fields = ("text", "detail", "version__page__path")
