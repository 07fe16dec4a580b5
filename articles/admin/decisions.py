"""What people decided, and where a machine now differs. Read only: the history is not edited."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MachineAdmin, MachineInline
from articles.admin.counting import number_of
from articles.admin.history import ChangeLister, differences_html, lay_under
from articles.admin.undoing import Entry, UndoAdmin, may_undo
from articles.models import Change, Decision, Distinction


class ChangeInline(MachineInline):
    model = Change
    fields = ("model", "label", "difference")

    @admin.display(description=_("what changed"))
    def difference(self, change: Change) -> SafeString:
        return differences_html(change)


@admin.register(Decision)
class DecisionAdmin(UndoAdmin, MachineAdmin):
    change_form_template = "admin/articles/decision/change_form.html"
    list_display = ("at", "kind", "by", "article", "change_count", "note")
    list_filter = ("kind", "by__username")
    list_select_related = ("by", "article")
    search_fields = ("article__title", "note", "by__username", "changes__label")
    date_hierarchy = "at"
    inlines = (ChangeInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).annotate(change_count=number_of(Change, "decision"))

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        context["entry"] = Entry(obj, may_undo(request.user, obj))
        lay_under(row.instance for rows in context["inline_admin_formsets"] for row in rows.formset.initial_forms)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("records"), ordering="change_count")
    def change_count(self, decision: Decision) -> int:
        return decision.change_count


@admin.register(Change)
class ChangeAdmin(ChangeLister, MachineAdmin):
    list_display = ("__str__", "decision", "difference")
    list_filter = ("decision__kind", "model")
    list_select_related = ("decision",)
    search_fields = ("label", "decision__article__title")
    date_hierarchy = "decision__at"
    ordering = ("-decision", "pk")


@admin.register(Distinction)
class DistinctionAdmin(MachineAdmin):
    list_display = ("__str__", "model", "first", "second")
    list_filter = ("model",)
    search_fields = ("model",)
