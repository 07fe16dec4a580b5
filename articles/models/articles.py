"""Articles as printed: head, sections, passages, bylines, and what a person should look at."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.identity import MachineRead, PublicModel
from articles.models.pages import PageVersion, SourcePage
from articles.querysets import ArticleQuerySet, PassageQuerySet
from articles.reasons import reason_label


class Article(PublicModel, MachineRead):
    """One article of a page. Publication and review are two things: a machine-read article may be public and say so."""

    class Kind(models.TextChoices):
        CASE = "case", _("case study")
        NEWS = "news", _("news report")
        COMMENTARY = "commentary", _("commentary")
        FORUM = "forum", _("forum")
        BRIEF = "brief", _("brief")

    class Publication(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Review(models.TextChoices):
        WAITING = "waiting", _("waiting for review")
        IN_REVIEW = "in_review", _("in review")
        REVIEWED = "reviewed", _("reviewed")

    page = models.ForeignKey(
        SourcePage, verbose_name=_("source page"), on_delete=models.PROTECT, related_name="articles"
    )
    read_from = models.ForeignKey(
        PageVersion, verbose_name=_("read from"), on_delete=models.PROTECT, related_name="articles"
    )
    order = models.PositiveIntegerField(_("order on the page"))
    kicker = models.CharField(_("kicker"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    title_is_suggested = models.BooleanField(
        _("title is suggested"), default=False, help_text=_("The page prints no title; this one was made for it.")
    )
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    about_party_building = models.BooleanField(_("about Party building"), default=False)
    continued_from = models.CharField(_("continued from"), max_length=50, blank=True)
    continued_on = models.CharField(_("continued on"), max_length=50, blank=True)
    continuation_of = models.ForeignKey(
        "self",
        verbose_name=_("continuation of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="continuations",
    )
    joined_into = models.ForeignKey(
        "self",
        verbose_name=_("joined into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="joined",
        help_text=_("The article that holds the text of this one since a person joined the two."),
    )
    reprint_of = models.ForeignKey(
        "self",
        verbose_name=_("reprint of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="reprints",
        help_text=_("The article of another page that this one prints again, as a person said."),
    )
    not_before = models.CharField(
        _("not before"),
        max_length=10,
        blank=True,
        help_text=_("The earliest date that the text proves: 2022, 2022-07 or 2022-07-01."),
    )
    date_evidence = models.TextField(_("evidence of the date"), blank=True)
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    review = models.CharField(_("review"), max_length=10, choices=Review, default=Review.WAITING)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_articles",
        help_text=_("Who is to review it."),
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", "Can publish and withdraw articles")]
        ordering = ["page", "order"]
        indexes = [
            models.Index(fields=["publication", "-created_at"], name="article_publication"),
            models.Index(fields=["review", "-created_at"], name="article_review"),
            models.Index(fields=["kind"], name="article_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publication="published", published_at__isnull=False)
                | ~models.Q(publication="published"),
                name="published_article_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("(no title)"))

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.public_id])

    def current(self):
        """The article that this one has been joined into, at the end of the chain."""
        article = self
        while article.joined_into is not None:
            article = article.joined_into
        return article


class ReviewReason(models.Model):
    """Something in an article that a person should look at. `code` is one of `articles.restore.types.REASONS`."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="review_reasons"
    )
    passage = models.ForeignKey(
        "Passage",
        verbose_name=_("passage"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="review_reasons",
    )
    code = models.CharField(_("reason"), max_length=40)
    first_line = models.PositiveIntegerField(_("first line"), null=True, blank=True)
    last_line = models.PositiveIntegerField(_("last line"), null=True, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True, help_text=_("Words of the page."))

    class Meta:
        verbose_name = _("reason for review")
        verbose_name_plural = _("reasons for review")
        ordering = ["article", "pk"]
        indexes = [models.Index(fields=["code"], name="review_reason_code")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_line__isnull=True, last_line__isnull=True)
                | models.Q(first_line__isnull=False, last_line__gte=models.F("first_line")),
                name="reason_lines_in_order",
                violation_error_message=_("Give both lines, the first before the last, or neither."),
            )
        ]

    def __str__(self) -> str:
        return f"{reason_label(self.code)} {self.detail}".strip()


class Section(MachineRead):
    """One speaker's part of a forum, or a titled part."""

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField(_("order"))
    speaker = models.CharField(_("speaker"), max_length=50, blank=True)
    position = models.CharField(_("post"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    hospital = models.ForeignKey(
        "Hospital", verbose_name=_("hospital"), null=True, blank=True, on_delete=models.PROTECT, related_name="sections"
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    truncated = models.BooleanField(_("breaks off"), default=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["article", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "order"],
                name="section_order_once_an_article",
                violation_error_message=_("Another one stands in this place already."),
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.organisation, self.speaker])) or self.title


class Passage(MachineRead):
    """One block of an article. A person's correction is a layer over the machine's text, never instead of it.

    `spans` are the characters that the passage owns, [[start, end], …] in reading order, in the text of the page
    version that its article is read from; `lines` are the lines that hold them, [[first, last], …], from 1 and
    inclusive. Both are empty where the newest version of the page no longer says what the passage says.
    `machine_values` also holds `article`, the key of the article in which the machine put it.
    """

    class Kind(models.TextChoices):
        KICKER = "kicker", _("kicker")
        TITLE = "title", _("title")
        SUBTITLE = "subtitle", _("subtitle")
        BYLINE = "byline", _("byline")
        HEADING = "heading", _("heading")
        PARAGRAPH = "paragraph", _("paragraph")
        CAPTION = "caption", _("caption")

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        SECTION_TITLE = "section_title", _("section title")

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="passages")
    section = models.ForeignKey(
        Section, verbose_name=_("section"), null=True, blank=True, on_delete=models.SET_NULL, related_name="passages"
    )
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    role = models.CharField(_("role"), max_length=15, choices=Role, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    machine_text = models.TextField(_("machine text"), editable=False)
    correction = models.TextField(_("correction"), null=True, blank=True)  # noqa: DJ001 - null: nobody corrected it
    spans = models.JSONField(_("spans"), default=list, editable=False)
    lines = models.JSONField(_("lines"), default=list, editable=False)
    truncated = models.BooleanField(_("breaks off"), default=False)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["article", "order"]
        constraints = [models.UniqueConstraint(fields=["article", "order"], name="passage_order_once_an_article")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def text(self) -> str:
        """What readers see: the correction where a person made one, else what the machine read."""
        return self.machine_text if self.correction is None else self.correction


class Contributor(models.Model):
    """Who is named in a byline, in the role that is printed."""

    class Role(models.TextChoices):
        REPORTER = "记者", _("reporter")
        CORRESPONDENT = "通讯员", _("correspondent")
        SPECIAL_REPORTER = "特约记者", _("special reporter")
        COMPILER = "整理", _("compiler")
        AUTHOR = "作者", _("author")
        PHOTOGRAPHER = "摄影", _("photographer")

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="contributors"
    )
    order = models.PositiveIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    name = models.CharField(_("name"), max_length=100)
    is_institution = models.BooleanField(_("is an institution"), default=False)
    run_in = models.BooleanField(_("printed inside a paragraph"), default=False)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["article", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "order"],
                name="contributor_order_once_an_article",
                violation_error_message=_("Another one stands in this place already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"
