"""Two people at one record: nobody's words are written over unasked, and whoever comes second sees what happened."""

import pytest

from articles import review
from articles.models import Article, Decision, Hospital, Initiative, Passage, Section
from tests.admin.browsing import errors_of, filled, row_of, save, send
from tests.factories import make_article, make_hospital, make_initiative, make_practice, make_theme, make_user


@pytest.fixture
def colleague(db):
    return make_user("colleague")


@pytest.fixture
def article(db):
    return make_article("原题", ["第一段。", "第二段。"])


def edit(record, by, **values):
    """What a colleague does meanwhile."""
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    return review.save(record, by=by)


def rows(page, article):
    """The prefixes of the passages of the body, in order."""
    body = article.passages.filter(kind="paragraph")
    return [row_of(page, "passages", passage) for passage in body]


# --- Articles ---------------------------------------------------------------------------------------------------------


def test_the_second_of_two_saves_comes_back_and_is_stored_when_sent_again(browser, page_of, colleague, article):
    client = browser("编辑")
    opened = client.get(page_of(article))
    edit(article, colleague, title="同事的题")
    refused = send(client, page_of(article), opened, title="我的题")
    assert refused.status_code == 200
    assert "colleague" in errors_of(refused)
    assert "同事的题" in errors_of(refused)
    assert filled(refused)["title"] == "我的题"
    assert Article.objects.get().title == "同事的题"
    assert send(client, page_of(article), refused).status_code == 302
    assert Article.objects.get().title == "我的题"


def test_what_only_the_colleague_changed_stays_when_the_form_is_sent_again(browser, page_of, colleague, article):
    client = browser("编辑")
    opened = client.get(page_of(article))
    first, second = rows(opened, article)
    edit(article, colleague, title="同事的题", about_party_building=False)
    review.correct_text(article.passages.get(machine_text="第一段。"), "同事的第一段。", by=colleague)
    refused = send(client, page_of(article), opened, **{f"{second}-text": "我的第二段。"})
    shown = filled(refused)
    assert (shown["title"], shown[f"{first}-text"], shown[f"{second}-text"]) == (
        "同事的题",
        "同事的第一段。",
        "我的第二段。",
    )
    assert "about_party_building" not in shown
    assert Passage.objects.filter(correction="我的第二段。").count() == 0
    send(client, page_of(article), refused)
    article.refresh_from_db()
    assert (article.title, article.about_party_building) == ("同事的题", False)
    assert [passage.text for passage in article.passages.all()] == ["同事的题", "同事的第一段。", "我的第二段。"]


def test_a_passage_that_both_corrected_shows_both_texts(browser, page_of, colleague, article):
    client = browser("编辑")
    opened = client.get(page_of(article))
    first, _ = rows(opened, article)
    review.correct_text(article.passages.get(machine_text="第一段。"), "同事的第一段。", by=colleague)
    refused = send(client, page_of(article), opened, **{f"{first}-text": "我的第一段。"})
    assert "“同事的第一段。”" in errors_of(refused)
    assert filled(refused)[f"{first}-text"] == "我的第一段。"
    assert send(client, page_of(article), refused).status_code == 302
    assert article.passages.get(machine_text="第一段。").text == "我的第一段。"


@pytest.mark.parametrize(
    "act",
    [
        lambda article, by: review.publish([article], by=by),
        lambda article, by: review.correct_text(article.passages.last(), "改过。", by=by),
        lambda article, by: review.delete([article.passages.last()], by=by),
        lambda article, by: review.save(Section(article=article, order=0, speaker="某"), by=by),
    ],
    ids=["published", "a passage corrected", "a passage deleted", "a section added"],
)
def test_whatever_happens_to_an_article_makes_open_forms_stale(browser, page_of, colleague, act):
    article = make_article("原题", ["第一段。", "第二段。"], published=False)
    client = browser("编辑")
    opened = client.get(page_of(article))
    act(article, colleague)
    refused = send(client, page_of(article), opened, title="我的题")
    assert (refused.status_code, Article.objects.get().title) == (200, "原题")
    assert send(client, page_of(article), refused).status_code == 302
    assert Article.objects.get().title == "我的题"


