"""The front of the back office: its name, and its records in the order of the work."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from articles.models import (
    CLAIM_MODELS,
    AppliedFix,
    Article,
    ArticleTheme,
    Change,
    Comment,
    Contributor,
    Decision,
    Distinction,
    FigureCheck,
    Honour,
    Hospital,
    HospitalName,
    IngestOutcome,
    IngestRun,
    Initiative,
    LikelyReprint,
    PageAlias,
    PageRemnant,
    PageVersion,
    PartyBranch,
    Passage,
    Person,
    Policy,
    Practice,
    PracticeSynonym,
    Proposal,
    ReviewReason,
    RunChange,
    SearchChange,
    SearchDocument,
    SearchMiss,
    SearchName,
    SearchRebuild,
    SearchSuggestion,
    Section,
    SourcePage,
    TextMark,
    Theme,
    ThemeKeyword,
)

SECTIONS = (
    (_("Articles"), (Article, ReviewReason, Passage, Section, Contributor, LikelyReprint, Comment)),
    (_("What was read in them"), (*CLAIM_MODELS, FigureCheck, ArticleTheme)),
    (_("Organisations and people"), (Hospital, HospitalName, PartyBranch, Person)),
    (
        _("Work, themes and documents"),
        (Initiative, Practice, PracticeSynonym, Theme, ThemeKeyword, Policy, Honour),
    ),
    (_("Newspaper pages"), (SourcePage, PageVersion, PageAlias, AppliedFix, PageRemnant)),
    (_("History"), (Decision, Change, Distinction, Proposal, IngestRun, IngestOutcome, RunChange)),
    (_("Search"), (SearchMiss, SearchDocument, SearchName, SearchSuggestion, SearchChange, SearchRebuild, TextMark)),
    (_("Accounts"), (User, Group)),
)
"""Every model of the back office, once."""
ORDER = [model for _name, models in SECTIONS for model in models]


class ArchiveAdminSite(UnfoldAdminSite):
    """The admin of the archive."""

    site_title = _("Archive of Hospital Party-Building Cases")
    index_title = _("Back office")
    site_header = format_lazy("{} · {}", site_title, index_title)
    empty_value_display = "—"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """A view to which a NUL in the address is an unknown character: PostgreSQL refuses to compare with it."""
        inner = super().admin_view(view, cacheable)

        def outer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if "%00" in (query := request.META["QUERY_STRING"]):
                request.GET = QueryDict(query.replace("%00", "%EF%BF%BD"))
            return inner(request, *args, **kwargs)

        return update_wrapper(outer, inner)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The models in sections of related work; those of one app alone in the same order."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: ORDER.index(entry["model"]))
        return apps if app_label else list(_sections(apps))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        from articles.admin.searching import ChooserView

        return ChooserView.as_view(admin_site=self)(request)

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The work that comes in first, then every kind of record, in sections that fold."""
        sections = [_navigation_group(section, request) for section in self.get_app_list(request)]
        work = [(_("Start page"), reverse("admin:index"))]
        if request.user.has_perm("articles.change_sourcepage"):
            work.append((_("Bring in pages"), reverse("admin:articles_ingestrun_upload")))
        return [{"items": [_navigation_item(title, link, request) for title, link in work]}, *sections]

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from articles.admin.waiting import waiting  # it is registered with this very site, once that is there

        mine = Decision.objects.filter(by=request.user).select_related("article")[:10]
        return super().index(request, {"decisions": mine, "waiting": waiting(request.user)} | (extra_context or {}))


def _navigation_group(section: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    items = [_navigation_item(entry["name"], entry["admin_url"], request) for entry in section["models"]]
    return {"title": section["name"], "collapsible": True, "items": items}


def _navigation_item(title: Any, link: str, request: HttpRequest) -> dict[str, Any]:
    is_here = request.path == link if link == reverse("admin:index") else request.path.startswith(link)
    return {"title": title, "link": link, "active": is_here, "has_permission": True}


def _sections(apps: list[dict[str, Any]]):
    entries = {entry["model"]: (app, entry) for app in apps for entry in app["models"]}
    for name, models in SECTIONS:
        shown = [entries[model] for model in models if model in entries]
        if shown:
            yield {**shown[0][0], "name": name, "models": [entry for _app, entry in shown]}
