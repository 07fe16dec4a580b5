"""Taking decisions back: which ones a person may, and the button for it."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.history import decisions_about, lay_under, record_rows
from articles.admin.telling import say_done, told
from articles.models import Article, Decision

SHOWN = 12
"""Decisions beside an article, the newest."""

RESERVED = {
    Decision.Kind.PUBLISH: "publish_article",
    Decision.Kind.WITHDRAW: "publish_article",
    Decision.Kind.DELETE: "delete_article",
    Decision.Kind.MERGE: "delete_hospital",
    Decision.Kind.UNMERGE: "delete_hospital",
}
"""Kinds of decisions that not everybody who edits may take, nor take back."""
OF_OTHERS = "publish_article"
"""Who may take back what somebody else decided."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision in a history: what it changed, and whether this person may take it back."""

    decision: Decision
    may_undo: bool

    @property
    def records(self) -> list:
        return record_rows(self.decision)


def may_undo(user: AbstractBaseUser, decision: Decision) -> bool:
    """Whether a person may take a decision back, as far as rights go: their own, or as who publishes anybody's."""
    if is_undone(decision):
        return False
    needed = {RESERVED.get(decision.kind, "change_article"), "change_article"}
    needed |= set() if decision.by_id == user.pk else {OF_OTHERS}
    return all(user.has_perm(f"articles.{permission}") for permission in needed)


def is_undone(decision: Decision) -> bool:
    return hasattr(decision, "undone_by")


def entries(decisions: QuerySet[Decision], user: AbstractBaseUser) -> list[Entry]:
    """Decisions as a person sees them, with everything that a history shows, at the cost of a few queries."""
    found = list(decisions.select_related("undone_by"))
    lay_under(change for decision in found for change in decision.changes.all())
    return [Entry(decision, may_undo(user, decision)) for decision in found]


def history_of(article: Article, user: AbstractBaseUser) -> list[Entry]:
    """The newest decisions about an article."""
    return entries(decisions_about(Article, article.pk)[:SHOWN], user)


class UndoAdmin:
    """The address to which every button for taking a decision back leads."""

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:key>/undo/", undo, name="articles_decision_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        decision = get_object_or_404(Decision.objects.select_related("undone_by"), pk=key)
        if not (is_undone(decision) or may_undo(request.user, decision)):
            raise PermissionDenied
        with told(request):
            say_done(request, review.undo(decision, request.user))
        return HttpResponseRedirect(back_to(request, reverse("admin:articles_decision_change", args=[key])))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the person came from, as the form says, if that is an address of this site."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else otherwise
