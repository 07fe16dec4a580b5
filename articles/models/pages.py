"""Source pages: the newspaper page as a thing, the bytes that came for it, and what was repaired."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.identity import PublicModel
from articles.querysets import SourcePageQuerySet


class SourcePage(PublicModel):
    """A newspaper page. What its text does not say, and nobody supplied, stays empty."""

    class Rights(models.TextChoices):
        FULL = "full", _("full text public")
        SUMMARY = "summary", _("summary public")
        INTERNAL = "internal", _("internal")

    path = models.CharField(
        _("path"),
        max_length=500,
        unique=True,
        help_text=_("Path of the page file, relative to the folder that was read."),
    )
    newspaper = models.CharField(_("newspaper"), max_length=100, blank=True)
    issue_date = models.DateField(_("issue date"), null=True, blank=True)
    page_label = models.CharField(_("page label"), max_length=50, blank=True, help_text=_("As printed, such as 第3版."))
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, default=Rights.FULL)
    facsimile = models.FileField(_("facsimile"), upload_to="facsimiles/", blank=True)
    repairs_off = models.JSONField(
        _("repairs switched off"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Names of the repairs that do more harm than good on this page."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SourcePageQuerySet.as_manager()

    class Meta:
        verbose_name = _("source page")
        verbose_name_plural = _("source pages")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["issue_date"], name="page_issue_date"),
            models.Index(fields=["newspaper", "issue_date"], name="page_newspaper_date"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(path=""), name="page_has_path")]

    def __str__(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """Whether anybody may read the full text, and sentences quoted from it."""
        return self.rights == self.Rights.FULL


class PageAlias(models.Model):
    """Another path under which the very same bytes came."""

    page = models.ForeignKey(
        SourcePage, verbose_name=_("source page"), on_delete=models.CASCADE, related_name="aliases"
    )
    path = models.CharField(_("path"), max_length=500, unique=True)

    class Meta:
        verbose_name = _("other path of a page")
        verbose_name_plural = _("other paths of pages")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class PageVersion(models.Model):
    """The bytes that came for a page, decoded. Never changed; new bytes make a new version."""

    page = models.ForeignKey(
        SourcePage, verbose_name=_("source page"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("number"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    byte_size = models.PositiveIntegerField(_("size in bytes"))
    encoding = models.CharField(_("encoding"), max_length=30)
    is_record = models.BooleanField(
        _("came in the page schema"),
        default=False,
        editable=False,
        help_text=_("Already restored when it came: no repair was made here."),
    )
    text = models.TextField(_("text"))
    line_count = models.PositiveIntegerField(_("lines"))
    pipeline_version = models.CharField(_("pipeline version"), max_length=30)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        verbose_name = _("page version")
        verbose_name_plural = _("page versions")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="version_number_once_a_page"),
        ]
        indexes = [models.Index(fields=["sha256"], name="version_sha256")]

    def __str__(self) -> str:
        return f"{self.page} · {self.number}"


class AppliedFix(models.Model):
    """A named repair, where it was applied. Lines count from 1, inclusive."""

    version = models.ForeignKey(
        PageVersion, verbose_name=_("page version"), on_delete=models.CASCADE, related_name="fixes"
    )
    order = models.PositiveIntegerField(_("order"))
    rule = models.CharField(_("rule"), max_length=60)
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    before = models.TextField(_("before"))
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("applied repair")
        verbose_name_plural = _("applied repairs")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="fix_order_once_a_version"),
            models.CheckConstraint(
                condition=models.Q(last_line__gte=models.F("first_line")), name="fix_lines_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.first_line}–{self.last_line}"


class PageRemnant(models.Model):
    """Characters of a page that are no part of an article. `spans`: [[start, end], …] in the page text."""

    class Kind(models.TextChoices):
        COPY = "copy", _("shadow copy")
        IMPRINT = "imprint", _("imprint")
        NOTICE = "notice", _("continuation notice")
        UNPLACED = "unplaced", _("unplaced")

    version = models.ForeignKey(
        PageVersion, verbose_name=_("page version"), on_delete=models.CASCADE, related_name="remnants"
    )
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    spans = models.JSONField(_("spans"))
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("remnant of a page")
        verbose_name_plural = _("remnants of pages")
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="remnant_order_once_a_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:40]}"
