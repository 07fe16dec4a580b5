"""Removing authority records that only an earlier reading had made."""

from collections.abc import Iterable

from articles.models import CLAIM_MODELS, Article, Change, HospitalName
from articles.models.identity import Authority
from articles.search.index import unindex_names


def authorities_of(articles: Iterable[Article]) -> list[Authority]:
    """Every authority record that the claims of `articles` lead to; hospitals last, because others stand on them."""
    found: dict[Authority, None] = {}
    for model in CLAIM_MODELS:
        targets = [field for field in model._meta.fields if _leads_to_authority(field)]
        for claim in model.objects.filter(passage__article__in=articles).select_related(
            *[field.name for field in targets]
        ):
            found.update((record, None) for field in targets if (record := getattr(claim, field.name)))
    return sorted(found, key=lambda record: record._meta.model_name == "hospital")


def prune(records: Iterable[Authority]) -> None:
    """Delete the records that nothing needs any more and that no person ever touched."""
    for record in records:
        if not _is_needed(record) and not _is_touched(record):
            unindex_names([record])
            record.delete()


def _leads_to_authority(field) -> bool:
    return bool(field.related_model) and issubclass(field.related_model, Authority)


def _is_touched(record: Authority) -> bool:
    return Change.objects.of(record).standing().filter(object_pk=record.pk).exists()


def _is_needed(record: Authority) -> bool:
    relations = [relation for relation in record._meta.related_objects if relation.related_model is not HospitalName]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: record}).exists()
        for relation in relations
    )
