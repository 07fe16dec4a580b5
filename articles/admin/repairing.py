"""Repairs that were applied to a page, to be switched off where they do harm, and on again."""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.show import admin_url
from articles.admin.telling import say_done, told
from articles.admin.undoing import back_to
from articles.models import Article, SourcePage


@dataclass(frozen=True, slots=True)
class Repair:
    """A rule, how often it was applied to the page, and whether it is on there."""

    rule: str
    times: int
    is_on: bool


def repairs_of(article: Article) -> list[Repair]:
    """The repairs of the page on which an article stands: those that were applied, and those that are switched off."""
    applied = Counter(article.read_from.fixes.values_list("rule", flat=True))
    off = article.page.repairs_off
    rules = [rule for rule in review.RULES if rule in applied or rule in off]
    return [Repair(rule, applied[rule], rule not in off) for rule in rules]


class RepairAdmin:
    """The address at which a repair of a page is switched, for the admin of pages."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.repair_view))
        return [path("<int:key>/repair/", view, name="articles_sourcepage_repair"), *super().get_urls()]

    def repair_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Switch the repair that the form names, and read the page anew."""
        if not request.user.has_perm("articles.change_sourcepage"):
            raise PermissionDenied
        page = get_object_or_404(SourcePage, pk=key)
        rule, is_on = request.POST.get("rule", ""), request.POST.get("on") == "1"
        with told(request):
            say_done(request, review.switch_repair(page=page, rule=rule, on=is_on, by=request.user))
        return HttpResponseRedirect(back_to(request, admin_url(page)))
