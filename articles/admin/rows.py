"""Inline rows: judged as they will stand together, not each against what the others still are in the database."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, UniqueConstraint
from django.forms import BaseInlineFormSet, ModelForm

PLACE = "order"
"""The field that two rows may exchange."""


class ReviewedFormSet(BaseInlineFormSet):
    """Rows of one record. A row that somebody deleted meanwhile is passed over; `lost` says what was typed in it."""

    lost: tuple[str, ...] = ()

    def get_queryset(self) -> Any:
        """The rows in the order in which the form was sent, once it was: the admin shows them side by side with it."""
        if self.is_bound and "forms" in vars(self):
            key = self.model._meta.pk.name
            sent = [form.instance for form in self.initial_forms if form.add_prefix(key) in form.data]
            return sent or super().get_queryset()
        return super().get_queryset()

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.left_to_others = frozenset([PLACE])
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)  # in a table, only the head of the column says it

    def _construct_form(self, i: int, **kwargs) -> ModelForm:
        form = super()._construct_form(i, **kwargs)
        sent = self.is_bound and form.add_prefix(self.model._meta.pk.name) in form.data
        if sent and i < self.initial_form_count() and form.instance._state.adding:
            self._pass_over(form)
        return form

    def _pass_over(self, form: ModelForm) -> None:
        typed = [name for name in form.changed_data if form.fields[name].show_hidden_initial]
        self.lost += tuple(str(form[name].data) for name in typed)
        form.empty_permitted, form.changed_data = True, []

    def validate_unique(self) -> None:
        """Refuse the second of two rows that cannot both be.

        The condition of a constraint is not asked: the rows of one inline meet it alike.
        """
        for constraint in unique_constraints(self.model):
            names = [name for name in constraint.fields if name != self.fk.name]
            seen = set(self._places_elsewhere()) if names == [PLACE] else set()
            for form in self._rows_to_be():
                key = tuple(form.instance.serializable_value(name) for name in names)
                if key in seen and None not in key:
                    form.add_error(None, refusal(constraint, form.instance))
                seen.add(key)

    def _rows_to_be(self) -> list[ModelForm]:
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        return [form for form in rows if form.has_changed() or not form.instance._state.adding]

    def _places_elsewhere(self) -> Iterator[tuple]:
        """Places of rows that this form does not hold, because somebody added them since it was opened."""
        held = [form.instance.pk for form in self.initial_forms]
        others = self.model._default_manager.filter(**{self.fk.name: self.instance}).exclude(pk__in=held)
        return others.values_list(PLACE).iterator()


def unique_constraints(model: type[Model]) -> Iterator[UniqueConstraint]:
    """What may stand in one row only, of the fields themselves and of the model."""
    for field in model._meta.fields:
        if field.unique and field.editable and not field.primary_key:
            yield UniqueConstraint(fields=[field.name], name=field.name)
    yield from (rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint))


def refusal(constraint: UniqueConstraint, row: Model) -> Any:
    """What a person is told where a row breaks the constraint."""
    if constraint.violation_error_message == constraint.default_violation_error_message:
        return row.unique_error_message(type(row), constraint.fields)
    return constraint.get_violation_error_message()
