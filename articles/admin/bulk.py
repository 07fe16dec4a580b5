"""One change to many articles: chosen in a list, shown before it is made, undone as one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import review as decisions
from articles.admin.history import lay_under, rows_of
from articles.admin.searching import Chooser
from articles.admin.telling import told
from articles.ledger.rows import Row
from articles.models import Article, Change, Hospital, HospitalMention, SourcePage, Theme

SHOWN = 200
"""Rows that a preview lists; more are counted."""
AS_IT_IS = [("", _("as it is"))]


class ManyEditsForm(forms.Form):
    """What to say of all of them. What is left empty stays as it is."""

    review = forms.ChoiceField(
        label=_("review"),
        choices=AS_IT_IS + Article.Review.choices,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    assigned_to = forms.ModelChoiceField(
        get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username"),
        label=_("assigned to"),
        required=False,
        empty_label=AS_IT_IS[0][1],
        widget=UnfoldAdminSelectWidget,
    )
    theme = forms.ModelChoiceField(
        Theme.objects.filter(merged_into=None), label=_("add the theme"), required=False, widget=UnfoldAdminSelectWidget
    )
    not_theme = forms.ModelChoiceField(
        Theme.objects.filter(merged_into=None),
        label=_("refuse the theme"),
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    hospital = forms.ModelChoiceField(
        Hospital.objects.current(),
        label=_("hospital that they are about"),
        required=False,
        help_text=_("Where they print its name."),
    )
    newspaper = forms.CharField(label=_("newspaper"), required=False, max_length=100, widget=UnfoldAdminTextInputWidget)
    issue_date = forms.DateField(label=_("issue date"), required=False, widget=UnfoldAdminDateWidget)
    page_label = forms.CharField(
        label=_("page label"), required=False, max_length=50, widget=UnfoldAdminTextInputWidget
    )
    publication = forms.ChoiceField(
        label=_("publication"),
        choices=AS_IT_IS + Article.Publication.choices[1:],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    rights = forms.ChoiceField(
        label=_("rights"),
        choices=AS_IT_IS + SourcePage.Rights.choices,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, user: AbstractBaseUser, data: Any = None):
        super().__init__(data)
        widget = Chooser(HospitalMention._meta.get_field("hospital"))
        widget.choices = self.fields["hospital"].choices
        self.fields["hospital"].widget = widget
        if not user.has_perm("articles.publish_article"):
            del self.fields["publication"], self.fields["rights"]

    def clean(self) -> dict:
        data = super().clean()
        if not self.errors and not self.edits().given():
            raise forms.ValidationError(_("Say what to change."))
        return data

    def edits(self) -> decisions.ManyEdits:
        return decisions.ManyEdits(**{name: value or None for name, value in self.cleaned_data.items()})


class BulkAdmin:
    """The action that changes many articles at once."""

    @admin.action(description=_("Change many at once"), permissions=["change"])
    def edit_many(self, request: HttpRequest, articles: QuerySet) -> HttpResponse | None:
        """First the form, then what would change, then the change. Every step gets the same choice of articles."""
        sent = "step" in request.POST
        form = ManyEditsForm(request.user, request.POST if sent else None)
        if not (sent and form.is_valid()):
            return self._page(request, articles, form)
        articles, edits = list(articles), form.edits()
        if request.POST["step"] == "apply" and request.POST.get("count") == str(len(articles)):
            with told(request):
                self._tell(request, decisions.edit_many(articles=articles, edits=edits, by=request.user))
            return None
        rows = decisions.preview_many(articles=articles, edits=edits, by=request.user)
        return self._page(request, articles, form, rows)

    def _page(
        self, request: HttpRequest, articles: QuerySet | list, form: ManyEditsForm, rows: list[Row] | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Change many at once"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "rows": None if rows is None else shown(rows[:SHOWN]),
            "row_count": len(rows or ()),
            "count": len(articles) if isinstance(articles, list) else articles.count(),
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/bulk.html", self.admin_site.each_context(request) | context)

    def _tell(self, request: HttpRequest, decision: Any) -> None:
        if decision is None:
            messages.info(request, _("Nothing had to be changed."))
            return
        count = decision.changes.count()
        words = ngettext("%(count)d record changed.", "%(count)d records changed.", count) % {"count": count}
        address = reverse("admin:articles_decision_change", args=[decision.pk])
        messages.success(request, format_html('{} <a href="{}">{}</a>', words, address, _("See it, or undo it")))


def shown(rows: list[Row]) -> list[tuple[str, SafeString]]:
    """What would change in each row, as a history would show it."""
    changes = [
        Change(
            model=row.record._meta.model_name,
            object_pk=row.record.pk,
            label=row.label,
            before=row.before,
            after=row.after,
        )
        for row in rows
    ]
    lay_under(changes)
    return rows_of(changes)
