"""The archive as data: JSON to read, under /api/v1/. docs/api.md describes it.

It shows what the pages show, under the same rules: nothing unpublished, no sentence where the rights keep it back.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from articles.filters import ArticleFilter
from articles.measures import plain
from articles.models import Article, Claim, Figure, Hospital, HospitalName, Initiative, Passage, Theme
from articles.views.cards import with_hospitals
from articles.views.evidence import anchor
from articles.views.facts import FactGroup, fact_groups
from articles.views.narrowing import found_by
from articles.views.paging import page_of
from articles.views.series import year_of
from articles.views.themes import theme_tree

ROWS_A_PAGE = 50
NAMED_BY = {"hospitals": "hospital", "branches": "branch", "initiatives": "initiative", "policies": "policy"}
"""Group of facts → the field of its claims that leads to a record with an address."""


def as_json(view: Callable[..., Any]):
    """Answer with what the view returns; what does not exist is told in JSON too."""

    @wraps(view)
    def answer(request: HttpRequest, **names: str) -> JsonResponse:
        try:
            data, status = view(request, **names), 200
        except Http404:
            data, status = {"error": "There is nothing public at this address."}, 404
        response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


@as_json
def root(request: HttpRequest) -> dict:
    """Where everything is."""
    lists = {name: request.build_absolute_uri(reverse(f"api-{name}")) for name in ("articles", "hospitals", "themes")}
    return {"lists": lists, "parameters": sorted([*ArticleFilter.base_filters, "q", "page"])}


@as_json
def articles(request: HttpRequest) -> dict:
    """Published articles, narrowed like the list that people read."""
    asked = ArticleFilter(request.GET)
    page = page_of(request, found_by(asked).articles.as_cards(), ROWS_A_PAGE, asked.data)
    return listed(request, page, [article_row(request, one) for one in with_hospitals(page.object_list)])


@as_json
def article(request: HttpRequest, public_id: str) -> dict:
    """One article with its text and its facts, each with the sentence it stands on."""
    one = get_object_or_404(Article.objects.published().for_reading().with_lead(), public_id=public_id)
    passages = Passage.objects.filter(article=one).order_by("order") if one.page.is_open else []
    return {
        **article_row(request, with_hospitals([one])[0]),
        "text": [{"kind": passage.kind, "text": passage.text, "lines": passage.lines} for passage in passages],
        "facts": [row for group in fact_groups(one) for row in fact_rows(request, one, group)],
    }


@as_json
def hospitals(request: HttpRequest) -> dict:
    page = page_of(request, Hospital.objects.public().with_case_count().by_place(), ROWS_A_PAGE)
    return listed(request, page, [hospital_row(request, one) for one in page])


@as_json
def hospital(request: HttpRequest, public_id: str) -> dict:
    """One hospital with its names, figures and initiatives. A merged one answers as what it is today."""
    asked = get_object_or_404(Hospital, public_id=public_id).current()
    one = get_object_or_404(Hospital.objects.public().with_case_count(), pk=asked.pk)
    names = HospitalName.objects.public().filter(hospital=one).order_by("kind", "name")
    figures = Figure.objects.public().filter(hospital=one).with_source().by_measure()
    return {
        **hospital_row(request, one),
        "names": [{"name": name.name, "kind": name.kind} for name in names],
        "figures": [figure_row(request, figure) for figure in figures],
        "initiatives": [
            {
                "name": str(row),
                "stage": row.shown_stage or "",
                "url": request.build_absolute_uri(row.get_absolute_url()),
            }
            for row in Initiative.objects.public().filter(hospital=one).as_rows()
        ],
    }


@as_json
def themes(request: HttpRequest) -> dict:
    rows = [node.record for root in theme_tree(Theme.objects.all()) for node in root]
    slugs = {one.pk: one.slug for one in rows}
    results = [
        {"slug": one.slug, "name": one.name, "parent": slugs.get(one.parent_id), "articles": one.article_count}
        for one in rows
    ]
    return {"count": len(results), "next": None, "previous": None, "results": results}


def listed(request: HttpRequest, page, results: list[dict]) -> dict:
    """A page of a list: how many rows there are in all, and the addresses of its neighbours."""

    def address(turn: int) -> str:
        query = page.query.copy()
        query["page"] = str(page.number + turn)
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    return {
        "count": page.paginator.count,
        "next": address(1) if page.has_next() else None,
        "previous": address(-1) if page.has_previous() else None,
        "results": results,
    }


def article_row(request: HttpRequest, one: Article) -> dict:
    page = one.page
    return {
        "id": one.public_id,
        "url": request.build_absolute_uri(one.get_absolute_url()),
        "kicker": one.kicker or None,
        "title": one.title or None,
        "title_is_suggested": one.title_is_suggested,
        "subtitle": one.subtitle or None,
        "kind": one.kind,
        "about_party_building": one.about_party_building,
        "newspaper": page.newspaper or None,
        "date": page.issue_date.isoformat() if page.issue_date else None,
        "page": page.page_label or None,
        "reviewed": one.review == Article.Review.REVIEWED,
        "lead": one.lead or None,
        "hospitals": [{"id": row.public_id, "name": row.name} for row in one.hospitals],
        "themes": [{"slug": link.theme.slug, "name": link.theme.name} for link in one.theme_links.all()],
    }


def hospital_row(request: HttpRequest, one: Hospital) -> dict:
    return {
        "id": one.public_id,
        "url": request.build_absolute_uri(one.get_absolute_url()),
        "name": one.name,
        "province": one.province or None,
        "city": one.city or None,
        "articles": one.article_count,
        "cases": one.case_count,
    }


def fact_rows(request: HttpRequest, one: Article, group: FactGroup) -> list[dict]:
    """The facts of a group, each with its first sentence."""
    return [
        {"kind": group.code, **named(fact.claim, group.code), **source(request, one, fact.claim)}
        for fact in group.facts
    ]


def named(claim: Claim, code: str) -> dict:
    """What a claim says, in as many words as its kind has."""
    if code == "figures":
        return figure_values(claim)
    if field := NAMED_BY.get(code):
        return {"id": getattr(claim, field).public_id, "name": getattr(claim, field).name}
    if code == "people":
        return {"name": claim.person.name, "organisation": claim.person.organisation, "post": claim.position or None}
    return {"name": claim.honour.name, "recipient": claim.recipient or None, "year": claim.year}


def figure_values(figure: Figure) -> dict:
    """The number as printed; a range has an upper value."""
    return {
        "measure": figure.measure,
        "label": figure.label or None,
        "value": plain(figure.value),
        "value_to": plain(figure.value_to) if figure.value_to is not None else None,
        "unit": figure.unit or None,
        "approximate": figure.approximate or None,
        "as_of": figure.as_of or None,
        "superseded": figure.superseded,
    }


def figure_row(request: HttpRequest, figure: Figure) -> dict:
    return {**figure_values(figure), "year": year_of(figure), **source(request, figure.passage.article, figure)}


def source(request: HttpRequest, one: Article, claim: Claim) -> dict:
    """Where a fact stands, and who stands for it."""
    address = request.build_absolute_uri(one.get_absolute_url())
    is_open = one.page.is_open
    return {
        "sentence": claim.quote if is_open else None,
        "url": f"{address}#{anchor(claim)}" if is_open else address,
        "status": claim.status,
        "rule": claim.rule,
    }
