"""What tells that two articles print the same: marks of each text, and the pairs that share enough. All derived."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.querysets import LikelyReprintQuerySet


class TextMark(models.Model):
    """One of the marks of an article's text, by which articles that print the same find each other.

    The key is made from article and value: the same mark is always the same row.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="text_marks")
    value = models.BigIntegerField(_("mark"), db_index=True)

    class Meta:
        verbose_name = _("mark of a text")
        verbose_name_plural = _("marks of texts")
        ordering = ["article", "value"]
        constraints = [models.UniqueConstraint(fields=["article", "value"], name="text_mark_once_an_article")]

    def __str__(self) -> str:
        return f"{self.value:x}"


class LikelyReprint(models.Model):
    """Two articles of different pages that print much the same, as `articles.reprints` finds them; people link them.

    `first` has the smaller key. `shared` says how much of the shorter text stands in the other, of 100. The key is made
    of those of the two: the same pair is always the same row, however often it is found.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    # No constraint: to keep it, the database would hold the other article against those who are writing it.
    first = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    second = models.ForeignKey(
        Article, verbose_name=_("other article"), on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    shared = models.PositiveSmallIntegerField(_("shared text, %"))

    objects = LikelyReprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely reprint")
        verbose_name_plural = _("likely reprints")
        ordering = ["-shared", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="likely_reprint_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.first} ≈ {self.second}"
