"""Hospitals, and the Party organisations inside them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

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
    Person,
    PersonMention,
)
from articles.views.cards import with_hospitals
from articles.views.facts import figure_rank
from articles.views.paging import page_of

HOSPITALS_A_PAGE = 60
ARTICLES_SHOWN = 30
MENTIONS_SHOWN = 3
LEVELS = {level: rank for rank, level in enumerate(PartyBranch.Level.values)}


@dataclass(slots=True)
class Node:
    """A Party organisation in the tree of its hospital."""

    branch: PartyBranch
    children: list["Node"] = field(default_factory=list)


def hospital_list(request: HttpRequest) -> HttpResponse:
    """Every hospital that a published article names, by place; `q` looks for a name."""
    name = request.GET.get("q", "").strip().replace("\x00", "")
    hospitals = Hospital.objects.public().with_case_count().by_place()
    page = page_of(request, hospitals.called(name) if name else hospitals, HOSPITALS_A_PAGE)
    return render(request, "hospitals/list.html", {"page": page, "name": name})


def hospital_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that published articles say about a hospital. One that was merged leads to the one it is today."""
    hospital = get_object_or_404(Hospital, public_id=public_id)
    if hospital.merged_into_id:
        return redirect(hospital.current(), permanent=True)
    hospital = get_object_or_404(Hospital.objects.public(), pk=hospital.pk)
    published = Article.objects.published()
    about = published.about(hospital).newest_first().as_cards()
    context = {
        "hospital": hospital,
        "names": HospitalName.objects.filter(hospital=hospital, article__isnull=True).order_by("kind", "name"),
        "tree": tree_of(with_mentions(PartyBranch, BranchMention).filter(hospital=hospital)),
        "figures": sorted(Figure.objects.public().filter(hospital=hospital).with_source(), key=figure_rank),
        "initiatives": with_mentions(Initiative, InitiativeMention).filter(hospital=hospital).as_rows(),
        "people": with_mentions(Person, PersonMention).filter(hospital=hospital).order_by("name"),
        "honours": HonourMention.objects.public().filter(hospital=hospital).with_source().select_related("honour"),
        "about": with_hospitals(about[:ARTICLES_SHOWN]),
        "about_count": about.count(),
        "naming": published.naming(hospital).exclude(pk__in=about.values("pk")).newest_first()[:ARTICLES_SHOWN],
    }
    return render(request, "hospitals/detail.html", context)


def branch_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One Party organisation: where it stands, and the sentences that name it."""
    branch = get_object_or_404(PartyBranch.objects.select_related("hospital", "parent"), public_id=public_id)
    if branch.merged_into_id:
        return redirect(branch.current(), permanent=True)
    branch = get_object_or_404(PartyBranch.objects.public().select_related("hospital", "parent"), pk=branch.pk)
    context = {
        "branch": branch,
        "mentions": BranchMention.objects.public().filter(branch=branch).with_source().best_first(),
        "children": PartyBranch.objects.public().filter(parent=branch).order_by("name"),
    }
    return render(request, "hospitals/branch.html", context)


def with_mentions(record, mention):
    """Public rows of `record`, the first few of their public mentions as `shown`."""
    mentions = mention.objects.public().with_source().best_first()[:MENTIONS_SHOWN]
    return record.objects.public().prefetch_related(Prefetch("mentions", mentions, to_attr="shown"))


def tree_of(branches: Iterable[PartyBranch]) -> list[Node]:
    """The organisations as trees, upper levels first. One whose parent is not among them is a root, a circle is cut."""
    nodes = {branch.pk: Node(branch) for branch in sorted(branches, key=lambda one: (LEVELS[one.level], one.name))}
    roots = []
    for node in nodes.values():
        above = nodes.get(node.branch.parent_id)
        (above.children if above and not _is_below(nodes, above, node) else roots).append(node)
    return roots


def _is_below(nodes: dict[int, Node], node: Node, other: Node) -> bool:
    """Whether `node` stands somewhere below `other`, as their parents say."""
    seen = set()
    while node is not None and node.branch.pk not in seen:
        if node is other:
            return True
        seen.add(node.branch.pk)
        node = nodes.get(node.branch.parent_id)
    return False
