"""Two people at one record: what somebody else changed while a form was open is shown, never written over unasked."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

CONTESTED = _("Somebody else changed this meanwhile. Stored now: “{}”. Save again to put yours in its place.")
TAKEN_OVER = _("Somebody else changed this meanwhile. This is what is stored now.")


class CatchingUpForm(forms.ModelForm):
    """A form that sends back, hidden, what each field said when it was opened.

    Where the stored row says something else by now, the form comes back once: a field that the person had left alone
    holds what is stored, one that they had edited keeps their words. Saved again, it is written as it then stands.
    The row must be locked when the form is made. A form sent without the hidden values is taken at its word.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remembers = not self.instance._state.adding
        if self.is_bound:
            remembers = any(self.add_initial_prefix(name) in self.data for name in self.fields)
        for field in self.fields.values():
            field.show_hidden_initial = remembers and not field.widget.is_hidden

    def full_clean(self) -> None:
        notes = self._catch_up() if self.is_bound and not self.instance._state.adding else {}
        super().full_clean()
        for name, note in notes.items():
            self.add_error(name, note)

    def _catch_up(self) -> dict[str, Any]:
        """Take over what changed since the form was opened. Returns what to tell the person, by field."""
        edited = set(self.changed_data)
        moved = [name for name in self.fields if self._has_moved(self[name])]
        for name in moved:
            stored = self[name].field.prepare_value(self[name].initial)
            self.put(self[name].html_initial_name, stored)
            if name not in edited:
                self.put(self[name].html_name, stored)
        return {name: note for name in moved if (note := self._note(self[name], edited=name in edited))}

    def put(self, html_name: str, value: Any) -> None:
        """Let the form that goes back to the browser say `value`."""
        self.data = self.data.copy()
        self.data.setlist(html_name, raw(value) if isinstance(value, list) else [raw(value)])

    def _has_moved(self, bound: forms.BoundField) -> bool:
        if not bound.field.show_hidden_initial or bound.field.disabled:
            return False
        opened = self._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name)
        return raw(opened) != raw(bound.field.prepare_value(bound.initial))

    def _note(self, bound: forms.BoundField, *, edited: bool) -> Any:
        if not edited:
            return TAKEN_OVER
        agreed = not bound.field.has_changed(bound.initial, bound.data)
        return None if agreed else format_lazy(CONTESTED, spoken(bound.field, bound.initial))


def raw(value: Any) -> str | list[str]:
    """A value as a browser sends it back, with the archive's line ends."""
    if isinstance(value, list):
        return sorted(raw(part) for part in value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def spoken(field: forms.Field, value: Any) -> str:
    """A stored value of a field as a person reads it."""
    if value in (None, "", []):
        return "—"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return " ".join(map(str, value))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.to_python(value))
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    return str(dict(getattr(field, "choices", ())).get(value, value))
