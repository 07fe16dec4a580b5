"""What people decided, with the values before and after; and where a machine now differs from a person."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.runs import IngestRun, RowChange
from articles.querysets import ChangeQuerySet


class Decision(models.Model):
    """One act of a person: one transaction, one history entry, and its changes row by row."""

    class Kind(models.TextChoices):
        ADD = "add", _("added")
        EDIT = "edit", _("edited")
        EDIT_MANY = "edit_many", _("edited many")
        DELETE = "delete", _("deleted")
        CONFIRM = "confirm", _("confirmed")
        REJECT = "reject", _("rejected")
        CORRECT = "correct", _("corrected a claim")
        CORRECT_TEXT = "correct_text", _("corrected the text")
        RETITLE = "retitle", _("retitled")
        RETYPE = "retype", _("changed the type of a passage")
        MOVE = "move", _("moved passages")
        SPLIT = "split", _("split the article")
        JOIN = "join", _("joined articles")
        ATTACH = "attach", _("attached a continuation")
        DETACH = "detach", _("detached a continuation")
        REPRINT = "reprint", _("linked as a reprint")
        NO_REPRINT = "no_reprint", _("no longer linked as a reprint")
        PUBLISH = "publish", _("published")
        WITHDRAW = "withdraw", _("withdrawn")
        REVIEW = "review", _("review")
        MERGE = "merge", _("merged")
        UNMERGE = "unmerge", _("separated again")
        DISTINGUISH = "distinguish", _("told apart")
        TAKE = "take", _("took a proposal")
        DISMISS = "dismiss", _("dismissed a proposal")
        REPAIR = "repair", _("switched a repair")
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
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="undone_by",
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="decision_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class Change(RowChange):
    """One row that a decision touched."""

    decision = models.ForeignKey(Decision, verbose_name=_("decision"), on_delete=models.CASCADE, related_name="changes")
    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["decision", "pk"]
        indexes = [models.Index(fields=["model", "object_pk"], name="change_record")]


class Distinction(models.Model):
    """Two records of one kind that a person said are not the same. `first` has the smaller key."""

    model = models.CharField(_("record type"), max_length=50)
    first = models.BigIntegerField(_("record"))
    second = models.BigIntegerField(_("other record"))

    class Meta:
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        ordering = ["model", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["model", "first", "second"], name="distinction_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="distinction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.first} ≠ {self.second}"


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
