"""What hospitals do (initiatives), how (practices), what it is about (themes), what it answers (policies)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.identity import Authority, Mergeable, PublicModel
from articles.models.organisations import Hospital
from articles.querysets import (
    AuthorityQuerySet,
    InitiativeQuerySet,
    PersonQuerySet,
    PracticeQuerySet,
    ThemeQuerySet,
)
from articles.recognise.lexicon import table


class Theme(PublicModel, Mergeable):
    """A theme by which readers browse. Its keywords propose it for an article; both can be edited."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=50, unique=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pk=models.F("parent")),
                name="theme_is_not_its_parent",
                violation_error_message=_("A record cannot stand below itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class ThemeKeyword(models.Model):
    """A word that speaks for a theme, and how loudly."""

    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="keywords")
    word = models.CharField(_("word"), max_length=50)
    weight = models.FloatField(_("weight"), default=1.0)

    class Meta:
        verbose_name = _("keyword of a theme")
        verbose_name_plural = _("keywords of themes")
        ordering = ["theme", "-weight", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "word"],
                name="word_once_a_theme",
                violation_error_message=_("The theme has this keyword already."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="keyword_weight_is_positive",
                violation_error_message=_("The weight of a keyword is above nought."),
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Practice(PublicModel, Mergeable):
    """A way of working that several hospitals share, such as 支部建在科室上."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PracticeSynonym(models.Model):
    """Another wording of a practice."""

    practice = models.ForeignKey(
        Practice, verbose_name=_("practice"), on_delete=models.CASCADE, related_name="synonyms"
    )
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("synonym of a practice")
        verbose_name_plural = _("synonyms of practices")
        ordering = ["practice", "name"]

    def __str__(self) -> str:
        return self.name


class Initiative(Authority):
    """What a hospital, or another organiser, does under a name or as a described practice."""

    class Stage(models.TextChoices):
        LAUNCHED = "launched", _("launched")
        TRIAL = "trial", _("on trial")
        ADVANCING = "advancing", _("under way")
        FORMED = "formed", _("formed")
        ACCEPTED = "accepted", _("accepted")

    hospital = models.ForeignKey(
        Hospital,
        verbose_name=_("hospital"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    organiser = models.CharField(_("other organiser"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=150)
    practice = models.ForeignKey(
        Practice,
        verbose_name=_("practice"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    is_named = models.BooleanField(_("has a name of its own"), default=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="initiatives")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="initiative_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "name"],
                condition=Q(hospital__isnull=False, merged_into__isnull=True),
                name="initiative_once_a_hospital",
                violation_error_message=_("The hospital has an initiative of this name already."),
            ),
            models.UniqueConstraint(
                fields=["organiser", "name"],
                condition=Q(hospital__isnull=True, merged_into__isnull=True),
                name="initiative_once_an_organiser",
                violation_error_message=_("The organiser has an initiative of this name already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="initiative_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def public_mentions(self) -> list:
        """Its mentions that anybody may read; `as_rows` brings them along."""
        return list(self.mentions.public())

    @property
    def shown_stage(self) -> "Initiative.Stage | None":
        """The stage that a public sentence tells, or that a person wrote: machines learn stages from drafts too."""
        if not self.stage:
            return None
        words = table("initiatives")["stages"].get(self.stage, ())
        is_learnt = self.stage == self.machine_values.get("stage")
        is_told = any(word in mention.quote for mention in self.public_mentions for word in words)
        return self.Stage(self.stage) if is_told or not is_learnt else None

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.public_id])


class Policy(Authority):
    """A Party or state document that articles cite, with its title marks."""

    name = models.CharField(_("name"), max_length=200)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="policy_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(merged_into__isnull=True),
                name="policy_once",
                violation_error_message=_("There is a policy of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("policy", args=[self.public_id])


class Person(Authority):
    """A person as named in one organisation. The same name elsewhere is another record."""

    name = models.CharField(_("name"), max_length=50)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    hospital = models.ForeignKey(
        Hospital, verbose_name=_("hospital"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="person_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "organisation"],
                condition=Q(merged_into__isnull=True),
                name="person_once_an_organisation",
                violation_error_message=_("The organisation has a person of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.public_id])


class Honour(Authority):
    """An award. Issuer and year are empty where the text does not say them."""

    name = models.CharField(_("name"), max_length=150)
    issuer = models.CharField(_("issuer"), max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="honour_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "issuer"],
                condition=Q(merged_into__isnull=True),
                name="honour_once_an_issuer",
                violation_error_message=_("The issuer has an honour of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
