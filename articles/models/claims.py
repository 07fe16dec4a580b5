"""Claims: what was read in a passage, with its sentence, what a person thinks of it, and what figures say together."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.measures import plain
from articles.models.articles import Article, Passage
from articles.models.identity import MachineRead
from articles.models.organisations import Hospital, PartyBranch
from articles.models.practices import Honour, Initiative, Person, Policy, Theme
from articles.querysets import ClaimQuerySet, FigureCheckQuerySet, FigureQuerySet


class Judged(models.Model):
    """Something that a machine proposes and only a person confirms or rejects."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    rule = models.CharField(_("rule"), max_length=60)
    confidence = models.FloatField(
        _("confidence"), default=1.0, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0, confidence__lte=1.0), name="%(class)s_confidence_is_share"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "confirmed", "rejected"]), name="%(class)s_status_is_known"
            ),
        ]


class Claim(Judged, MachineRead):
    """A fact read in a passage: the half-open span `[start, end)` of its text, and the whole printed sentence.

    `key` says where and what the machine read, so that a second reading finds its own claim again and a rejected one
    does not come back. `is_adrift` is set when a correction of the text touched the words; the claim then keeps the
    sentence that it had, and its span counts in there.
    """

    passage = models.ForeignKey(Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("sentence"))
    key = models.CharField(_("key"), max_length=64, editable=False)
    is_adrift = models.BooleanField(_("lost its sentence"), default=False)

    objects = ClaimQuerySet.as_manager()

    class Meta(Judged.Meta):
        abstract = True
        ordering = ["passage", "start", "pk"]
        constraints = [
            *Judged.Meta.constraints,
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="%(class)s_span_is_not_empty"),
            models.UniqueConstraint(fields=["passage", "key"], name="%(class)s_key_once_a_passage"),
        ]
        indexes = [models.Index(fields=["status"], name="%(class)s_status")]

    def __str__(self) -> str:
        return self.quote[:60]

    @property
    def printed(self) -> str:
        """What stands at the span."""
        return (self.quote if self.is_adrift else self.passage.text)[self.start : self.end]


class HospitalMention(Claim):
    """A hospital is named. `is_subject`: the article is about it, rather than only naming it."""

    hospital = models.ForeignKey(
        Hospital, verbose_name=_("hospital"), on_delete=models.PROTECT, related_name="mentions"
    )
    is_subject = models.BooleanField(_("the article is about it"), default=False)

    class Meta(Claim.Meta):
        verbose_name = _("mention of a hospital")
        verbose_name_plural = _("mentions of hospitals")


class BranchMention(Claim):
    """A Party organisation is named."""

    branch = models.ForeignKey(
        PartyBranch, verbose_name=_("Party organisation"), on_delete=models.PROTECT, related_name="mentions"
    )

    class Meta(Claim.Meta):
        verbose_name = _("mention of a Party organisation")
        verbose_name_plural = _("mentions of Party organisations")


class InitiativeMention(Claim):
    """An initiative is named or described."""

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="mentions"
    )

    class Meta(Claim.Meta):
        verbose_name = _("mention of an initiative")
        verbose_name_plural = _("mentions of initiatives")


class PolicyMention(Claim):
    """A Party or state document is cited."""

    policy = models.ForeignKey(Policy, verbose_name=_("policy"), on_delete=models.PROTECT, related_name="mentions")

    class Meta(Claim.Meta):
        verbose_name = _("mention of a policy")
        verbose_name_plural = _("mentions of policies")


