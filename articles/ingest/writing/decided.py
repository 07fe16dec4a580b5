"""What people decided about the rows of a page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Q

from articles.models import (
    CLAIM_MODELS,
    Article,
    ArticleTheme,
    Change,
    Contributor,
    Decision,
    Judged,
    Passage,
    ReviewReason,
    Section,
    SourcePage,
)

EMPTY = (None, "", [], {})
SAID_OF_A_PART = {"title"}
"""What a person says of an article when they split it off: the rest is copied."""
ABOUT_TARGETS = (Decision.Kind.MERGE, Decision.Kind.UNMERGE)
"""Decisions about the records that claims lead to, rather than about the claims."""


class Decided:
    """What holds of people's decisions on a page: which fields they wrote, and which rows they removed."""

    def __init__(self, page: SourcePage, rows: Iterable[Model]) -> None:
        self.page = page
        self._fields: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._removed: dict[str, list[Change]] = defaultdict(list)
        keys: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            keys[row._meta.model_name].append(row.pk)
        if keys and Change.objects.exists():
            self._load(keys)

    def fields(self, record: Model) -> set[str]:
        """The fields, by attribute name, that people wrote last."""
        return self._fields[record._meta.model_name, record.pk]

    def removed(self, model: type[Model]) -> list[dict[str, Any]]:
        """What the rows of the page said that people deleted: they must not come back."""
        return [{**change.before, "id": change.object_pk} for change in self._removed[model._meta.model_name]]

    def has_arranged(self, passages: Iterable[Passage]) -> bool:
        """Whether people decided on the order of an article."""
        return any("order" in self.fields(passage) for passage in passages)

    def wrote_people(self, article: Model) -> bool:
        """Whether people decided who is named in an article's bylines."""
        gone = any(before["article_id"] == article.pk for before in self.removed(Contributor))
        return gone or any(self.fields(person) for person in article.contributors.all())

    def judged(self, claim: Judged) -> bool:
        """Whether people decided on a claim: its status, or what it says, or that it is there at all."""
        return claim.status != Judged.Status.PROPOSED or bool(self.fields(claim))

    def touched(self, passage: Passage) -> bool:
        """Whether people decided on a passage or on a claim in it."""
        if passage.correction is not None or self.fields(passage):
            return True
        claims = (model.objects.filter(passage=passage) for model in CLAIM_MODELS)
        return any(self.judged(claim) for found in claims for claim in found)

    def concerns(self, article: Article) -> bool:
        """Whether people decided on an article, on anything in it, or on what it lost."""
        if article.joined_into_id or any(before.get("article_id") == article.pk for before in self._gone()):
            return True
        rows = (article, *rows_in(article))
        return any(self.fields(row) for row in rows) or any(isinstance(r, Judged) and self.judged(r) for r in rows)

    def _gone(self) -> Iterator[dict[str, Any]]:
        return (change.before for changes in self._removed.values() for change in changes)

    def _load(self, keys: dict[str, list[int]]) -> None:
        about = Q()
        for model, pks in keys.items():
            about |= Q(model=model, object_pk__in=pks)
        for change in Change.objects.standing().filter(about).select_related("decision").order_by("pk"):
            self._note(change)
        self._load_removed(keys)

    def _note(self, change: Change) -> None:
        if change.after is None or (change.decision.kind in ABOUT_TARGETS and change.model in CLAIMS):
            return
        made = change.before is None
        written = {name for name, value in change.after.items() if not made or value not in EMPTY}
        if made and change.model == "article":
            written &= SAID_OF_A_PART
        self._fields[change.model, change.object_pk] |= written

    def _load_removed(self, keys: dict[str, list[int]]) -> None:
        gone = Change.objects.standing().filter(after__isnull=True).order_by("pk")
        articles = gone.filter(model="article", before__page_id=self.page.pk)
        of_page = {*keys["article"], *articles.values_list("object_pk", flat=True)}
        self._removed["article"] = list(articles)
        parts = gone.filter(model__in=PARTS, before__article_id__in=of_page)
        passages = [change.object_pk for change in parts if change.model == "passage"]
        claims = gone.filter(model__in=CLAIMS, before__passage_id__in=[*keys["passage"], *passages])
        for change in (*parts, *claims):
            self._removed[change.model].append(change)


def rows_of(page: SourcePage) -> Iterator[Model]:
    """A page, and every row on it that people can decide on."""
    yield page
    yield from page.articles.all()
    for model in (Passage, Section, Contributor, ReviewReason, ArticleTheme):
        yield from model.objects.filter(article__page=page)
    for model in CLAIM_MODELS:
        yield from model.objects.filter(passage__article__page=page)


def rows_in(article: Article) -> Iterator[Model]:
    """Every row of an article that people can decide on."""
    for model in (Passage, Section, Contributor, ReviewReason, ArticleTheme):
        yield from model.objects.filter(article=article)
    for model in CLAIM_MODELS:
        yield from model.objects.filter(passage__article=article)


PARTS = ("passage", "section", "contributor", "reviewreason", ArticleTheme._meta.model_name)
CLAIMS = tuple(model._meta.model_name for model in CLAIM_MODELS)
