"""Where a machine now reads something else than a person decided: shown side by side, then taken or dismissed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.base import MachineAdmin
from articles.admin.history import difference_html, field_label, spoken
from articles.admin.show import link, list_url
from articles.admin.telling import say_done, told
from articles.models import Decision, Proposal

ACTS: dict[str, Callable[..., Decision]] = {"take": review.take, "dismiss": review.dismiss}


@admin.register(Proposal)
class ProposalAdmin(MachineAdmin):
    """Proposals are written by machines and decided by people: nothing of them is edited."""

    change_form_template = "admin/articles/proposal/change_form.html"
    list_display = ("what", "article", "difference", "status", "created_at")
    list_filter = ("status", "model", "field")
    list_select_related = ("article",)
    search_fields = ("article__title", "field")
    date_hierarchy = "created_at"
    fields = ("article_link", "what", "status", "run", "created_at")
    actions = ("take", "dismiss")

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<int:key>/decide/<slug:act>/", decide, name="articles_proposal_decide"), *super().get_urls()]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_article")

    def decide_view(self, request: HttpRequest, key: int, act: str) -> HttpResponse:
        """Take or dismiss one proposal, and go on to the next that is open."""
        if act not in ACTS:
            raise Http404
        if not self.has_decide_permission(request):
            raise PermissionDenied
        proposal = get_object_or_404(Proposal, pk=key)
        with told(request):
            say_done(request, ACTS[act](proposal=proposal, by=request.user))
        following = Proposal.objects.filter(status=Proposal.Status.OPEN).exclude(pk=key).first()
        following_page = following and reverse("admin:articles_proposal_change", args=[following.pk])
        return HttpResponseRedirect(following_page or list_url(Proposal))

    @admin.action(description=_("Take what the machine reads now"), permissions=["decide"])
    def take(self, request: HttpRequest, proposals: QuerySet) -> None:
        self._decide(request, "take", proposals)

    @admin.action(description=_("Stay with what a person decided"), permissions=["decide"])
    def dismiss(self, request: HttpRequest, proposals: QuerySet) -> None:
        self._decide(request, "dismiss", proposals)

    def _decide(self, request: HttpRequest, act: str, proposals: QuerySet) -> None:
        for proposal in proposals.order_by("pk"):
            with told(request):
                say_done(request, ACTS[act](proposal=proposal, by=request.user))

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj: Any = None, **kwargs) -> HttpResponse:
        context |= {
            "ways": three_ways(obj),
            "may_decide": obj.status == Proposal.Status.OPEN and self.has_decide_permission(request),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("what"), ordering="field")
    def what(self, proposal: Proposal) -> str:
        return f"{proposal.model} · {field_label(proposal.model, proposal.field)}"

    @admin.display(description=_("person → machine now"))
    def difference(self, proposal: Proposal) -> SafeString:
        return difference_html(*(said(proposal, side) for side in ("person", "machine_now")))

    @admin.display(description=_("article"))
    def article_link(self, proposal: Proposal) -> SafeString | str:
        return link(proposal.article)


def three_ways(proposal: Proposal) -> list[tuple[Any, SafeString | object]]:
    """What the machine read then, what a person made of it, and what the machine reads now, against the person."""
    then, person, now = (said(proposal, side) for side in ("machine_then", "person", "machine_now"))
    return [
        (_("the machine then"), format_html("{}", then)),
        (_("a person, since"), difference_html(then, person) if then != person else format_html("{}", person)),
        (_("the machine now"), difference_html(person, now)),
    ]


def said(proposal: Proposal, side: str) -> object:
    """One side of a proposal as people read it."""
    value = getattr(proposal, side)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {spoken(proposal.model, name, each)}" for name, each in value.items())
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return spoken(proposal.model, proposal.field, value)
