"""Proposals: machine then, person, machine now side by side; taken or dismissed by those who may."""

import pytest
from django.urls import reverse

from articles import review
from articles.models import Decision, Proposal
from articles.roles import ROLES
from tests.factories import make_article, make_user


@pytest.fixture
def proposal(db):
    """A person corrected a text; the machine reads it otherwise by now."""
    article = make_article(paragraphs=["医院党委高度重视党建引领的作用。"])
    passage = article.passages.last()
    review.correct_text(passage, "医院党委高度重视党建引领和保障的作用。", by=make_user("colleague"))
    type(passage).objects.filter(pk=passage.pk).update(machine_text="医院党委非常重视党建引领的作用。")
    return article.proposals.create(
        model="passage",
        object_pk=passage.pk,
        field="text",
        machine_then="医院党委高度重视党建引领的作用。",
        person="医院党委高度重视党建引领和保障的作用。",
        machine_now="医院党委非常重视党建引领的作用。",
    )


def decide(client, proposal, act):
    return client.post(reverse("admin:articles_proposal_decide", args=[proposal.pk, act]), follow=True)


def text(proposal):
    return proposal.article.passages.last().text


def test_three_ways_side_by_side(browser, page_of, proposal):
    client = browser("检索")
    page = client.get(page_of(proposal)).content.decode()
    assert "引领<ins>和保障</ins>的作用" in page
    assert "党委<del>高度</del><ins>非常</ins>重视" in page
    listed = client.get("/admin/articles/proposal/?status__exact=open").content.decode()
    assert "党委<del>高度</del><ins>非常</ins>重视" in listed


@pytest.mark.parametrize(
    ("act", "status", "says"),
    [
        ("take", "taken", "医院党委非常重视党建引领的作用。"),
        ("dismiss", "dismissed", "医院党委高度重视党建引领和保障的作用。"),
    ],
)
@pytest.mark.parametrize("place", ["form", "list"])
def test_a_proposal_is_decided_and_can_be_undone(browser, proposal, act, status, says, place):
    client = browser("编辑")
    if place == "form":
        decide(client, proposal, act)
    else:
        client.post("/admin/articles/proposal/", {"action": act, "_selected_action": [proposal.pk], "index": "0"})
    proposal.refresh_from_db()
    assert (proposal.status, text(proposal)) == (status, says)
    client.post(reverse("admin:articles_decision_undo", args=[Decision.objects.first().pk]))
    proposal.refresh_from_db()
    assert proposal.status == Proposal.Status.OPEN


def test_the_next_open_one_follows(browser, proposal):
    other = make_article().proposals.create(model="article", object_pk=0, field="title", machine_now="新题")
    answer = decide(browser("编辑"), proposal, "dismiss")
    assert answer.redirect_chain[-1][0] == reverse("admin:articles_proposal_change", args=[other.pk])
    answer = decide(answer.client, other, "take")
    assert any("删除" in str(message) for message in answer.context["messages"])


def test_a_proposal_is_decided_once(browser, proposal):
    client = browser("编辑")
    decide(client, proposal, "dismiss")
    decide(client, proposal, "take")
    assert Decision.objects.filter(kind__in=["take", "dismiss"]).count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide(browser, page_of, proposal, role):
    client = browser(role)
    may = role != "检索"
    assert ("/take/" in client.get(page_of(proposal)).content.decode()) == may
    client.post("/admin/articles/proposal/", {"action": "take", "_selected_action": [proposal.pk], "index": "0"})
    proposal.refresh_from_db()
    assert (proposal.status == "taken") == may
    assert (decide(client, proposal, "dismiss").status_code == 403) != may


def test_nothing_else_is_done_to_a_proposal(browser, proposal):
    assert decide(browser("审核"), proposal, "delete").status_code in {403, 404}
    assert Proposal.objects.get().status == Proposal.Status.OPEN
