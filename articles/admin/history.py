"""How decisions are read: which are about a record, and what they changed."""

from collections.abc import Iterable
from itertools import groupby

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import Indel

from articles.models import Article, Change, Decision, Passage, RowChange

EMPTY = (None, "", [], {})
LONG = 12
"""Characters from which on a text is compared letter by letter."""


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


def lay_under(decisions: Iterable[Decision]) -> None:
    """Bring along the machine's texts under corrections, which a change itself does not hold."""
    changes = [change for decision in decisions for change in decision.changes.all() if change.model == "passage"]
    texts = dict(
        Passage.objects.filter(pk__in={change.object_pk for change in changes}).values_list("pk", "machine_text")
    )
    for change in changes:
        change.machine_text = texts.get(change.object_pk)


def differences(change: RowChange) -> list[tuple[str, object, object]]:
    """(field, before, after) of every field that a change touched; what was and stays empty is left out."""
    before, after = (_with_machine_text(change, values) for values in (change.before, change.after))
    rows = [(name, before.get(name), after.get(name)) for name in after or before]
    return [
        (field_label(change.model, name), *(spoken(change.model, name, value) for value in values))
        for name, *values in rows
        if not all(value in EMPTY for value in values)
    ]


def _with_machine_text(change: RowChange, values: dict | None) -> dict:
    """The values of one side of a change. Where a passage has no correction, it says what the machine read."""
    values = values or {}
    bare = values.get("correction", "") is None and getattr(change, "machine_text", None)
    return {**values, "correction": change.machine_text} if bare else values


def spoken(model_name: str, attribute: str, value: object) -> object:
    """A stored value as people read it: a choice by its label, nothing as a dash."""
    if value in EMPTY:
        return "—"
    try:
        labels = dict(apps.get_model("articles", model_name)._meta.get_field(attribute).flatchoices)
    except (LookupError, FieldDoesNotExist, AttributeError):
        return value
    return labels.get(value, value) if isinstance(value, str | int) else value


def differences_html(change: RowChange) -> SafeString:
    rows = ((label, difference_html(before, after)) for label, before, after in differences(change))
    return format_html_join("", "<div>{}: {}</div>", rows)


def difference_html(before: object, after: object) -> SafeString:
    """Two values; of long texts only what differs is struck out and put in, in its place."""
    if all(isinstance(value, str) and len(value) > LONG for value in (before, after)):
        return text_difference(before, after)
    return format_html("<del>{}</del> → <ins>{}</ins>", before, after)


def text_difference(before: str, after: str) -> SafeString:
    """The text as it is now, with what went struck out and what came marked, in its place."""
    parts = []
    steps = Indel.opcodes(before, after)
    for is_equal, group in groupby(steps, key=lambda step: step.tag == "equal"):
        group = list(group)
        old = before[group[0].src_start : group[-1].src_end]
        new = after[group[0].dest_start : group[-1].dest_end]
        if is_equal:
            parts.append(format_html("{}", new))
            continue
        parts += [format_html("<del>{}</del>", old)] if old else []
        parts += [format_html("<ins>{}</ins>", new)] if new else []
    return mark_safe("".join(parts))
