"""Hospitals, and the Party organisations inside them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode

from articles.filters import LONGEST_VALUE
from articles.models import (
    Article,
    BranchMention,
    Figure,
    HonourMention,
    Hospital,
    HospitalName,
    Initiative,
    InitiativeMention,
    PartyBranch,
    Passage,
    Person,
    PersonMention,
)
from articles.recognise.hospitals.founding import FOUNDED
from articles.views.cards import with_hospitals
from articles.views.evidence import passage_address
from articles.views.facts import with_checks
from articles.views.initials import by_initial
from articles.views.linked_data import hospital_data
from articles.views.paging import page_of
from articles.views.records import of_record, sentences_of
from articles.views.series import Series, series_of
from articles.views.timeline import Founding, timeline
from articles.views.trees import Node, tree_of

HOSPITALS_A_PAGE = 60
ARTICLES_SHOWN = 30
MENTIONS_SHOWN = 3
LEVELS = {level: rank for rank, level in enumerate(PartyBranch.Level.values)}
COUNTED_BY = {"general_branch": "general_branches", "branch": "party_branches", "group": "party_groups"}
"""Level of a Party organisation → the measure that says how many of it a hospital has."""


class Level(NamedTuple):
    """The Party organisations of one level: how many articles name, and the latest number that they print."""

    label: str
    named: int
    printed: Figure | None


def hospital_list(request: HttpRequest) -> HttpResponse:
    """Every hospital that a published article names, by place or by pinyin (`by=name`); `q` looks for a name."""
    name = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST_VALUE]
    by_name = request.GET.get("by") == "name"
    hospitals = Hospital.objects.public().with_case_count()
    hospitals = hospitals.called(name) if name else hospitals
    query = QueryDict(urlencode({"q": name} if name else {}), mutable=True)
    query.update({"by": "name"} if by_name else {})
    rows = by_initial(hospitals) if by_name else hospitals.by_place()
    context = {
        "page": page_of(request, rows, HOSPITALS_A_PAGE, query),
        "name": name,
        "by_name": by_name,
        "initials": first_pages(rows) if by_name else [],
    }
    return render(request, "hospitals/list.html", context)


def first_pages(rows: list[Hospital]) -> list[tuple[str, int]]:
    """Each initial with the page on which its hospitals begin."""
    first: dict[str, int] = {}
    for place, hospital in enumerate(rows):
        first.setdefault(hospital.initial, place // HOSPITALS_A_PAGE + 1)
    return list(first.items())


@of_record(Hospital.objects.public())
def hospital_detail(request: HttpRequest, hospital: Hospital) -> HttpResponse:
    """Everything that published articles say about a hospital."""
    published = Article.objects.published()
    about = published.about(hospital).newest_first().as_cards()
    series = series_of(with_checks(Figure.objects.public().filter(hospital=hospital).with_source()))
    tree = tree_of(upper_first(with_mentions(PartyBranch, BranchMention).filter(hospital=hospital)))
    initiatives = with_mentions(Initiative, InitiativeMention).filter(hospital=hospital).as_rows()
    honours = HonourMention.objects.public().filter(hospital=hospital).with_source().select_related("honour")
    names = list(HospitalName.objects.public().filter(hospital=hospital).order_by("kind", "name"))
    founded, shown = founding_of(hospital), with_hospitals(about[:ARTICLES_SHOWN])
    context = {
        "hospital": hospital,
        "founded": founded,
        "names": names,
        "tree": tree,
        "levels": levels_of(tree, series),
        "series": series,
        "stages": stages_of(initiatives),
        "initiative_count": len(initiatives),
        "initiative_themes": Counter(theme for one in initiatives for theme in one.themes.all()).most_common(),
        "people": with_mentions(Person, PersonMention).filter(hospital=hospital).order_by("name"),
        "honours": honours,
        "about": shown,
        "about_count": about.count(),
        "naming": published.naming(hospital).exclude(pk__in=about.values("pk")).newest_first()[:ARTICLES_SHOWN],
        "timeline": timeline(founded, honours, shown),
        "data": hospital_data(request, hospital, names),
    }
    return render(request, "hospitals/detail.html", context)


def levels_of(tree: Iterable[Node], series: Iterable[Series]) -> list[Level]:
    """What is known of each level, upper levels first. A layer without names is not counted among those named."""
    branches = [node.record for root in tree for node in root]
    named = Counter(branch.level for branch in branches if not branch.is_layer)
    latest = {one.figures[0].measure: one.figures[0] for one in series}
    levels = [Level(label, named[code], latest.get(COUNTED_BY.get(code))) for code, label in PartyBranch.Level.choices]
    return [level for level in levels if level.named or level.printed]


def upper_first(branches: Iterable[PartyBranch]) -> list[PartyBranch]:
    """Party organisations, upper levels first, those of one level by name."""
    return sorted(branches, key=lambda branch: (LEVELS[branch.level], branch.name))


def stages_of(initiatives: Iterable[Initiative]) -> list[tuple[str, list[Initiative]]]:
    """Initiatives by how far they have come, the furthest first; those of which no stage is known last."""
    groups: dict[Initiative.Stage | None, list[Initiative]] = {
        stage: [] for stage in [*reversed(Initiative.Stage), None]
    }
    for initiative in initiatives:
        groups[initiative.shown_stage].append(initiative)
    return [(stage.label if stage else "", found) for stage, found in groups.items() if found]


def founding_of(hospital: Hospital) -> Founding | None:
    """The year that a person wrote, or that a published article naming the hospital prints as that of a founding.

    Machines learn the year from whatever names the hospital, drafts too.
    """
    year = hospital.founded
    if year is None:
        return None
    naming = Article.objects.published().naming(hospital).values("pk")
    told = Passage.objects.filter(article__in=naming).saying(f"{year}年").select_related("article__page")
    for passage in told.order_by("article", "order"):
        if any(int(match["year"]) == year for match in FOUNDED.finditer(passage.text)):
            return Founding(year, passage_address(passage))
    return None if year == hospital.machine_values.get("founded") else Founding(year, "")


@of_record(PartyBranch.objects.public().select_related("hospital"))
def branch_detail(request: HttpRequest, branch: PartyBranch) -> HttpResponse:
    """One Party organisation: where it stands, and the sentences that name it."""
    context = {
        "branch": branch,
        "parent": PartyBranch.objects.public().filter(pk=branch.parent_id).first(),
        "page": sentences_of(request, BranchMention.objects.public().filter(branch=branch)),
        "children": PartyBranch.objects.public().filter(parent=branch).order_by("name"),
    }
    return render(request, "hospitals/branch.html", context)


def with_mentions(record, mention):
    """Public rows of `record`, the first few of their public mentions as `shown`."""
    mentions = mention.objects.public().with_source().best_first()[:MENTIONS_SHOWN]
    return record.objects.public().prefetch_related(Prefetch("mentions", mentions, to_attr="shown"))
