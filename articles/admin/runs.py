"""What ingest did. Nothing of it is edited; a run as a whole can be taken back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MachineAdmin, MachineInline
from articles.admin.counting import number_of
from articles.admin.filters import UnsettledFilter
from articles.admin.history import ChangeLister
from articles.admin.uploading import UploadAdmin
from articles.ingest.undoing import undo_run
from articles.models import IngestOutcome, IngestRun, RunChange, SourcePage

OPTIONS = {
    "newspaper": SourcePage._meta.get_field("newspaper").verbose_name,
    "issue_date": SourcePage._meta.get_field("issue_date").verbose_name,
    "page_label": SourcePage._meta.get_field("page_label").verbose_name,
    "publish": _("published at once"),
    "replace": _("other pages under known names accepted"),
}
"""What an editor may want to know of how a run was started, and supplied with."""


class OutcomeInline(MachineInline):
    model = IngestOutcome
    fields = ("path", "page", "status", "reason", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IngestOutcome]:
        return super().get_queryset(request).select_related("page")


@admin.register(IngestRun)
class IngestRunAdmin(UploadAdmin, MachineAdmin):
    change_form_template = "admin/articles/ingestrun/change_form.html"
    list_display = ("started_at", "finished_at", "by", "file_count", "failed_count", "undone_at", "pipeline_version")
    list_filter = ("pipeline_version", "outcomes__status")
    list_select_related = ("by",)
    search_fields = ("outcomes__path", "pipeline_version")
    date_hierarchy = "started_at"
    fields = ("started_at", "finished_at", "by", "how", "unchanged_count", "pipeline_version", "undone_at")
    inlines = (OutcomeInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IngestRun]:
        files = number_of(IngestOutcome, "run")
        failed = number_of(IngestOutcome, "run", only=Q(status=IngestOutcome.Status.FAILED))
        return super().get_queryset(request).annotate(file_count=files, failed_count=failed)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:key>/undo/", undo, name="articles_ingestrun_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """What taking the run back would do; once that was seen, do it."""
        run = get_object_or_404(IngestRun, pk=key)
        if not may_undo_run(request, run):
            raise PermissionDenied
        undone = undo_run(run, dry_run=request.method != "POST")
        if request.method == "POST":
            counts = {"taken": len(undone.taken_back), "kept": len(undone.kept)}
            messages.success(request, gettext("%(taken)d taken back, %(kept)d kept.") % counts)
            return HttpResponseRedirect(reverse("admin:articles_ingestrun_change", args=[key]))
        parts = ((_("Would go, or become what it was"), undone.taken_back), (_("Stays"), undone.kept))
        context = {"title": _("Undo the run of %s") % run, "run": run, "undone": undone, "parts": parts}
        return TemplateResponse(request, "admin/undo_run.html", self.admin_site.each_context(request) | context)

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        context["may_undo"] = may_undo_run(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("options"))
    def how(self, run: IngestRun) -> str:
        given = {**run.options, **run.options.get("supplied", {})}
        said = [
            label if given[name] is True else f"{label} {given[name]}"
            for name, label in OPTIONS.items()
            if given.get(name)
        ]
        return _(", ").join(map(str, said))

    @admin.display(description=_("files"), ordering="file_count")
    def file_count(self, run: IngestRun) -> int:
        return run.file_count

    @admin.display(description=_("failed"), ordering="failed_count")
    def failed_count(self, run: IngestRun) -> int:
        return run.failed_count


def may_undo_run(request: HttpRequest, run: IngestRun) -> bool:
    """Pages go with it: for who may delete. Once undone, there is nothing left to undo."""
    return run.undone_at is None and request.user.has_perm("articles.delete_article")


@admin.register(IngestOutcome)
class IngestOutcomeAdmin(MachineAdmin):
    list_display = ("path", "status", "reason", "page", "run", "at")
    list_filter = ("status", UnsettledFilter)
    list_select_related = ("page", "run")
    search_fields = ("path", "reason", "page__path")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(RunChange)
class RunChangeAdmin(ChangeLister, MachineAdmin):
    list_display = ("__str__", "run", "page", "difference")
    list_filter = ("model", ("run", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("run", "page")
    search_fields = ("label", "page__path")
    date_hierarchy = "run__started_at"
    ordering = ("-run", "pk")
