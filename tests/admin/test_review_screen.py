"""The review of an article on one screen: what it shows, what its buttons do, and for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import review
from articles.models import Article, ArticleTheme, Decision, HospitalMention, Passage
from articles.roles import ROLES
from tests.admin.browsing import filled
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_page,
    make_passage,
    make_theme,
    make_user,
)

BUDGET = 30
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def article(db):
    """An article of two passages with a hospital, a figure and a theme, all proposed."""
    made = make_article("原题", ["甲医院党员293人。", "第二段。"], published=False)
    make_claim(made, make_hospital("甲医院"), is_subject=True)
    make_figure(made, "党员293人", 293, unit="人")
    make_claim(made, make_theme("组织建设"))
    return made


def address(article, name="review", *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def claims(article):
    [mention] = HospitalMention.objects.in_article(article)
    [theme] = ArticleTheme.objects.filter(article=article)
    return mention, theme


def body(article):
    return article.passages.filter(kind="paragraph")


# --- What it shows ----------------------------------------------------------------------------------------------------


def test_the_page_stands_beside_the_article_with_its_lines(browser, article):
    article.review_reasons.create(code="truncated", first_line=2, last_line=2, detail="甲医院")
    page = browser("检索").get(address(article)).content.decode()
    assert '<li id="line-2" class="mine">甲医院党员293人。</li>' in page
    assert 'href="#line-2"' in page
    assert "文字中断" in page
    assert 'data-lines="2"' in page


def test_words_of_claims_are_marked_once_and_escaped(browser):
    article = make_article(paragraphs=["<b>甲医院党员</b>293人。"])
    make_claim(article, make_hospital("甲医院党员"))
    make_figure(article, "党员</b>293人", 293)
    page = browser("检索").get(address(article)).content.decode()
    assert "&lt;b&gt;<mark" in page
    assert ">甲医院</mark><mark" in page
    assert "<b>甲" not in page


def test_an_article_costs_the_same_whatever_it_holds(browser, article):
    client = browser("审核")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(article)).status_code == 200
        return len(captured)

    one = cost()
    for n in range(5, 15):
        passage = make_passage(article, "甲医院。", order=n)
        passage.section = article.sections.create(order=n, speaker="某")
        passage.save()
        make_claim(article, make_hospital(f"第{n}医院"), key=str(n), passage=passage, start=0, end=3)
        article.review_reasons.create(code="truncated", passage=passage)
        article.contributors.create(order=n, role="记者", name="某")
        article.comments.create(text="看看", by=client.user)
        make_article(f"第{n}篇")
    assert cost() == one < BUDGET


def test_the_list_leads_to_the_review_and_the_review_through_the_list(browser):
    first, second, third = (make_article(f"第{n}篇", kind=kind) for n, kind in enumerate(["case", "news", "case"]))
    client = browser("检索")
    listed = client.get("/admin/articles/article/?kind__exact=case").content.decode()
    assert f"{address(first)}?_changelist_filters=kind__exact%3Dcase" in listed
    place = client.get(f"{address(first)}?_changelist_filters=kind__exact%3Dcase").context["place"]
    assert (place.number, place.total, place.previous, place.next) == (1, 2, None, third.pk)
    place = client.get(address(second)).context["place"]
    assert (place.number, place.total, place.previous, place.next) == (2, 3, first.pk, third.pk)


@pytest.mark.parametrize("filters", ["e=1", "kind__exact=nothing", "nonsense=1", "p=99", "%00", "q=%00"])
def test_a_list_that_cannot_be_breaks_nothing(browser, article, filters):
    answer = browser("检索").get(address(article), {"_changelist_filters": filters})
    assert answer.status_code == 200


def test_no_such_article(browser, article):
    assert browser("检索").get("/admin/articles/article/999999/review/").status_code == 404


# --- Judging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verdict", "status"), [("confirm", "confirmed"), ("reject", "rejected")])
@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_one_claim_is_judged_in_its_place(browser, article, verdict, status, headers):
    mention, _theme = claims(article)
    data = {"claims": f"hospitalmention:{mention.pk}", "passage": mention.passage_id, "verdict": verdict}
    answer = browser("编辑").post(address(article, "judge"), data, headers=headers)
    mention.refresh_from_db()
    assert mention.status == status
    if headers:
        assert f'id="passage-{mention.passage_id}"' in answer.content.decode()
        assert "<html" not in answer.content.decode()
    else:
        assert answer.url.endswith(f"/review/#passage-{mention.passage_id}")


def test_a_theme_is_judged_in_its_place(browser, article):
    _mention, theme = claims(article)
    data = {"claims": f"articletheme:{theme.pk}", "passage": "", "verdict": "confirm"}
    answer = browser("编辑").post(address(article, "judge"), data, headers=SCRIPT)
    theme.refresh_from_db()
    assert theme.status == "confirmed"
    assert 'id="themes"' in answer.content.decode()


def test_everything_undecided_is_confirmed_at_once_and_nothing_else(browser, article):
    mention, theme = claims(article)
    rejected = make_claim(article, make_hospital("乙医院"), status="rejected")
    adrift = make_claim(article, make_hospital("丙医院"), is_adrift=True)
    elsewhere = make_claim(make_article(paragraphs=["甲医院。"]), mention.hospital)
    browser("编辑").post(address(article, "judge"), {"all": "1", "verdict": "confirm"})
    for claim in (mention, theme, rejected, adrift, elsewhere):
        claim.refresh_from_db()
    states = [claim.status for claim in (mention, theme, rejected, adrift, elsewhere)]
    assert states == ["confirmed", "confirmed", "rejected", "proposed", "proposed"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("verdict", ["", "delete", "publish"])
def test_no_other_verdict(browser, article, verdict):
    assert browser("审核").post(address(article, "judge"), {"verdict": verdict, "all": "1"}).status_code == 404
    assert not Decision.objects.exists()


# --- Correcting -------------------------------------------------------------------------------------------------------


def test_a_claim_is_corrected_in_its_place_and_so_confirmed(browser, article):
    mention, _theme = claims(article)
    other = make_hospital("乙医院")
    client = browser("编辑")
    where = address(article, "claim", "hospitalmention", mention.pk)
    form = client.get(where, headers=SCRIPT)
    assert "<html" not in form.content.decode()
    data = {"words": "甲医院", "hospital": other.pk, "is_subject": "on"}
    answer = client.post(where, data, headers=SCRIPT)
    mention.refresh_from_db()
    assert (mention.hospital, mention.status, mention.decided_by) == (other, "confirmed", client.user)
    assert f'id="passage-{mention.passage_id}"' in answer.content.decode()


def test_words_that_are_not_there_come_back_with_the_reason(browser, article):
    mention, _theme = claims(article)
    where = address(article, "claim", "hospitalmention", mention.pk)
    answer = browser("编辑").post(where, {"words": "丙医院", "hospital": mention.hospital_id}, headers=SCRIPT)
    assert answer.context["form"].errors.keys() == {"words"}
    assert answer["HX-Retarget"] == f"#claim-hospitalmention-{mention.pk}"
    assert not Decision.objects.exists()


def test_what_the_machine_missed_is_added_in_its_place(browser, article):
    hospital = make_hospital("乙医院")
    passage = body(article).last()
    where = f"{address(article, 'claim', 'hospitalmention', 0)}?passage={passage.pk}"
    client = browser("编辑")
    assert client.get(where, headers=SCRIPT).status_code == 200
    client.post(where, {"words": "第二段", "hospital": hospital.pk}, headers=SCRIPT)
    added = HospitalMention.objects.get(hospital=hospital)
    assert (added.printed, added.status, added.passage) == ("第二段", "confirmed", passage)


def test_a_theme_is_added_once(browser, article):
    theme = make_theme("清廉建设")
    where = address(article, "claim", "articletheme", 0)
    client = browser("编辑")
    client.post(where, {"theme": theme.pk}, headers=SCRIPT)
    assert client.post(where, {"theme": theme.pk}, headers=SCRIPT).context["form"].errors
    assert ArticleTheme.objects.filter(theme=theme, status="confirmed").count() == 1


@pytest.mark.parametrize("model", ["hospital", "user", "nothing"])
def test_only_claims_have_such_a_form(browser, article, model):
    assert browser("审核").get(address(article, "claim", model, 1)).status_code == 404


def test_claims_of_another_article_are_not_reached_from_here(browser, article):
    mention, _theme = claims(article)
    other = make_article("别的")
    client = browser("审核")
    assert client.get(address(other, "claim", "hospitalmention", mention.pk)).status_code == 404
    assert client.post(address(other, "text", mention.passage_id), {"text": "x"}).status_code == 404
    data = {"claims": f"hospitalmention:{mention.pk}", "passage": mention.passage_id, "verdict": "reject"}
    assert client.post(address(other, "judge"), data, headers=SCRIPT).status_code == 404
    assert not Decision.objects.exists()


# --- Text, head, comments ---------------------------------------------------------------------------------------------


def test_a_text_is_corrected_and_taken_back(browser, article):
    passage = body(article).first()
    client = browser("编辑")
    where = address(article, "text", passage.pk)
    answer = client.post(where, {"initial-text": passage.text, "text": "甲医院有党员293人。"}, headers=SCRIPT)
    passage.refresh_from_db()
    assert passage.text == "甲医院有党员293人。"
    assert "甲医院党员293人。" in answer.content.decode()
    client.post(where, {"initial-text": passage.text, "text": passage.machine_text}, headers=SCRIPT)
    passage.refresh_from_db()
    assert passage.correction is None
    assert list(Decision.objects.values_list("kind", flat=True)) == ["correct_text"] * 2


@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "no script"])
def test_a_text_that_somebody_changed_meanwhile_comes_back_once(browser, article, headers):
    passage = body(article).first()
    review.correct_text(passage, "同事的。", by=make_user("colleague"))
    client = browser("编辑")
    where = address(article, "text", passage.pk)
    answer = client.post(where, {"initial-text": passage.machine_text, "text": "我的。"}, headers=headers)
    shown = answer.content.decode()
    assert "“同事的。”" in shown
    assert "我的。" in shown
    assert Passage.objects.get(pk=passage.pk).text == "同事的。"
    client.post(where, {"initial-text": "同事的。", "text": "我的。"}, headers=headers)
    assert Passage.objects.get(pk=passage.pk).text == "我的。"


def test_an_empty_text_is_refused(browser, article):
    passage = body(article).first()
    answer = browser("编辑").post(address(article, "text", passage.pk), {"text": " "}, headers=SCRIPT)
    assert "不能清空" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_head_and_who_reviews(browser, staff, article):
    client = browser("编辑")
    colleague = staff("审核")
    page = client.get(address(article))
    form = page.context["head_form"]
    data = {f"head-{name}": form.initial.get(name) or "" for name in ("kicker", "subtitle", "kind")}
    data |= {"head-title": "新题", "head-assigned_to": colleague.pk, "head-about_party_building": "on"}
    client.post(address(article, "head"), data)
    article.refresh_from_db()
    assert (article.title, article.assigned_to) == ("新题", colleague)
    assert article.passages.get(kind="title").text == "新题"
    assert [found.pk for found in client.get("/admin/articles/article/?assigned=others").context["cl"].result_list] == [
        article.pk
    ]


def test_a_head_that_cannot_be_comes_back_with_the_reason(browser, article):
    data = {"head-title": "长" * 301, "head-kind": "case"}
    answer = browser("编辑").post(address(article, "head"), data)
    assert answer.status_code == 200
    assert "300" in answer.content.decode()
    assert not Decision.objects.exists()


def test_comments_have_an_author_and_a_place(browser, article):
    client = browser("编辑")
    client.post(address(article, "comment"), {"text": "缺第三部分，请核对原版。"})
    comment = article.comments.get()
    assert (comment.by, comment.is_settled) == (client.user, False)
    page = client.get(address(article)).content.decode()
    assert "请核对原版" in page
    client.post(address(article, "comment"), {"text": ""})
    assert article.comments.count() == 1


def test_who_did_not_write_a_comment_may_settle_but_not_reword_it(browser, page_of, article):
    comment = article.comments.create(text="原话", by=make_user("colleague"))
    client = browser("编辑")
    data = filled(client.get(page_of(comment))) | {"text": "改话", "is_settled": "on"}
    client.post(page_of(comment), data)
    comment.refresh_from_db()
    assert (comment.text, comment.is_settled) == ("原话", True)


# --- Ending -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "step", "states"),
    [("编辑", "finish", ("reviewed", "draft")), ("审核", "publish", ("reviewed", "published"))],
)
def test_the_next_article_follows(browser, article, role, step, states):
    other = make_article("下一篇", page=make_page())
    answer = browser(role).post(
        f"{address(article, 'end')}?_changelist_filters=review__exact%3Dwaiting", {"step": step}
    )
    article.refresh_from_db()
    assert (article.review, article.publication) == states
    assert answer.url == f"{address(other)}?_changelist_filters=review__exact%3Dwaiting"


def test_after_the_end_of_the_queue_come_those_that_were_passed_by(browser, article):
    last = make_article("最后一篇", page=make_page())
    assert browser("编辑").post(address(last, "end"), {"step": "finish"}).url.startswith(f"{address(article)}?")


def test_after_the_last_one_stays(browser, article):
    answer = browser("编辑").post(address(article, "end"), {"step": "finish"})
    assert answer.url == address(article)


# --- Rights -----------------------------------------------------------------------------------------------------------

ACTS = {
    "judge": ({"all": "1", "verdict": "confirm"}, {"编辑", "审核"}),
    "head": ({"head-kind": "case", "head-title": "新"}, {"编辑", "审核"}),
    "comment": ({"text": "看看"}, {"编辑", "审核"}),
    "end": ({"step": "publish"}, {"审核"}),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_each_group_does_what_it_may(browser, article, role, act):
    data, allowed = ACTS[act]
    code = browser(role).post(address(article, act), data).status_code
    assert (code == 403) == (role not in allowed)
    assert Decision.objects.exists() == (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_each_group_corrects_what_it_may(browser, article, role):
    mention, _theme = claims(article)
    may = role != "检索"
    client = browser(role)
    places = [address(article, "claim", "hospitalmention", mention.pk), address(article, "text", mention.passage_id)]
    codes = [client.post(place, {"text": "改。"}, headers=SCRIPT).status_code for place in places]
    assert codes == [200 if may else 403] * 2
    buttons = client.get(address(article)).content.decode()
    assert ('name="verdict"' in buttons) == may


@pytest.mark.parametrize("account", ["nobody", "reader"])
def test_everyone_else_is_sent_to_the_login(client, article, account):
    if account == "reader":
        client.force_login(make_user("somebody"))
    for name in ("review", *ACTS):
        for answer in (client.get(address(article, name)), client.post(address(article, name), {"all": "1"})):
            assert answer.status_code == 302
            assert answer.url.startswith("/admin/login/")


def test_a_reviewed_article_is_not_asked_for_again(browser, article):
    browser("编辑").post(address(article, "end"), {"step": "finish"})
    assert Article.objects.awaiting_review().count() == 0


def test_only_posting_writes(browser, article):
    client = browser("审核")
    assert {client.get(address(article, name)).status_code for name in ACTS} == {405}
