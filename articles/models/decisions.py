"""What people decided, with the values before and after; and where a machine now differs from a person."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.runs import IngestRun
from articles.querysets import ChangeQuerySet


class Decision(models.Model):
    """One act of a person: one transaction, one history entry, and its changes row by row."""

    class Kind(models.TextChoices):
        ADD = "add", _("added")
        EDIT = "edit", _("edited")
        DELETE = "delete", _("deleted")
        CONFIRM = "confirm", _("confirmed")
        REJECT = "reject", _("rejected")
        CORRECT_TEXT = "correct_text", _("corrected the text")
        PUBLISH = "publish", _("published")
        WITHDRAW = "withdraw", _("withdrawn")
        REVIEW = "review", _("review")
        MERGE = "merge", _("merged")
        UNDO = "undo", _("undone")

    kind = models.CharField(_("type"), max_length=15, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="decision_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class Change(models.Model):
    """One row that a decision touched. `before` is empty for a row that it made, `after` for one that it removed."""

    decision = models.ForeignKey(Decision, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(_("record type"), max_length=50)
    object_pk = models.BigIntegerField(_("record"))
    label = models.CharField(_("record name"), max_length=200, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, blank=True, encoder=DjangoJSONEncoder)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["decision", "pk"]
        indexes = [models.Index(fields=["model", "object_pk"], name="change_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.label or self.object_pk}"


class Proposal(models.Model):
    """A machine value that differs from what a person decided: machine then, person, machine now."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken")
        DISMISSED = "dismissed", _("dismissed")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )
    run = models.ForeignKey(
        IngestRun,
        verbose_name=_("ingest run"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    model = models.CharField(_("record type"), max_length=50)
    object_pk = models.BigIntegerField(_("record"))
    field = models.CharField(_("field"), max_length=50)
    machine_then = models.JSONField(_("machine then"), null=True, blank=True)
    person = models.JSONField(_("person"), null=True, blank=True)
    machine_now = models.JSONField(_("machine now"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_pk", "field"],
                condition=models.Q(status="open"),
                name="one_open_proposal_a_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk} {self.field}"
