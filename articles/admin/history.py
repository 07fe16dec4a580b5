"""How decisions are read: which are about a record, and what they changed."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from django.apps import apps
from django.contrib.admin import display
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Indel

from articles.models import (
    Article,
    Change,
    Decision,
    Honour,
    Hospital,
    Initiative,
    PartyBranch,
    Passage,
    Person,
    Policy,
    Practice,
    RowChange,
    Section,
    Theme,
)

EMPTY = (None, "", [], {})
INWARD = {
    "id",
    "public_id",
    "key",
    "rule",
    "machine_values",
    "spans",
    "lines",
    "created_at",
    "decided_at",
    "decided_by_id",
}
"""Fields that say nothing to an editor."""
NAMED_BY: dict[type[Model], str] = {
    Article: "title",
    Section: "speaker",
    get_user_model(): "username",
    **dict.fromkeys((Hospital, PartyBranch, Initiative, Practice, Person, Policy, Honour, Theme), "name"),
}
"""Kinds of records that others point to, with the field by which a history calls them."""
LONG = 12
"""Characters from which on a text is compared letter by letter."""


def record_rows(decision: Decision) -> list[tuple[str, SafeString]]:
    """(record, what changed) for every record that a decision touched."""
    return rows_of(decision.changes.all())


def rows_of(changes: Iterable[RowChange]) -> list[tuple[str, SafeString]]:
    """(record, what changed) for every change."""
    return [(change.label or str(change), differences_html(change)) for change in changes]


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


def lay_under(changes: Iterable[RowChange]) -> None:
    """Bring along what changes do not hold themselves: the machine's texts under corrections, and what keys stand for.

    One query for each kind of record that is pointed to.
    """
    changes = list(changes)
    passages = {change.object_pk for change in changes if change.model == "passage"}
    texts = dict(Passage.objects.filter(pk__in=passages).values_list("pk", "machine_text")) if passages else {}
    names = _names(changes)
    for change in changes:
        change.machine_text = texts.get(change.object_pk) if change.model == "passage" else None
        change.names = names


def _names(changes: Iterable[RowChange]) -> dict[type[Model], dict[int, str]]:
    """What the records are called to which the values of changes point."""
    keys: defaultdict[type[Model], set[int]] = defaultdict(set)
    for change in changes:
        for values in (change.before, change.after):
            for attribute, value in (values or {}).items():
                if value is not None and (target := _target(change.model, attribute)):
                    keys[target].add(value)
    return {
        target: dict(target._default_manager.filter(pk__in=wanted).values_list("pk", NAMED_BY[target]))
        for target, wanted in keys.items()
    }


def _target(model_name: str, attribute: str) -> type[Model] | None:
    """The kind of record to which a value of a change points, if it is one with a name."""
    try:
        field = apps.get_model("articles", model_name)._meta.get_field(attribute)
    except (LookupError, FieldDoesNotExist):
        return None
    return field.related_model if field.many_to_one and field.related_model in NAMED_BY else None


def differences(change: RowChange) -> list[tuple[str, object, object]]:
    """(field, before, after) of every field that a change touched; what was and stays empty is left out."""
    before, after = (_with_machine_text(change, values) for values in (change.before, change.after))
    rows = [(name, before.get(name), after.get(name)) for name in after or before]
    return [
        (field_label(change.model, name), *(_said(change, name, value) for value in values))
        for name, *values in rows
        if name not in INWARD and not all(value in EMPTY for value in values)
    ]


def _said(change: RowChange, attribute: str, value: object) -> object:
    """A value by the name of the record that it points to, where that was brought along."""
    target = _target(change.model, attribute)
    name = target and getattr(change, "names", {}).get(target, {}).get(value)
    return name or spoken(change.model, attribute, value)


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


class ChangeLister:
    """For an admin that lists changes: they say what the keys in them stand for."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        lay_under(changelist.result_list)
        return changelist

    @display(description=_("what changed"))
    def difference(self, change: RowChange) -> SafeString:
        return differences_html(change)


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
