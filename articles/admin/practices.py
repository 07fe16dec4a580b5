"""What hospitals do, the practices behind it, and the themes by which readers browse."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.authorities import AuthorityAdmin
from articles.admin.base import ReviewedAdmin, ReviewedInline
from articles.admin.counting import number_of
from articles.admin.exchange import ExchangeAdmin
from articles.admin.forms import NestedForm
from articles.admin.merging import MergeAdmin
from articles.models import ArticleTheme, Initiative, Practice, PracticeSynonym, Theme, ThemeKeyword


@admin.register(Initiative)
class InitiativeAdmin(AuthorityAdmin):
    list_display = ("name", "hospital", "organiser", "practice", "stage", "is_named", "theme_names", "mention_count")
    list_filter = (
        "is_named",
        "stage",
        ("themes", admin.RelatedOnlyFieldListFilter),
        "hospital__province",
        *AuthorityAdmin.list_filter,
    )
    list_select_related = ("hospital", "practice")
    search_fields = ("name", "hospital__name", "organiser", "outcome", "practice__name", "=public_id")
    fields = (
        "name",
        ("hospital", "organiser"),
        ("practice", "stage"),
        "themes",
        "outcome",
        "is_named",
        *AuthorityAdmin.record_fields,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Initiative]:
        return super().get_queryset(request).prefetch_related("themes")

    @admin.display(description=_("themes"))
    def theme_names(self, initiative: Initiative) -> str:
        return " ".join(theme.name for theme in initiative.themes.all())


class SynonymInline(ReviewedInline):
    model = PracticeSynonym


@admin.register(Practice)
class PracticeAdmin(MergeAdmin, ExchangeAdmin, ReviewedAdmin):
    list_display = ("name", "synonym_names", "initiative_count")
    search_fields = ("name", "synonyms__name", "description", "=public_id")
    fields = ("name", "description", "public_id")
    readonly_fields = ("public_id",)
    inlines = (SynonymInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Practice]:
        counted = super().get_queryset(request).annotate(initiative_count=number_of(Initiative, "practice"))
        return counted.prefetch_related("synonyms")

    @admin.display(description=_("synonyms"))
    def synonym_names(self, practice: Practice) -> str:
        return " ".join(synonym.name for synonym in practice.synonyms.all())

    @admin.display(description=_("initiatives"), ordering="initiative_count")
    def initiative_count(self, practice: Practice) -> int:
        return practice.initiative_count


@admin.register(PracticeSynonym)
class PracticeSynonymAdmin(ReviewedAdmin):
    list_display = ("name", "practice")
    list_select_related = ("practice",)
    search_fields = ("name", "practice__name")
    ordering = ("name",)


class KeywordInline(ReviewedInline):
    model = ThemeKeyword


@admin.register(Theme)
class ThemeAdmin(MergeAdmin, ExchangeAdmin, ReviewedAdmin):
    form = NestedForm
    list_display = ("name", "slug", "parent", "order", "article_count")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("name", "keywords__word", "description")
    fields = ("name", "slug", "description", "parent", "order", "public_id")
    readonly_fields = ("public_id",)
    inlines = (KeywordInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        return super().get_queryset(request).annotate(article_count=number_of(ArticleTheme, "theme"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, theme: Theme) -> int:
        return theme.article_count


@admin.register(ThemeKeyword)
class ThemeKeywordAdmin(ReviewedAdmin):
    list_display = ("word", "theme", "weight")
    list_filter = (("theme", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("theme",)
    search_fields = ("word", "theme__name")
    ordering = ("word", "pk")
