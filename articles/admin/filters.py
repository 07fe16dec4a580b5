"""Filters of lists that go through relations, and never load a large table."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.waiting import UNSETTLED
from articles.models import Article, Hospital, Theme
from articles.reasons import REASON_LABELS


class InOneArticle(SimpleListFilter):
    """What was read in one article: `article` is its key. It offers no choice; links lead here."""

    title = _("article")
    parameter_name = "article"
    path = "passage__article"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        key = self.value()
        found = Article.objects.filter(pk=key) if key and key.isdecimal() else ()
        return [(key, str(article)) for article in found]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(**{self.path: self.value()}) if self.value() else rows


class ReasonFilter(SimpleListFilter):
    """Articles by why somebody should look at them."""

    title = _("reason for review")
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return REASON_LABELS.items()

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        return articles.filter(review_reasons__code=self.value()).distinct() if self.value() else articles


class ContradictionFilter(SimpleListFilter):
    """Articles whose figures agree, or contradict each other."""

    title = _("figures")
    parameter_name = "figures"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("0", _("contradict each other")), ("1", _("agree with each other"))]

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        return articles.whose_figures(agree=self.value() == "1") if self.value() else articles


class ProvinceFilter(SimpleListFilter):
    """Articles by the province of the hospital that they are about."""

    title = _("province")
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        known = Hospital.objects.exclude(province="").order_by("province").values_list("province", flat=True)
        return [(province, province) for province in known.distinct()]

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        return articles.in_provinces([self.value()]) if self.value() else articles


class ThemeFilter(SimpleListFilter):
    """Articles by theme."""

    title = _("theme")
    parameter_name = "theme"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return Theme.objects.current().values_list("slug", "name")

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        return articles.on_any_theme([self.value()]) if self.value() else articles


class UnsettledFilter(SimpleListFilter):
    """Files that failed and did not come again since."""

    title = _("still failing")
    parameter_name = "unsettled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return (("1", _("Yes")),)

    def queryset(self, request: HttpRequest, outcomes: QuerySet) -> QuerySet:
        return outcomes.filter(UNSETTLED) if self.value() else outcomes


class AssignedFilter(SimpleListFilter):
    """Articles by who is to review them."""

    title = _("assigned to")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return (("me", _("me")), ("others", _("others")), ("nobody", _("nobody")))

    def queryset(self, request: HttpRequest, articles: QuerySet) -> QuerySet:
        match self.value():
            case "me":
                return articles.filter(assigned_to=request.user)
            case "others":
                return articles.filter(assigned_to__isnull=False).exclude(assigned_to=request.user)
            case "nobody":
                return articles.filter(assigned_to=None)
        return articles
