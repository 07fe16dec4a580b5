"""Reprints as people decide them: linked, unlinked, told apart, and all of it undone."""

import pytest

from articles import review
from articles.models import Article, LikelyReprint
from articles.reprints import refresh_reprints
from tests.factories import make_article, make_page, make_user

pytestmark = pytest.mark.django_db

TEXT = ["党支部每月到社区义诊，由退休医生带队，遇到行动不便的老人就上门量血压、送药，一年下来走遍了全部楼栋。" * 2]


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def printed():
    """Three articles of three pages that print the same."""
    articles = [make_article(title, TEXT) for title in "甲乙丙"]
    refresh_reprints(article.pk for article in articles)
    return articles


def links():
    return {article.title: article.reprint_of and article.reprint_of.title for article in Article.objects.all()}


def undecided():
    return {f"{pair.first.title}{pair.second.title}" for pair in LikelyReprint.objects.undecided()}


def test_all_reprints_lead_to_the_first_printing(editor, printed):
    one, two, three = printed
    review.link_reprint(article=three, of=two, by=editor)
    assert (links(), undecided()) == ({"甲": None, "乙": None, "丙": "乙"}, {"甲乙", "甲丙"})
    review.link_reprint(article=two, of=one, by=editor)
    assert (links(), undecided()) == ({"甲": None, "乙": "甲", "丙": "甲"}, set())
    two.refresh_from_db()
    assert {article.title for article in Article.objects.printings_of(two)} == {"甲", "丙"}


def test_one_that_reprints_a_reprint_reprints_the_first(editor, printed):
    one, two, three = printed
    review.link_reprint(article=two, of=one, by=editor)
    review.link_reprint(article=three, of=two, by=editor)
    assert links() == {"甲": None, "乙": "甲", "丙": "甲"}


def test_a_link_is_undone_or_taken_away(editor, printed):
    one, two, _three = printed
    decision = review.link_reprint(article=two, of=one, by=editor)
    assert (decision.kind, decision.article) == ("reprint", two)
    assert review.link_reprint(article=two, of=one, by=editor) is None
    review.undo(decision, editor)
    assert (links()["乙"], undecided()) == (None, {"甲乙", "甲丙", "乙丙"})
    review.link_reprint(article=two, of=one, by=editor)
    assert review.unlink_reprint(article=two, by=editor).kind == "no_reprint"
    assert links()["乙"] is None
    assert review.unlink_reprint(article=two, by=editor) is None


def test_what_was_told_apart_is_not_proposed_again_nor_linked(editor, printed):
    one, two, _three = printed
    decision = review.distinguish(first=two, second=one, by=editor)
    refresh_reprints([one.pk, two.pk])
    assert undecided() == {"甲丙", "乙丙"}
    with pytest.raises(review.RefusedError):
        review.link_reprint(article=one, of=two, by=editor)
    review.undo(decision, editor)
    assert undecided() == {"甲乙", "甲丙", "乙丙"}


def test_what_cannot_be_a_reprint_is_refused(editor, printed):
    one, two, _three = printed
    page = make_page("一页")
    here, there = make_article("此", page=page), make_article("彼", page=page)
    with pytest.raises(review.RefusedError):
        review.link_reprint(article=here, of=there, by=editor)
    with pytest.raises(review.RefusedError):
        review.link_reprint(article=one, of=one, by=editor)
    review.link_reprint(article=two, of=one, by=editor)
    with pytest.raises(review.RefusedError):
        review.link_reprint(article=one, of=two, by=editor)


def test_reprints_follow_an_article_that_is_joined_to_another(editor, printed):
    one, two, _three = printed
    whole = make_article("全文", page=one.page)
    review.link_reprint(article=two, of=one, by=editor)
    review.join_articles(article=whole, others=[one], by=editor)
    assert links()["乙"] == "全文"


def test_the_first_printing_may_go(editor, printed):
    one, two, _three = printed
    review.link_reprint(article=two, of=one, by=editor)
    decision = review.delete([one], by=editor)
    assert links() == {"乙": None, "丙": None}
    review.undo(decision, editor)
    assert links()["乙"] == "甲"
