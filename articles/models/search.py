"""The search index in rows of the database. Written by `articles.search.index` alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class SearchDocument(models.Model):
    """What the search knows of one article. A changed article gets a new document, never a changed one.

    The texts are folded, one line for each field or passage: `text` holds them all, the others what stands in that
    place. `keywords` are the words that say most, the best first. `references` are the records that the article refers
    to, packed by `articles.search.fields.pack`. `version` says how it was made.
    """

    # Derived data, no part of the article: not counted among what goes with it, so the database need not insist either.
    article = models.OneToOneField(
        Article,
        verbose_name=_("article"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="search_document",
    )
    title = models.TextField(_("folded title"), blank=True)
    subtitles = models.TextField(_("folded kicker and subtitle"), blank=True)
    headings = models.TextField(_("folded headings"), blank=True)
    bylines = models.TextField(_("folded bylines"), blank=True)
    text = models.TextField(_("folded text"), blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    references = models.BinaryField(_("references"), default=bytes)
    version = models.CharField(_("version of the index"), max_length=12, db_index=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title[:60] or self.text[:60]


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


class SearchSuggestion(models.Model):
    """How a name of a record, or the title of an article, is typed in Latin letters: whole pinyin, or initials.

    `kind` is the model name of the row that holds the name, `object_pk` its key.
    """

    kind = models.CharField(_("record type"), max_length=20)
    object_pk = models.BigIntegerField(_("record"))
    key = models.CharField(_("typed as"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("search suggestion")
        verbose_name_plural = _("search suggestions")
        ordering = ["key", "pk"]
        indexes = [models.Index(fields=["kind", "object_pk"], name="search_suggestion_record")]

    def __str__(self) -> str:
        return self.key


class SearchChange(models.Model):
    """A line of the journal by which processes that hold the catalogue in memory learn what to read again.

    `what` is a model name, `object_pk` its row. `token` is random: a process notices that the line it read last was
    taken back, or replaced by another of the same number.
    """

    what = models.CharField(_("record type"), max_length=20)
    object_pk = models.BigIntegerField(_("record"))
    token = models.BigIntegerField(_("random number"))

    class Meta:
        verbose_name = _("search change")
        verbose_name_plural = _("search changes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.object_pk}"


class SearchRebuild(models.Model):
    """A rebuilding of the index that is under way: documents up to `last_document` are still to be written again."""

    last_document = models.BigIntegerField(_("last document of the old index"))
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)

    class Meta:
        verbose_name = _("rebuilding of the search index")
        verbose_name_plural = _("rebuildings of the search index")

    def __str__(self) -> str:
        return str(self.last_document)


class SearchMiss(models.Model):
    """Words that readers looked for and that no article holds. Says nothing of who asked."""

    words = models.CharField(_("words"), max_length=60, unique=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first asked"), auto_now_add=True)
    last_at = models.DateTimeField(_("last asked"), auto_now=True)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-times", "-last_at"]

    def __str__(self) -> str:
        return self.words
