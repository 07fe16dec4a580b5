"""How decisions are read: which are about a record, and what they changed."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.models import Article, Change, Decision, RowChange

EMPTY = (None, "", [], {})


def record_rows(decision: Decision) -> list[tuple[str, SafeString]]:
    """(record, what changed) for every record that a decision touched."""
    return [(change.label or str(change), differences_html(change)) for change in decision.changes.all()]


def decisions_about(model: type[Model], pk: int | str) -> QuerySet[Decision]:
    """Decisions that touched this record, newest first; for an article, also those about what it holds."""
    touched = Change.objects.filter(model=model._meta.model_name, object_pk=pk).values("decision")
    about = Q(pk__in=touched) | Q(article=pk) if model is Article else Q(pk__in=touched)
    return Decision.objects.filter(about).select_related("by").prefetch_related("changes")


def field_label(model_name: str, attribute: str) -> str:
    """The name of a field as people read it; of one that is no longer there, its bare name."""
    try:
        fields = apps.get_model("articles", model_name)._meta
        return str(fields.get_field(attribute.removesuffix("_id")).verbose_name)
    except (LookupError, FieldDoesNotExist):
        return attribute


def differences(change: RowChange) -> list[tuple[str, object, object]]:
    """(field, before, after) of every field that a change touched; what was and stays empty is left out."""
    before, after = change.before or {}, change.after or {}
    rows = [(name, before.get(name), after.get(name)) for name in after or before]
    return [
        (field_label(change.model, name), *("—" if value in EMPTY else value for value in values))
        for name, *values in rows
        if not all(value in EMPTY for value in values)
    ]


def differences_html(change: RowChange) -> SafeString:
    return format_html_join("", "<div>{}: <del>{}</del> → <ins>{}</ins></div>", differences(change))
