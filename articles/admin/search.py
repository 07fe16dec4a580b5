"""The search index, to look into. Read only: `manage.py reindex` makes it anew."""

from django.contrib import admin

from articles.admin.base import MachineAdmin
from articles.models import SearchEntry, SearchName


@admin.register(SearchEntry)
class SearchEntryAdmin(MachineAdmin):
    list_display = ("__str__", "field", "article", "order")
    list_filter = ("field",)
    list_select_related = ("article",)
    search_fields = ("text", "article__title")
    ordering = ("article", "order")


@admin.register(SearchName)
class SearchNameAdmin(MachineAdmin):
    list_display = ("__str__", "kind", "object_pk", "article")
    list_filter = ("kind",)
    list_select_related = ("article",)
    search_fields = ("text",)
