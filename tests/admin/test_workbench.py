"""The workbench: every step is one decision, can be undone, and is refused in words where it cannot be."""

import pytest
from django.urls import reverse

from articles import review
from articles.ingest import ingest
from articles.models import Article, Decision, SourcePage
from articles.roles import ROLES
from tests.factories import make_article, make_claim, make_hospital, make_page, make_passage, make_user


@pytest.fixture
def article(db):
    return make_article("原题", ["甲。", "乙。", "丙。"], page=make_page("原题\n甲。\n乙。\n丙。\n别题\n丁。"))


@pytest.fixture
def sibling(article):
    return make_article("别题", ["丁。"], page=article.page)


def texts(article):
    return [(passage.kind[0], passage.text) for passage in article.passages.order_by("order")]


def passage(article, text):
    return article.passages.get(machine_text=text)


def work(client, article, step, **data):
    return client.post(reverse("admin:articles_article_work", args=[article.pk]), {"step": step, **data}, follow=True)


def undo(client, decision=None):
    decision = decision or Decision.objects.first()
    return client.post(reverse("admin:articles_decision_undo", args=[decision.pk]), follow=True)


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


# --- Steps ------------------------------------------------------------------------------------------------------------

WHOLE = [("t", "原题"), ("p", "甲。"), ("p", "乙。"), ("p", "丙。")]

STEPS = {
    "to a heading": ("retype", {"passage": "甲。", "retype-kind": "heading"}, [WHOLE[0], ("h", "甲。"), *WHOLE[2:]]),
    "up": ("up", {"passage": "乙。"}, [WHOLE[0], WHOLE[2], WHOLE[1], WHOLE[3]]),
    "up to the top": ("up", {"passage": "甲。"}, [WHOLE[1], WHOLE[0], *WHOLE[2:]]),
    "down": ("down", {"passage": "乙。"}, [*WHOLE[:2], WHOLE[3], WHOLE[2]]),
    "behind another": ("move", {"passages": "甲。", "move-after": "丙。"}, [WHOLE[0], *WHOLE[2:], WHOLE[1]]),
    "to the beginning": ("move", {"passages": "丙。", "move-after": ""}, [WHOLE[3], *WHOLE[:3]]),
    "split": ("split", {"passages": "丙。", "split-title": "新篇"}, WHOLE[:3]),
}


@pytest.mark.parametrize(("step", "data", "after"), STEPS.values(), ids=STEPS)
def test_a_step_is_one_decision_and_can_be_undone(browser, article, step, data, after):
    client = browser("编辑")
    keys = {
        name: passage(article, value).pk if value in "甲。乙。丙。" and value else value for name, value in data.items()
    }
    work(client, article, step, **keys)
    assert texts(article) == after
    assert Decision.objects.count() == 1
    undo(client)
    assert texts(article) == WHOLE
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("step", "text"), [("up", "原题"), ("down", "丙。")])
def test_nothing_goes_beyond_the_ends(browser, article, step, text):
    work(browser("编辑"), article, step, passage=passage(article, text).pk)
    assert texts(article) == WHOLE
    assert not Decision.objects.exists()


def test_a_split_article_goes_its_own_way_with_its_claims(browser, article):
    claim = make_claim(article, make_hospital("丙。"))
    work(browser("编辑"), article, "split", passages=passage(article, "丙。").pk, **{"split-title": "新篇"})
    new = Article.objects.exclude(pk=article.pk).get()
    claim.refresh_from_db()
    assert (new.title, texts(new), claim.passage.article) == ("新篇", [("p", "丙。")], new)


def test_passages_go_to_another_article_of_the_page(browser, article, sibling):
    keys = [passage(article, text).pk for text in ("乙。", "丙。")]
    work(browser("编辑"), article, "move-into", passages=keys, **{"move-into-other": sibling.pk})
    assert [text for _kind, text in texts(sibling)] == ["别题", "丁。", "乙。", "丙。"]


def test_articles_are_joined_and_separated_again(browser, article, sibling):
    client = browser("编辑")
    work(client, article, "join", **{"join-other": sibling.pk})
    assert [text for _kind, text in texts(article)][-1] == "丁。"
    assert [found.pk for found in client.get("/admin/articles/article/").context["cl"].result_list] == [article.pk]
    undo(client)
    sibling.refresh_from_db()
    assert (texts(article), sibling.joined_into) == (WHOLE, None)


def test_an_article_continues_one_of_another_page(browser, article):
    first = make_article("上篇", page=make_page())
    client = browser("编辑")
    work(client, article, "attach", **{"attach-to": first.pk})
    article.refresh_from_db()
    assert article.continuation_of == first
    work(client, article, "detach")
    article.refresh_from_db()
    assert article.continuation_of is None


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "data"),
    [
        ("split", {}),
        ("split", {"passages": "all"}),
        ("join", {"join-other": "elsewhere"}),
        ("move", {"passages": "elsewhere"}),
        ("retype", {"passage": "first", "retype-kind": "nothing"}),
        ("retype", {"passage": "last", "retype-kind": "title"}),
        ("attach", {"attach-to": "itself"}),
        ("attach", {}),
        ("up", {"passage": "999999"}),
    ],
    ids=lambda value: str(value),
)
def test_what_cannot_be_is_told_and_changes_nothing(browser, article, step, data):
    elsewhere = make_article("远处", page=make_page())
    rows = list(article.passages.order_by("order"))
    words = {
        "all": [row.pk for row in rows],
        "first": rows[0].pk,
        "last": rows[-1].pk,
        "itself": article.pk,
        "elsewhere": elsewhere.pk if step == "join" else elsewhere.passages.first().pk,
    }
    answer = work(browser("编辑"), article, step, **{name: words.get(value, value) for name, value in data.items()})
    assert said(answer)
    assert texts(article) == WHOLE
    assert not Decision.objects.exists()


