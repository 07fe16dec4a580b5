"""Hospitals with their names, and the Party organisations inside them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.identity import Authority
from articles.querysets import AuthorityQuerySet, HospitalNameQuerySet, HospitalQuerySet


class Hospital(Authority):
    """The authority record of a hospital or another health institution. What is not known is empty."""

    name = models.CharField(_("name"), max_length=100)
    province = models.CharField(_("province"), max_length=30, blank=True)
    city = models.CharField(_("city"), max_length=30, blank=True)
    district = models.CharField(_("district or county"), max_length=30, blank=True)
    level = models.CharField(_("grade"), max_length=20, blank=True, help_text=_("As awarded, such as 三级甲等."))
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)

    objects = HospitalQuerySet.as_manager()

    class Meta:
        verbose_name = _("hospital")
        verbose_name_plural = _("hospitals")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["province", "city"], name="hospital_place"),
            models.Index(fields=["name"], name="hospital_name"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "province", "city"],
                condition=Q(merged_into__isnull=True),
                name="hospital_once_a_place",
                violation_error_message=_("There is a hospital of this name in this place already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="hospital_has_name"),
            models.CheckConstraint(
                condition=Q(founded__isnull=True) | Q(founded__gte=1500, founded__lte=2200),
                name="hospital_founded_is_year",
                violation_error_message=_("The year of foundation lies between 1500 and 2200."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hospital", args=[self.public_id])

    @property
    def place(self) -> str:
        """Province, city and district as far as they are known, without saying a name twice: 重庆市 涪陵区."""
        return " ".join(dict.fromkeys(filter(None, [self.province, self.city, self.district])))


class HospitalName(models.Model):
    """Another name of a hospital. A contextual one (市人民医院) holds in one article only and never becomes global."""

    class Kind(models.TextChoices):
        FULL = "full", _("full name")
        SHORT = "short", _("short name")
        FORMER = "former", _("former name")
        CONTEXTUAL = "contextual", _("in one article only")

    hospital = models.ForeignKey(Hospital, verbose_name=_("hospital"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=100, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SHORT)
    article = models.ForeignKey(
        Article,
        verbose_name=_("only in article"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="hospital_names",
    )

    objects = HospitalNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name of a hospital")
        verbose_name_plural = _("other names of hospitals")
        ordering = ["hospital", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "name"],
                condition=Q(article__isnull=True),
                name="name_once_a_hospital",
                violation_error_message=_("The hospital has this name already."),
            ),
            models.UniqueConstraint(
                fields=["hospital", "name", "article"],
                condition=Q(article__isnull=False),
                name="name_once_an_article",
                violation_error_message=_("The hospital has this name in this article already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="contextual", article__isnull=False)
                | (~Q(kind="contextual") & Q(article__isnull=True)),
                name="contextual_name_has_article",
                violation_error_message=_("A name that holds in one article only needs the article; others have none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartyBranch(Authority):
    """A Party organisation of a hospital or of another organiser. `is_layer`: a level without individual names."""

    class Level(models.TextChoices):
        COMMITTEE = "committee", _("Party committee")
        GENERAL_BRANCH = "general_branch", _("general Party branch")
        BRANCH = "branch", _("Party branch")
        GROUP = "group", _("Party group")
        DISCIPLINE = "discipline", _("discipline inspection")

    hospital = models.ForeignKey(
        Hospital, verbose_name=_("hospital"), null=True, blank=True, on_delete=models.PROTECT, related_name="branches"
    )
    organiser = models.CharField(_("other organiser"), max_length=100, blank=True)
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=15, choices=Level)
    is_layer = models.BooleanField(
        _("is a layer"), default=False, help_text=_("A level that the text names as a whole, such as 各党支部.")
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Party organisation")
        verbose_name_plural = _("Party organisations")
        ordering = ["hospital", "level", "name"]
        indexes = [models.Index(fields=["name"], name="branch_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "name", "level"],
                condition=Q(hospital__isnull=False, merged_into__isnull=True),
                name="branch_once_a_hospital",
                violation_error_message=_("The hospital has a Party organisation of this name and level already."),
            ),
            models.CheckConstraint(
                condition=Q(hospital__isnull=False) | ~Q(organiser=""),
                name="branch_has_organiser",
                violation_error_message=_("Say to which hospital or other organiser it belongs."),
            ),
            models.CheckConstraint(
                condition=~Q(pk=models.F("parent")),
                name="branch_is_not_its_parent",
                violation_error_message=_("A record cannot stand below itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hospital or self.organiser} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("branch", args=[self.public_id])
