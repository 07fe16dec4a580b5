"""The search index, to look into. Read only: `manage.py reindex` makes it anew."""

from django.contrib import admin

from articles.admin.base import MachineAdmin
from articles.models import SearchChange, SearchDocument, SearchMiss, SearchName, SearchRebuild, SearchSuggestion


@admin.register(SearchDocument)
class SearchDocumentAdmin(MachineAdmin):
    list_display = ("__str__", "article", "version")
    list_filter = ("version",)
    list_select_related = ("article",)
    search_fields = ("text", "article__title")
    ordering = ("pk",)


@admin.register(SearchName)
class SearchNameAdmin(MachineAdmin):
    list_display = ("__str__", "kind", "object_pk", "article")
    list_filter = ("kind",)
    list_select_related = ("article",)
    search_fields = ("text",)


@admin.register(SearchMiss)
class SearchMissAdmin(MachineAdmin):
    list_display = ("words", "times", "last_at", "first_at")
    search_fields = ("words",)
    ordering = ("-times", "-last_at")


@admin.register(SearchSuggestion)
class SearchSuggestionAdmin(MachineAdmin):
    list_display = ("key", "kind", "object_pk")
    list_filter = ("kind",)
    search_fields = ("key",)


@admin.register(SearchChange)
class SearchChangeAdmin(MachineAdmin):
    list_display = ("pk", "what", "object_pk")
    list_filter = ("what",)
    ordering = ("-pk",)


@admin.register(SearchRebuild)
class SearchRebuildAdmin(MachineAdmin):
    list_display = ("last_document", "started_at")
