"""What belongs to which article: passages moved, retyped, articles retitled, split, joined, continued; all undone."""

from datetime import datetime

import pytest

from articles import review
from articles.models import Article, Decision, Passage, SearchEntry
from tests.factories import make_article, make_claim, make_hospital, make_page, make_passage, make_theme, make_user
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db
HISTORY = {"decision", "change", "searchentry", "searchname"}
COUNTS = {"revision", "updated_at"}


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def page():
    return make_page("甲题\n甲一。\n甲二。\n甲三。\n乙题\n乙一。")


@pytest.fixture
def first(page):
    return make_article("甲题", ["甲一。", "甲二。", "甲三。"], page=page, contributors=[("记者", "某甲")])


@pytest.fixture
def second(page):
    return make_article("乙题", ["乙一。"], page=page, contributors=[("记者", "某甲"), ("记者", "某乙")])


def texts(article):
    return list(article.passages.order_by("order").values_list("machine_text", flat=True))


def state():
    """Everything but the history, to say that an undone act left nothing behind. Times count to the millisecond."""
    return {
        model: [{name: _rough(value) for name, value in row.items() if name not in COUNTS} for row in rows]
        for model, rows in snapshot(leave_out=HISTORY).items()
    }


def _rough(value):
    return value.replace(microsecond=value.microsecond // 1000) if isinstance(value, datetime) else value


def passage(article, text):
    return article.passages.get(machine_text=text)


def test_a_title_that_a_person_gives_is_no_suggested_one(editor):
    article = make_article("", ["正文。"], title_is_suggested=True)
    review.retitle(article=article, title="新题", by=editor)
    article.refresh_from_db()
    assert (article.title, article.title_is_suggested) == ("新题", False)
    assert review.retitle(article=article, title="新题", by=editor) is None


def test_a_title_that_is_too_long_is_refused(editor, first):
    with pytest.raises(review.RefusedError, match="300"):
        review.retitle(article=first, title="题" * 301, by=editor)


@pytest.mark.parametrize("kind", ["heading", "caption", "byline", "subtitle"])
def test_a_passage_becomes_something_else(editor, first, kind):
    review.retype(passage=passage(first, "甲一。"), kind=kind, by=editor)
    assert passage(first, "甲一。").kind == kind
    first.refresh_from_db()
    assert first.subtitle == ("甲一。" if kind == "subtitle" else "")


def test_a_title_that_is_none_leaves_the_head_and_makes_room(editor, first):
    with pytest.raises(review.RefusedError, match="甲题"):
        review.retype(passage=passage(first, "甲一。"), kind="title", by=editor)
    review.retype(passage=passage(first, "甲题"), kind="paragraph", by=editor)
    first.refresh_from_db()
    assert first.title == ""
    review.retype(passage=passage(first, "甲一。"), kind="title", by=editor)
    first.refresh_from_db()
    assert first.title == "甲一。"


def test_passages_move_within_their_article(editor, first):
    review.move_passages(passages=[passage(first, "甲三。")], after=passage(first, "甲题"), by=editor)
    assert texts(first) == ["甲题", "甲三。", "甲一。", "甲二。"]
    review.move_passages(passages=[passage(first, "甲二。"), passage(first, "甲一。")], by=editor)
    assert texts(first) == ["甲二。", "甲一。", "甲题", "甲三。"]


def test_passages_move_to_another_article_with_their_claims(editor, first, second):
    claim = make_claim(first, make_hospital("甲二"), "甲二")
    decision = review.move_passages(passages=[passage(first, "甲二。")], after=passage(second, "乙题"), by=editor)
    assert (texts(first), texts(second)) == (["甲题", "甲一。", "甲三。"], ["乙题", "甲二。", "乙一。"])
    assert claim.passage.__class__.objects.get(pk=claim.passage_id).article == second
    assert "甲二。" in SearchEntry.objects.filter(article=second).values_list("text", flat=True)
    assert decision.article is None


def test_a_title_that_moves_is_a_heading_where_there_is_one_already(editor, first, second):
    review.move_passages(passages=[passage(second, "乙题")], article=first, after=passage(first, "甲一。"), by=editor)
    assert passage(first, "乙题").kind == "heading"
    assert Article.objects.get(pk=second.pk).title == ""


@pytest.mark.parametrize("wrong", ["other page", "two articles", "after elsewhere", "after itself"])
def test_moves_that_cannot_be_are_refused(editor, first, second, wrong):
    stranger = make_article("丙题", ["丙一。"])
    one = passage(first, "甲一。")
    acts = {
        "other page": {"passages": [one], "article": stranger},
        "two articles": {"passages": [one, passage(second, "乙一。")]},
        "after elsewhere": {"passages": [one], "article": first, "after": passage(second, "乙一。")},
        "after itself": {"passages": [one], "after": one},
    }
    with pytest.raises(review.RefusedError):
        review.move_passages(by=editor, **acts[wrong])
    assert not Decision.objects.exists()


def test_a_split_makes_an_article_as_public_as_its_origin(editor, first):
    theme = make_theme()
    make_claim(first, theme)
    claim = make_claim(first, make_hospital("甲三"), "甲三")
    decision = review.split_article(
        article=first, passages=[passage(first, "甲二。"), passage(first, "甲三。")], title="分出的题", by=editor
    )
    new = review.made(decision)
    assert (texts(first), texts(new)) == (["甲题", "甲一。"], ["甲二。", "甲三。"])
    assert (new.title, new.publication, new.page) == ("分出的题", "published", first.page)
    assert new.theme_links.get().theme == theme
    assert Passage.objects.get(pk=claim.passage_id).article == new
    assert new.public_id != first.public_id


def test_a_part_with_its_own_title_keeps_it(editor, page):
    article = make_article("", ["甲一。"], page=page)
    make_passage(article, "乙题", kind="title")
    Article.objects.filter(pk=article.pk).update(title="乙题")
    new = review.made(review.split_article(article=article, passages=article.passages.filter(kind="title"), by=editor))
    assert new.title == "乙题"
    assert Article.objects.get(pk=article.pk).title == ""


@pytest.mark.parametrize("chosen", [[], ["甲题", "甲一。", "甲二。", "甲三。"]], ids=["none", "all"])
def test_a_split_leaves_something_on_both_sides(editor, first, chosen):
    with pytest.raises(review.RefusedError):
        review.split_article(article=first, passages=[passage(first, text) for text in chosen], by=editor)


def test_joined_articles_are_one_and_the_old_address_leads_there(editor, first, second, client):
    section = second.sections.create(order=0, speaker="某丙")
    second.passages.update(section=section)
    review.join_articles(article=first, others=[second], by=editor)
    second.refresh_from_db()
    assert texts(first) == ["甲题", "甲一。", "甲二。", "甲三。", "乙题", "乙一。"]
    assert passage(first, "乙题").kind == "heading"
    assert passage(first, "乙一。").section == section
    assert [person.name for person in first.contributors.all()] == ["某甲", "某乙"]
    assert (second.current(), second.publication, second.title) == (first, "withdrawn", "")
    assert client.get(second.get_absolute_url()).url == first.get_absolute_url()
    assert review.publish([second], by=editor) is None


@pytest.mark.parametrize("wrong", ["itself", "other page", "twice"])
def test_joins_that_cannot_be_are_refused(editor, first, second, wrong):
    others = {"itself": [first], "other page": [make_article("丙题")], "twice": [second, second]}[wrong]
    with pytest.raises(review.RefusedError):
        review.join_articles(article=first, others=others, by=editor)
    assert not Decision.objects.exists()


def test_a_continuation_is_attached_across_pages_but_not_in_a_circle(editor, first):
    rest = make_article("丙题")
    review.attach(continuation=rest, to=first, by=editor)
    assert list(first.continuations.all()) == [rest]
    with pytest.raises(review.RefusedError):
        review.attach(continuation=first, to=rest, by=editor)
    review.detach(continuation=rest, by=editor)
    assert not first.continuations.exists()


ACTS = {
    "retitle": lambda one, two, by: review.retitle(article=one, title="新题", by=by),
    "retype": lambda one, two, by: review.retype(passage=passage(one, "甲题"), kind="paragraph", by=by),
    "arrange": lambda one, two, by: review.move_passages(passages=[passage(one, "甲三。")], by=by),
    "move": lambda one, two, by: review.move_passages(passages=[passage(one, "甲二。")], article=two, by=by),
    "split": lambda one, two, by: review.split_article(article=one, passages=[passage(one, "甲二。")], by=by),
    "split head": lambda one, two, by: review.split_article(article=one, passages=[passage(one, "甲题")], by=by),
    "join": lambda one, two, by: review.join_articles(article=one, others=[two], by=by),
    "attach": lambda one, two, by: review.attach(continuation=two, to=one, by=by),
    "correct": lambda one, two, by: review.correct_text(passage(one, "甲一。"), "改过。", by=by),
    "delete a passage": lambda one, two, by: review.delete([passage(one, "甲二。")], by=by),
    "delete an article": lambda one, two, by: review.delete([one], by=by),
    "withdraw": lambda one, two, by: review.withdraw([one, two], by=by),
    "confirm": lambda one, two, by: review.confirm(passage(one, "甲一。").hospitalmentions.all(), by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_act_can_be_undone_and_done_again(editor, first, second, act):
    theme = make_theme()
    for article in (first, second):
        make_claim(article, theme)
        article.sections.create(order=0, speaker="某丙")
        article.review_reasons.create(code="truncated", passage=article.passages.last())
    make_claim(first, make_hospital("甲一"), "甲一")
    before = state()
    decision = act(first, second, editor)
    after = state()
    assert after != before
    undoing = review.undo(decision, editor)
    assert state() == before
    assert undoing.undoes == decision
    again = review.undo(undoing, editor)
    assert again.kind == decision.kind
    assert state() == after
    with pytest.raises(review.RefusedError):
        review.undo(decision, editor)


def test_what_something_stands_on_is_not_undone_and_says_why(editor, first):
    correction = review.correct_text(passage(first, "甲一。"), "改过。", by=editor)
    review.correct_text(passage(first, "甲一。"), "又改过。", by=editor)
    with pytest.raises(review.StandsOnError) as caught:
        review.undo(correction, editor)
    assert "editor" in str(caught.value)
    assert passage(first, "甲一。").text == "又改过。"


def test_a_record_that_others_need_by_now_is_not_unmade(editor, first):
    hospital = make_hospital("甲医院")
    hospital.pk, hospital._state.adding, hospital.public_id = None, True, "newnewid"
    hospital.name = "乙医院"
    decision = review.save(hospital, by=editor)
    make_claim(first, hospital, "甲一")
    with pytest.raises(review.StandsOnError):
        review.undo(decision, editor)


def test_a_later_act_elsewhere_does_not_stand_in_the_way(editor, first):
    correction = review.correct_text(passage(first, "甲一。"), "改过。", by=editor)
    review.correct_text(passage(first, "甲二。"), "另改。", by=editor)
    review.undo(correction, editor)
    assert passage(first, "甲一。").text == "甲一。"
    assert passage(first, "甲二。").text == "另改。"
