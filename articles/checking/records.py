"""Records that lead to each other."""

from collections.abc import Iterator
from functools import partial

from django.apps import apps
from django.utils.translation import gettext as _

from articles.checking.finding import Finding
from articles.ingest.pruning import is_needed, is_touched
from articles.ledger import Ledger
from articles.models import CLAIM_MODELS, Article, Passage, Proposal
from articles.models.identity import Authority, Mergeable
from articles.search.changes import index_changes


def check_sections() -> Iterator[Finding]:
    """A passage stands in a section of its own article."""
    for passage in Passage.objects.filter(section__isnull=False).select_related("section", "article"):
        if passage.section.article_id != passage.article_id:
            yield Finding(passage, _("stands in a section of another article"), partial(_leave_section, passage))


def check_merged() -> Iterator[Finding]:
    """A merged record leads to one that is there, not to itself; no claim leads to a merged record."""
    for model in _kinds(Mergeable):
        for record in model.objects.filter(merged_into__isnull=False):
            if _goes_round(record, "merged_into"):
                yield Finding(record, _("is merged in a circle"))
    for model in CLAIM_MODELS:
        for field in model._meta.concrete_fields:
            if field.many_to_one and issubclass(field.related_model, Mergeable):
                for claim in model.objects.filter(**{f"{field.name}__merged_into__isnull": False}):
                    yield Finding(claim, _("leads to a merged record"), partial(_lead_on, claim, field.name))


def check_joined() -> Iterator[Finding]:
    """An article that was joined into another holds nothing, and is not public."""
    for article in Article.objects.joined():
        if _goes_round(article, "joined_into"):
            yield Finding(article, _("is joined in a circle"))
        elif article.passages.exists():
            yield Finding(article, _("was joined into another article and still has passages"))
        elif article.publication == Article.Publication.PUBLISHED:
            yield Finding(article, _("was joined into another article and is still public"))


def check_orphans() -> Iterator[Finding]:
    """Nothing that only a machine made is needed by nobody; an article has passages."""
    for article in Article.objects.filter(passages=None, joined_into=None):
        yield Finding(article, _("has no passages"))
    for model in _kinds(Authority):
        for record in model.objects.exclude(machine_values={}):
            if not is_needed(record) and not is_touched(record):
                yield Finding(record, _("is named nowhere, and nobody edited it"), partial(_remove, record))


def check_proposals() -> Iterator[Finding]:
    """An open proposal is about a row that is there."""
    for proposal in Proposal.objects.filter(status=Proposal.Status.OPEN):
        model = apps.get_model("articles", proposal.model)
        if not model._base_manager.filter(pk=proposal.object_pk).exists():
            yield Finding(proposal, _("is about something that has been deleted"), proposal.delete)


def _kinds(base: type) -> Iterator[type]:
    return (model for model in apps.get_app_config("articles").get_models() if issubclass(model, base))


def _goes_round(record, name: str) -> bool:
    seen = set()
    while record is not None and record.pk not in seen:
        seen.add(record.pk)
        record = getattr(record, name)
    return record is not None


def _leave_section(passage: Passage) -> None:
    passage.section = None
    passage.save(update_fields=["section"])


def _lead_on(claim, name: str) -> None:
    setattr(claim, name, getattr(claim, name).current())
    claim.save(update_fields=[name])


def _remove(record: Authority) -> None:
    ledger = Ledger()
    ledger.remove([record])
    index_changes(ledger.differences())