def test_a_row_that_was_deleted_meanwhile_is_passed_over_and_its_text_told(browser, page_of, colleague, article):
    client = browser("编辑")
    opened = client.get(page_of(article))
    first, second = rows(opened, article)
    review.delete([article.passages.get(machine_text="第一段。")], by=colleague)
    refused = send(client, page_of(article), opened, **{f"{first}-text": "白写的。", f"{second}-text": "有用的。"})
    assert {filled(refused)[f"{row}-text"] for row in (first, second)} == {"白写的。", "有用的。"}
    answer = client.post(page_of(article), filled(refused), follow=True)
    assert [passage.text for passage in article.passages.all()] == ["原题", "有用的。"]
    assert any("白写的。" in str(message) for message in answer.context["messages"])


def test_a_form_of_ones_own_is_not_stale(browser, page_of, article):
    client = browser("编辑")
    save(client, page_of(article), title="甲题", _act="take_into_review")
    save(client, page_of(article), title="乙题", _continue="1")
    save(client, page_of(article), title="丙题")
    assert Article.objects.get().title == "丙题"


def test_what_is_judged_meanwhile_makes_no_form_stale(browser, page_of, colleague):
    article, hospital = make_article(paragraphs=["甲医院。"]), make_hospital("甲医院")
    client = browser("编辑")
    opened = client.get(page_of(article))
    claim = article.passages.last().hospitalmentions.create(hospital=hospital, start=0, end=3, key="k", rule="r")
    review.confirm([claim], by=colleague)
    assert send(client, page_of(article), opened, title="我的题").status_code == 302


# --- Other records ----------------------------------------------------------------------------------------------------


def test_a_record_keeps_what_both_changed_in_different_fields(browser, page_of, colleague):
    hospital = make_hospital("甲医院")
    client = browser("编辑")
    opened = client.get(page_of(hospital))
    edit(hospital, colleague, level="三级甲等")
    refused = send(client, page_of(hospital), opened, city="甲市")
    assert (refused.status_code, filled(refused)["level"]) == (200, "三级甲等")
    send(client, page_of(hospital), refused)
    assert Hospital.objects.filter(level="三级甲等", city="甲市").exists()


def test_the_same_edit_by_two_people_is_no_conflict(browser, page_of, colleague):
    hospital = make_hospital("甲医院")
    client = browser("编辑")
    opened = client.get(page_of(hospital))
    edit(hospital, colleague, city="甲市")
    assert send(client, page_of(hospital), opened, city="甲市").status_code == 302
    assert Decision.objects.count() == 1


def test_choices_of_records_are_told_by_name(browser, page_of, colleague):
    mine, theirs = make_practice("我的做法"), make_practice("同事的做法")
    first, second = make_theme("甲主题"), make_theme("乙主题")
    initiative = make_initiative()
    client = browser("编辑")
    opened = client.get(page_of(initiative))
    edit(initiative, colleague, practice=theirs, is_named=False)
    review.set_related(initiative, "themes", [first], by=colleague)
    changed = {"practice": mine.pk, "themes": [second.pk]}
    refused = send(client, page_of(initiative), opened, **changed)
    assert {"practice", "themes", "is_named"} == set(refused.context["adminform"].form.errors)
    assert "同事的做法" in errors_of(refused)
    assert "甲主题" in errors_of(refused)
    send(client, page_of(initiative), refused)
    initiative = Initiative.objects.get()
    assert (initiative.practice, initiative.is_named, list(initiative.themes.all())) == (mine, False, [second])


def test_rows_of_an_inline_are_compared_too(browser, page_of, colleague):
    practice = make_practice("甲做法", synonyms=["旧说法"])
    synonym = practice.synonyms.get()
    client = browser("编辑")
    opened = client.get(page_of(practice))
    row = row_of(opened, "synonyms", synonym)
    edit(synonym, colleague, name="同事的说法")
    refused = send(client, page_of(practice), opened, **{f"{row}-name": "我的说法"})
    assert refused.status_code == 200
    assert "同事的说法" in errors_of(refused)
    send(client, page_of(practice), refused)
    assert practice.synonyms.get().name == "我的说法"


@pytest.mark.parametrize("text", ["一\n二", "一\r\n二", "一\r二", " 前后有空白 "])
def test_line_ends_and_white_space_are_no_change(browser, page_of, text):
    initiative = make_initiative(outcome=text)
    save(browser("编辑"), page_of(initiative), stage="trial")
    assert Initiative.objects.get().stage == "trial"
