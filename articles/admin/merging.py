"""Two records that are one: merged after a look at everything that moves, told apart, or separated again."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.duplicates import likely_duplicates
from articles.admin.history import lay_under, rows_of
from articles.admin.searching import Chooser
from articles.admin.show import admin_url
from articles.admin.telling import say_done, told
from articles.admin.undoing import back_to
from articles.models import Decision

PAIRS_A_PAGE = 50


class MergeForm(forms.Form):
    """The record that stays; and, said a second time, that the two are one although they contradict each other."""

    into = forms.ModelChoiceField(None, label=_("the record that stays"))
    despite_conflicts = forms.BooleanField(
        label=_("They are the same although they contradict each other"), required=False
    )

    def __init__(self, record: Any, data: Any = None):
        super().__init__(data)
        self.fields["into"].queryset = type(record)._default_manager.filter(merged_into=None).exclude(pk=record.pk)
        widget = Chooser(type(record)._meta.get_field("merged_into"))
        widget.choices = self.fields["into"].choices
        self.fields["into"].widget = widget


class MergeAdmin:
    """Merging for the admin of a kind of record. Who may delete such records may merge them."""

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, f"articles_{self.opts.model_name}"
        ours = (
            ("<int:key>/merge/", self.merge_view, "merge"),
            ("<int:key>/unmerge/", require_POST(self.unmerge_view), "unmerge"),
            ("<int:key>/distinguish/", require_POST(self.distinguish_view), "distinguish"),
            ("duplicates/", self.duplicates_view, "duplicates"),
        )
        return [path(route, wrap(view), name=f"{name}_{act}") for route, view, act in ours] + super().get_urls()

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        if obj and self.has_delete_permission(request, obj):
            act = "unmerge" if obj.merged_into_id else "merge"
            context[f"{act}_url"] = reverse(f"admin:articles_{self.opts.model_name}_{act}", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        address = reverse(f"admin:articles_{self.opts.model_name}_duplicates")
        return super().changelist_view(request, {"duplicates_url": address} | (extra_context or {}))

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Choose the record that stays, see all that would move, then merge."""
        record = self._record(request, key)
        data = request.POST or request.GET
        form = MergeForm(record, data if "into" in data else None)
        context: dict[str, Any] = {}
        if form.is_valid():
            into, despite = form.cleaned_data["into"], form.cleaned_data["despite_conflicts"]
            if request.POST.get("step") == "merge":
                with told(request):
                    say_done(
                        request, review.merge(record=record, into=into, by=request.user, despite_conflicts=despite)
                    )
                    return HttpResponseRedirect(admin_url(into))
            context = {"into": into, **preview(record, into, request.user)}
        context |= {"title": _("Merge: %s") % record, "record": record, "form": form, "media": self.media + form.media}
        return TemplateResponse(request, "admin/merge.html", self.admin_site.each_context(request) | context)

    def unmerge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        record = self._record(request, key)
        with told(request):
            say_done(request, review.unmerge(record=record, by=request.user))
        return HttpResponseRedirect(admin_url(record))

    def distinguish_view(self, request: HttpRequest, key: int) -> HttpResponse:
        record = self._record(request, key)
        other = get_object_or_404(self.model, pk=request.POST.get("other") or 0)
        with told(request):
            say_done(request, review.distinguish(first=record, second=other, by=request.user))
        duplicates = reverse(f"admin:articles_{self.opts.model_name}_duplicates")
        return HttpResponseRedirect(back_to(request, duplicates))

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """The pairs that are likely one, with the reasons, to be merged or told apart."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pairs = Paginator(likely_duplicates(self.model), PAIRS_A_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": _("Likely the same: %s") % self.opts.verbose_name_plural,
            "opts": self.opts,
            "pairs": pairs,
            "may_merge": self.has_delete_permission(request),
            "merge_name": f"admin:articles_{self.opts.model_name}_merge",
            "distinguish_name": f"admin:articles_{self.opts.model_name}_distinguish",
        }
        return TemplateResponse(request, "admin/duplicates.html", self.admin_site.each_context(request) | context)

    def _record(self, request: HttpRequest, key: int) -> Any:
        record = get_object_or_404(self.model, pk=key)
        if not self.has_delete_permission(request, record):
            raise PermissionDenied
        return record


def preview(record: Any, into: Any, by: Any) -> dict[str, Any]:
    """What a merge would do: it is done, looked at, and taken back. `conflicts` where it wants to be said twice."""
    found: dict[str, Any] = {"conflicts": [], "rows": [], "refusal": ""}
    with transaction.atomic():
        try:
            decision = _merged(record, into, by, found)
            changes = list(decision.changes.all()) if decision else []
            lay_under(changes)
            found["rows"] = rows_of(changes)
        except review.RefusedError as refusal:
            found["refusal"] = str(refusal)
        transaction.set_rollback(True)
    return found


def _merged(record: Any, into: Any, by: Any, found: dict[str, Any]) -> Decision | None:
    try:
        return review.merge(record=record, into=into, by=by)
    except review.MergeConflictError as conflict:
        found["conflicts"] = conflict.conflicts
        return review.merge(record=record, into=into, by=by, despite_conflicts=True)