class PersonMention(Claim):
    """A person is named, with the post held, as printed."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="mentions")
    position = models.CharField(_("post"), max_length=200, blank=True)

    class Meta(Claim.Meta):
        verbose_name = _("mention of a person")
        verbose_name_plural = _("mentions of people")


class HonourMention(Claim):
    """An award was received."""

    honour = models.ForeignKey(Honour, verbose_name=_("honour"), on_delete=models.PROTECT, related_name="mentions")
    hospital = models.ForeignKey(
        Hospital, verbose_name=_("hospital"), null=True, blank=True, on_delete=models.PROTECT, related_name="honours"
    )
    recipient = models.CharField(_("recipient"), max_length=200, blank=True)

    class Meta(Claim.Meta):
        verbose_name = _("mention of an honour")
        verbose_name_plural = _("mentions of honours")

    @property
    def year(self) -> int | None:
        """The year that this sentence prints, or that a person wrote: machines learn years from drafts too."""
        year = self.honour.year
        is_learnt = year is not None and year == self.honour.machine_values.get("year")
        return None if is_learnt and str(year) not in self.quote else year


class Figure(Claim):
    """A number with what it measures. `approximate` and `as_of` are words as printed; a range has an upper value."""

    hospital = models.ForeignKey(
        Hospital, verbose_name=_("hospital"), null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    measure = models.CharField(_("measure"), max_length=60)
    label = models.CharField(_("printed measure"), max_length=100, blank=True)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    value_to = models.DecimalField(_("upper value"), max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    approximate = models.CharField(_("approximate"), max_length=10, blank=True)
    as_of = models.CharField(_("as of"), max_length=50, blank=True)
    superseded = models.BooleanField(_("superseded"), default=False)
    scope = models.CharField(_("scope"), max_length=15, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta(Claim.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [*Claim.Meta.indexes, models.Index(fields=["measure", "hospital"], name="figure_measure_hospital")]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value_to__isnull=True) | Q(value_to__gte=F("value")),
                name="figure_range_in_order",
                violation_error_message=_("The upper value is below the value."),
            ),
        ]


IN_WORDS = {
    ("parts", True): "%(terms)s = %(whole)s",
    ("parts", False): _("%(whole)s is printed, but %(terms)s = %(computed)s"),
    ("part", False): _("%(whole)s is printed, but its part %(terms)s is larger"),
    ("repeated", True): _("%(whole)s is printed in two sentences"),
    ("repeated", False): _("%(whole)s is printed, but %(terms)s in another sentence"),
    ("share", True): "%(share)s = %(computed)s%%",
    ("share", False): _("%(stated)s%% is printed, but %(share)s = %(computed)s%%"),
}
"""What a check says, by its kind and whether it agrees."""


class FigureCheck(models.Model):
    """Figures of an article put against each other, as `articles.figure_checks` computes it from those that stand.

    `figures` are their keys, the checked one first. It is printed as `stated`, of what `label` says; the others make
    `computed`, term by term in `terms`: [[label, value], …]. The key is made from kind and figures: the same check is
    always the same row, however often it is computed again.
    """

    class Kind(models.TextChoices):
        PARTS = "parts", _("parts of a whole")
        PART = "part", _("part of a whole")
        REPEATED = "repeated", _("given again")
        SHARE = "share", _("share of a whole")

    id = models.BigIntegerField(primary_key=True, editable=False)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="figure_checks"
    )
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    agrees = models.BooleanField(_("agrees"))
    figures = models.JSONField(_("figures"))
    label = models.CharField(_("printed measure"), max_length=100, blank=True)
    stated = models.DecimalField(_("printed value"), max_digits=16, decimal_places=4)
    computed = models.DecimalField(_("computed value"), max_digits=20, decimal_places=4)
    terms = models.JSONField(_("terms"))

    objects = FigureCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of figures")
        verbose_name_plural = _("checks of figures")
        ordering = ["article", "agrees", "pk"]
        indexes = [models.Index(fields=["agrees"], name="figurecheck_agrees")]

    def __str__(self) -> str:
        amounts = [f"{label}{plain(value)}" for label, value in self.terms]
        return IN_WORDS[self.kind, self.agrees] % {
            "whole": f"{self.label}{plain(self.stated)}",
            "terms": " + ".join(amounts),
            "share": " ÷ ".join(amounts),
            "stated": plain(self.stated),
            "computed": plain(self.computed),
        }


class ArticleTheme(Judged, MachineRead):
    """A theme of an article, with the words that speak for it: `words` is [[word, times], …]."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="theme_links"
    )
    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="article_links")
    words = models.JSONField(_("words"), default=list, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta(Judged.Meta):
        verbose_name = _("theme of an article")
        verbose_name_plural = _("themes of articles")
        ordering = ["article", "-confidence", "theme"]
        constraints = [
            *Judged.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "theme"],
                name="theme_once_an_article",
                violation_error_message=_("The article has this theme already."),
            ),
        ]
        indexes = [models.Index(fields=["theme", "status"], name="articletheme_theme_status")]

    def __str__(self) -> str:
        return str(self.theme)


CLAIM_MODELS: tuple[type[Claim], ...] = (
    HospitalMention,
    BranchMention,
    InitiativeMention,
    PolicyMention,
    PersonMention,
    HonourMention,
    Figure,
)
"""Every concrete claim, in the order in which an article page shows them."""
