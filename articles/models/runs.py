"""Runs of ingest, and what became of each file."""

from django.conf import settings
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
