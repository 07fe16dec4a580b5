"""Confirming and rejecting what machines read: the same acts on a list, on a form, and on an article's page."""

from collections.abc import Callable, Iterable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import review
from articles.admin.base import ReviewedAdmin
from articles.admin.forms import JudgedForm
from articles.admin.telling import say_done
from articles.models import Decision, Judged

Act = Callable[..., Decision | None]

VERDICTS = {"confirm": _("Confirm"), "reject": _("Reject")}
JUDGING: dict[str, Act] = {"confirm": review.confirm, "reject": review.reject}


def judge(request: HttpRequest, verdict: str, claims: Iterable[Judged]) -> None:
    """Confirm or reject `claims`: `verdict` is a key of `JUDGING`."""
    say_done(request, JUDGING[verdict](claims, by=request.user))


class JudgedAdmin(ReviewedAdmin):
    """What machines propose. A form corrects it; only the acts move its status."""

    form = JudgedForm
    actions = ("confirm", "reject")
    judged_fields = ("status", ("rule", "confidence"), ("decided_by", "decided_at"))
    readonly_fields = ("status", "rule", "confidence", "decided_by", "decided_at")

    @admin.action(description=VERDICTS["confirm"], permissions=["change"])
    def confirm(self, request: HttpRequest, claims: QuerySet) -> None:
        judge(request, "confirm", claims)

    @admin.action(description=VERDICTS["reject"], permissions=["change"])
    def reject(self, request: HttpRequest, claims: QuerySet) -> None:
        judge(request, "reject", claims)
