"""What ingest did. Read only."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MachineAdmin, MachineInline
from articles.admin.counting import number_of
from articles.admin.filters import UnsettledFilter
from articles.admin.history import differences_html
from articles.admin.uploading import UploadAdmin
from articles.models import IngestOutcome, IngestRun, RunChange


class OutcomeInline(MachineInline):
    model = IngestOutcome
    fields = ("path", "page", "status", "reason", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IngestOutcome]:
        return super().get_queryset(request).select_related("page")


@admin.register(IngestRun)
class IngestRunAdmin(UploadAdmin, MachineAdmin):
    list_display = ("started_at", "finished_at", "by", "pipeline_version", "file_count", "failed_count")
    list_filter = ("pipeline_version", "outcomes__status")
    list_select_related = ("by",)
    search_fields = ("outcomes__path", "pipeline_version")
    date_hierarchy = "started_at"
    inlines = (OutcomeInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[IngestRun]:
        files = number_of(IngestOutcome, "run")
        failed = number_of(IngestOutcome, "run", only=Q(status=IngestOutcome.Status.FAILED))
        return super().get_queryset(request).annotate(file_count=files, failed_count=failed)

    @admin.display(description=_("files"), ordering="file_count")
    def file_count(self, run: IngestRun) -> int:
        return run.file_count

    @admin.display(description=_("failed"), ordering="failed_count")
    def failed_count(self, run: IngestRun) -> int:
        return run.failed_count


@admin.register(IngestOutcome)
class IngestOutcomeAdmin(MachineAdmin):
    list_display = ("path", "status", "reason", "page", "run", "at")
    list_filter = ("status", UnsettledFilter)
    list_select_related = ("page", "run")
    search_fields = ("path", "reason", "page__path")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")


@admin.register(RunChange)
class RunChangeAdmin(MachineAdmin):
    list_display = ("__str__", "run", "page", "difference")
    list_filter = ("model",)
    list_select_related = ("run", "page")
    search_fields = ("label", "page__path")
    date_hierarchy = "run__started_at"
    ordering = ("-run", "pk")

    @admin.display(description=_("what changed"))
    def difference(self, change: RunChange) -> SafeString:
        return differences_html(change)
