"""What every admin page of the archive has in common. Whatever a person writes here goes through `articles.review`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import get_deleted_objects, unquote
from django.db import IntegrityError
from django.db.models import ForeignKey, ManyToManyField
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from articles import review
from articles.admin.forms import ReviewedForm
from articles.admin.history import decisions_about
from articles.admin.rows import PLACE, ReviewedFormSet
from articles.admin.searching import Chooser, ManyChooser
from articles.admin.show import list_url
from articles.admin.undoing import entries

ACT = "_act"
"""Name of the buttons below a form; the value is an action of the list."""

OF_LISTS = {"delete_selected", "edit_many", "export_admin_action"}
"""Actions that make sense for a list alone."""
HISTORY = 100
"""Decisions on the history page of a record, the newest."""


def refused_in_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that tells a person where the database refuses what every form had allowed. Nothing is written then."""

    @wraps(view)
    def told(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(self, request, *args, **kwargs)
        except review.RefusedError as why:
            messages.error(request, str(why))
            return HttpResponseRedirect(request.get_full_path())
        except IntegrityError:
            messages.error(request, _("Nothing was saved: another record is in the way, perhaps one made just now."))
            return HttpResponseRedirect(request.get_full_path())

    return told


class Choosers:
    """Every foreign key is chosen by searching: no form loads a whole table."""

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        fields = self.opts.get_fields()
        return [field.name for field in fields if field.concrete and (field.many_to_one or field.many_to_many)]

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Chooser(db_field)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest, **kwargs) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=ManyChooser(db_field), **kwargs)


class ArchiveAdmin(Choosers, ModelAdmin):
    """Lists that stay fast in a large archive, and the archive's own history instead of a second one."""

    list_per_page = 50
    show_full_result_count = False
    object_history_template = "admin/articles/object_history.html"

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {"entries": entries(decisions_about(self.model, record.pk)[:HISTORY], request.user)}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing: the decision is the history."""

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing: the decision is the history."""


class ReadOnly:
    """Records that only machines write: they can be found and read, and hold every field unless `fields` says less."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields or [field.name for field in self.opts.fields if not field.primary_key])

    get_readonly_fields = get_fields


class MachineAdmin(ReadOnly, ArchiveAdmin):
    """Records that only machines write."""


class ReviewedAdmin(ArchiveAdmin):
    """Records that people decide about. Every write is a call of `articles.review` and leaves a decision.

    Below a form stand the actions of the list as buttons: they save what the form says, then act on this record.
    """

    form = ReviewedForm

    changeform_view = refused_in_words(ArchiveAdmin.changeform_view)
    changelist_view = refused_in_words(ArchiveAdmin.changelist_view)
    delete_view = refused_in_words(ArchiveAdmin.delete_view)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The record; for somebody who is about to write, as it is stored once everybody else has written."""
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST":
            return record
        review.hold(record)
        return super().get_object(request, object_id, from_field)

    def save_model(self, request: HttpRequest, obj: Any, form: ReviewedForm, change: bool) -> None:
        form.write(by=request.user)

    def save_related(self, request: HttpRequest, form: ReviewedForm, formsets: list, change: bool) -> None:
        for field in self.opts.many_to_many:
            if field.name in form.cleaned_data:
                review.set_related(form.instance, field.name, form.cleaned_data[field.name], by=request.user)
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request: HttpRequest, form: ReviewedForm, formset: BaseInlineFormSet, change: bool) -> None:
        formset.save(commit=False)
        review.delete(formset.deleted_objects, by=request.user)
        rows = [row for row in formset.forms if row.has_changed() and row not in formset.deleted_forms]
        moved = [row.instance for row in rows if PLACE in row.changed_data and not row.instance._state.adding]
        review.arrange(moved, by=request.user)
        for row in rows:
            row.write(by=request.user)
        for text in getattr(formset, "lost", ()):
            messages.warning(request, _("Not saved, because its row was deleted meanwhile: %s") % text)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        review.delete([obj], by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        review.delete(queryset, by=request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list:
        """Of a new record, only what a person says: it has nothing yet to show."""
        fields = super().get_fields(request, obj)
        return fields if obj else [field for field in fields if field not in self.readonly_fields]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What a record takes with it needs no permission of its own: nobody may delete a line of the search index."""
        doomed, counts, _lacking, protected = get_deleted_objects(objs, request, self.admin_site)
        return doomed, counts, set(), protected

    def buttons(self, request: HttpRequest) -> dict[str, str]:
        """The actions that this person may take on one record, with their labels."""
        acts = self.get_actions(request)
        return {name: label for name, (_act, _name, label) in acts.items() if name not in OF_LISTS}

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        if obj and self.has_change_permission(request, obj):
            context["act_buttons"] = self.buttons(request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        name = request.POST.get(ACT)
        if name not in self.buttons(request):
            return super().response_change(request, obj)
        act = self.get_actions(request)[name][0]
        act(self, request, self.get_queryset(request).filter(pk=obj.pk))
        stays = self.get_queryset(request).filter(pk=obj.pk).exists()
        return HttpResponseRedirect(request.get_full_path() if stays else list_url(self.model))


class ReviewedInline(Choosers, TabularInline):
    """Rows that people decide about, on the page of the record that holds them."""

    form = ReviewedForm
    formset = ReviewedFormSet
    extra = 0
    show_change_link = True


class MachineInline(ReadOnly, TabularInline):
    """Rows that only machines write, on the page of the record that holds them."""

    extra = 0
    can_delete = False
    show_change_link = True


class IsMerged(admin.EmptyFieldListFilter):
    """Authority records that were merged into another, or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("merged")

    def choices(self, changelist):
        labels = {None: _("All"), "1": _("No"), "0": _("Yes")}
        for choice, label in zip(super().choices(changelist), labels.values(), strict=True):
            yield {**choice, "display": label}
