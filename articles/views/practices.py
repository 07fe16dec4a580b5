"""What hospitals do, how, in answer to what: initiatives, practices, policies."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.facets import INITIATIVE_FACETS, rows_of
from articles.filters import InitiativeFilter
from articles.models import Hospital, Initiative, InitiativeMention, Policy, PolicyMention, Practice
from articles.views.narrowing import narrowing
from articles.views.paging import page_of
from articles.views.records import of_record, sentences_of

INITIATIVES_A_PAGE = 40
POLICIES_A_PAGE = 40
INITIATIVES_SHOWN = 30
INITIATIVES_OF_A_PRACTICE = 12
MENTIONS_OF_A_POLICY = 3
HOSPITALS_IN_MATRIX = 30


def initiative_list(request: HttpRequest) -> HttpResponse:
    public = Initiative.objects.public()
    filterset = InitiativeFilter(request.GET)
    context = {
        "page": page_of(request, filterset.narrow(public).as_rows(), INITIATIVES_A_PAGE, filterset.data),
        **narrowing(filterset, INITIATIVE_FACETS, rows_of(filterset, public)),
    }
    return render(request, "initiatives/list.html", context)


@of_record(Initiative.objects.public().select_related("hospital", "practice").prefetch_related("themes"))
def initiative_detail(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """One initiative with every sentence that tells of it."""
    akin = Initiative.objects.public().filter(practice=initiative.practice).exclude(pk=initiative.pk)
    context = {
        "initiative": initiative,
        "page": sentences_of(request, InitiativeMention.objects.public().filter(initiative=initiative)),
        "akin": akin.as_rows()[:INITIATIVES_SHOWN] if initiative.practice else [],
    }
    return render(request, "initiatives/detail.html", context)


def practice_list(request: HttpRequest) -> HttpResponse:
    """Ways of working that several hospitals share: who follows which, and each with who does it."""
    first_ones = Initiative.objects.public().as_rows()[:INITIATIVES_OF_A_PRACTICE]
    shown = Prefetch("initiatives", first_ones, to_attr="shown")
    practices = Practice.objects.public().prefetch_related("synonyms", shown).order_by("-hospital_count", "name")
    context = {"practices": practices, "matrix": matrix_of(practices)}
    return render(request, "initiatives/practices.html", context)


def matrix_of(practices: Iterable[Practice]) -> list[tuple[Hospital, list[list[Initiative]]]]:
    """Hospitals with their initiatives in each of `practices`: those that follow most of them, the first few."""
    practices = list(practices)
    rows: dict[Hospital, dict[int, list[Initiative]]] = defaultdict(lambda: defaultdict(list))
    told = Initiative.objects.public().filter(practice__in=practices, hospital__merged_into=None)
    for initiative in told.select_related("hospital").order_by("hospital__name", "name"):
        if initiative.hospital:
            rows[initiative.hospital][initiative.practice_id].append(initiative)
    fullest = sorted(rows.items(), key=lambda row: -len(row[1]))[:HOSPITALS_IN_MATRIX]
    return [(hospital, [found[practice.pk] for practice in practices]) for hospital, found in fullest]


def policy_list(request: HttpRequest) -> HttpResponse:
    """Documents that articles cite, each with the first sentences that do so."""
    mentions = PolicyMention.objects.public().with_source().best_first()[:MENTIONS_OF_A_POLICY]
    policies = Policy.objects.public().prefetch_related(Prefetch("mentions", mentions, to_attr="shown"))
    page = page_of(request, policies.order_by("-article_count", "name"), POLICIES_A_PAGE)
    return render(request, "policies/list.html", {"page": page})


@of_record(Policy.objects.public())
def policy_detail(request: HttpRequest, policy: Policy) -> HttpResponse:
    """One document with every sentence that cites it."""
    page = sentences_of(request, PolicyMention.objects.public().filter(policy=policy))
    return render(request, "policies/detail.html", {"policy": policy, "page": page})
