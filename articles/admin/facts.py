"""The facts of one article on its page: every claim with its sentence, to be ticked and confirmed or rejected."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from articles.admin.show import admin_url, list_url, sentence_of, what_is_counted
from articles.models import CLAIM_MODELS, Article, ArticleTheme, Claim, Figure, Judged

TICKED = "claims"
"""Name of the ticks in the form; a value is the model's name and the key, figure:12."""
JUDGED_MODELS = (ArticleTheme, *CLAIM_MODELS)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what was read, on which words, and what a person thinks of it."""

    claim: Judged
    what: str

    @property
    def model(self) -> str:
        return self.claim._meta.model_name

    @property
    def kind(self) -> str:
        return self.claim._meta.verbose_name

    @property
    def tick(self) -> str:
        return f"{self.model}:{self.claim.pk}"

    @property
    def url(self) -> str:
        return admin_url(self.claim)

    @property
    def sentence(self) -> str:
        if isinstance(self.claim, Claim):
            return sentence_of(self.claim)
        return " ".join(word for word, _times in self.claim.words)


@dataclass(frozen=True, slots=True)
class FactTable:
    """The facts of one kind. `may_judge`: the person who looks may confirm and reject them, `add_url`: may add one."""

    title: str
    facts: list[Fact]
    list_url: str
    add_url: str
    may_judge: bool


def facts_of(article: Article, model: type[Judged]) -> QuerySet:
    """The claims of an article, with what a line shows of them, in reading order."""
    related = [field.name for field in model._meta.fields if field.is_relation and field.name != "decided_by"]
    if not issubclass(model, Claim):
        return model.objects.filter(article=article).select_related(*related)
    related += ["branch__hospital"] if "branch" in related else []
    found = model.objects.filter(passage__article=article)
    return found.select_related(*related).order_by("passage__order", "start", "pk")


def fact_tables(request: HttpRequest, article: Article) -> Iterator[FactTable]:
    """A table for each kind of fact that was read in the article."""
    for model in JUDGED_MODELS:
        name, by_passage = model._meta.model_name, issubclass(model, Claim)
        yield FactTable(
            title=model._meta.verbose_name_plural,
            facts=[Fact(claim, what_is_said(claim)) for claim in facts_of(article, model)],
            list_url=list_url(model, **{"article" if by_passage else "article__id__exact": article.pk}),
            add_url=add_url(model, article) if request.user.has_perm(f"articles.add_{name}") else "",
            may_judge=request.user.has_perm(f"articles.change_{name}"),
        )


def add_url(model: type[Judged], article: Article) -> str:
    """Where a person adds a fact of this kind, to the article where that is all that it needs."""
    given = {} if issubclass(model, Claim) else {"article": article.pk}
    return reverse(f"admin:articles_{model._meta.model_name}_add", query=given)


def what_is_said(claim: Judged) -> str:
    """A claim in a few words: its target and what it says of it."""
    skip = {"passage", "article", "decided_by"}
    targets = [field.name for field in claim._meta.fields if field.is_relation and field.name not in skip]
    said = [getattr(claim, name) for name in targets] + [getattr(claim, name, "") for name in ("position", "recipient")]
    if isinstance(claim, Figure):
        said.append(what_is_counted(claim))
    return " · ".join(str(part) for part in said if part)


def ticked(request: HttpRequest, article: Article) -> Iterator[Judged]:
    """The ticked claims of this article that the person may judge. Anything else in the form is passed over."""
    ticks = request.POST.getlist(TICKED)
    for model in JUDGED_MODELS:
        prefix = f"{model._meta.model_name}:"
        keys = [key for tick in ticks if tick.startswith(prefix) and (key := tick.removeprefix(prefix)).isdecimal()]
        if keys and request.user.has_perm(f"articles.change_{model._meta.model_name}"):
            yield from facts_of(article, model).filter(pk__in=keys)