def test_no_other_step(browser, article):
    assert work(browser("审核"), article, "publish").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_each_group_works_as_it_may(browser, article, role):
    answer = work(browser(role), article, "up", passage=passage(article, "乙。").pk)
    assert (answer.status_code, Decision.objects.exists()) == ((403, False) if role == "检索" else (200, True))


# --- Undoing ----------------------------------------------------------------------------------------------------------


def test_the_latest_of_ones_own_is_undone_from_the_screen(browser, article):
    client = browser("编辑")
    work(client, article, "up", passage=passage(article, "乙。").pk)
    review.correct_text(passage(article, "丙。"), "丙丙。", by=make_user("colleague"))
    place = reverse("admin:articles_article_undo", args=[article.pk])
    client.post(place)
    assert texts(article) == [*WHOLE[:3], ("p", "丙丙。")]
    assert "没有" in said(client.post(place, follow=True))


def test_what_something_stands_on_is_not_undone(browser, article):
    client = browser("编辑")
    one = passage(article, "甲。")
    review.correct_text(one, "甲甲。", by=client.user)
    first = Decision.objects.get()
    review.correct_text(one, "甲甲甲。", by=client.user)
    answer = undo(client, first)
    assert "甲甲" in said(answer)
    assert passage(article, "甲。").text == "甲甲甲。"


def test_an_undoing_can_be_undone_but_a_decision_only_once(browser, article):
    client = browser("编辑")
    review.correct_text(passage(article, "甲。"), "甲甲。", by=client.user)
    first = Decision.objects.get()
    undo(client, first)
    assert said(undo(client, first))
    undo(client)
    assert passage(article, "甲。").text == "甲甲。"


@pytest.mark.parametrize(
    ("role", "whose", "act", "may"),
    [
        ("检索", "other", "correct", False),
        ("编辑", "own", "correct", True),
        ("编辑", "other", "correct", False),
        ("编辑", "own", "publish", False),
        ("审核", "other", "correct", True),
        ("审核", "other", "publish", True),
    ],
)
def test_who_may_undo_what(browser, role, whose, act, may):
    article = make_article(paragraphs=["甲。"], published=False)
    client = browser(role)
    by = client.user if whose == "own" else make_user("colleague")
    if act == "publish":
        review.publish([article], by=by)
    else:
        review.correct_text(passage(article, "甲。"), "甲甲。", by=by)
    decision = Decision.objects.get()
    shown = client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    place = reverse("admin:articles_decision_undo", args=[decision.pk])
    assert (place in shown) == may
    assert (client.post(place).status_code == 302) == may
    assert (Decision.objects.count() == 2) == may


def test_undoing_leads_back_to_where_one_was_and_nowhere_else(browser, article):
    client = browser("编辑")
    for n, (given, expected) in enumerate(
        [("/admin/articles/decision/", "/admin/articles/decision/"), ("https://example.org/", None)]
    ):
        review.correct_text(passage(article, "甲。"), f"甲{n}。", by=client.user)
        decision = Decision.objects.first()
        place = reverse("admin:articles_decision_undo", args=[decision.pk])
        answer = client.post(place, {"next": given})
        assert answer.url == (expected or f"/admin/articles/decision/{decision.pk}/change/")


def test_a_text_is_compared_letter_by_letter(browser, article):
    long = make_passage(article, "医院党委高度重视党建工作的引领作用。", order=9)
    review.correct_text(long, "医院党委高度重视党建工作的引领和保障作用。", by=make_user("colleague"))
    client = browser("检索")
    for name in ("history", "review"):
        page = client.get(reverse(f"admin:articles_article_{name}", args=[article.pk])).content.decode()
        assert "引领<ins>和保障</ins>作用" in page


# --- Repairs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_a_repair_is_switched_off_and_on_again(browser, tmp_path, role):
    (tmp_path / "a.txt").write_text(
        "党 建 引 领 发 展\n\n示 范 医 院 党 委 下 设 12 个 党 支 部 。\n", encoding="utf-8"
    )
    ingest([str(tmp_path / "a.txt")])
    page, article = SourcePage.objects.get(), Article.objects.get()
    client = browser(role)
    screen = client.get(reverse("admin:articles_article_review", args=[article.pk]))
    rule = screen.context["repairs"][0].rule
    place = reverse("admin:articles_sourcepage_repair", args=[page.pk])
    answer = client.post(place, {"rule": rule})
    page.refresh_from_db()
    if role == "检索":
        assert (answer.status_code, page.repairs_off) == (403, [])
        return
    assert page.repairs_off == [rule]
    client.post(place, {"rule": rule, "on": "1"})
    page.refresh_from_db()
    assert page.repairs_off == []
    assert said(client.post(place, {"rule": "no_such_rule"}, follow=True))
