"""Runs of ingest, and what became of each file."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.pages import SourcePage


class IngestRun(models.Model):
    """One run that changed or refused something. A run in which every file was unchanged leaves no trace."""

    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    unchanged_count = models.PositiveIntegerField(_("unchanged files"), default=0)
    pipeline_version = models.CharField(_("pipeline version"), max_length=30)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingest run")
        verbose_name_plural = _("ingest runs")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


class IngestOutcome(models.Model):
    """What became of one file in one run, and why. Unchanged files are counted by the run, not listed."""

    class Status(models.TextChoices):
        CREATED = "created", _("created")
        UNCHANGED = "unchanged", _("unchanged")
        UPDATED = "updated", _("updated")
        PROPOSED = "proposed", _("proposed")
        FAILED = "failed", _("failed")

    run = models.ForeignKey(IngestRun, verbose_name=_("ingest run"), on_delete=models.CASCADE, related_name="outcomes")
    path = models.CharField(_("path"), max_length=500)
    page = models.ForeignKey(
        SourcePage,
        verbose_name=_("source page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outcomes",
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outcome of a file")
        verbose_name_plural = _("outcomes of files")
        ordering = ["run", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "path"], name="outcome_once_a_run")]
        indexes = [models.Index(fields=["status"], name="outcome_status")]

    def __str__(self) -> str:
        return f"{self.path}: {self.get_status_display()}"


class RowChange(models.Model):
    """One row that one act touched, with the fields that differ. `before` is empty for a row that the act made, `after`
    for one that it removed.
    """

    model = models.CharField(_("record type"), max_length=50)
    object_pk = models.BigIntegerField(_("record"))
    label = models.CharField(_("record name"), max_length=200, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.model} {self.label or self.object_pk}"


class RunChange(RowChange):
    """One row that a run of ingest touched, kept so that the run can be undone.

    Of a page that the run made, only what it changed elsewhere is kept: to undo the rest, the page goes.
    """

    run = models.ForeignKey(IngestRun, verbose_name=_("ingest run"), on_delete=models.CASCADE, related_name="changes")
    page = models.ForeignKey(
        SourcePage,
        verbose_name=_("source page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="run_changes",
    )

    class Meta:
        verbose_name = _("change by a run")
        verbose_name_plural = _("changes by runs")
        ordering = ["run", "pk"]
        indexes = [models.Index(fields=["model", "object_pk"], name="run_change_record")]
