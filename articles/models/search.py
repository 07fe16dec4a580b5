"""The search index: every searchable text and name, folded. Written by `articles.search.index` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class SearchEntry(models.Model):
    """The folded text of one field or passage of an article. A match never crosses two entries."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="search_entries"
    )
    field = models.CharField(_("field"), max_length=20)
    order = models.PositiveIntegerField(_("order"))
    text = models.TextField(_("folded text"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["article", "order"]
        constraints = [models.UniqueConstraint(fields=["article", "order"], name="search_entry_order_once_an_article")]

    def __str__(self) -> str:
        return self.text[:60]


class SearchName(models.Model):
    """A folded name of a record that articles refer to. Which articles those are is asked when somebody searches.

    `kind` is the record's model name. With an `article`, the name counts in that article only.
    """

    kind = models.CharField(_("record type"), max_length=20)
    object_pk = models.BigIntegerField(_("record"))
    article = models.ForeignKey(
        Article,
        verbose_name=_("only in article"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="search_names",
    )
    text = models.TextField(_("folded name"))

    class Meta:
        verbose_name = _("search name")
        verbose_name_plural = _("search names")
        ordering = ["kind", "object_pk", "pk"]
        indexes = [models.Index(fields=["kind", "object_pk"], name="search_name_record")]

    def __str__(self) -> str:
        return self.text[:60]
