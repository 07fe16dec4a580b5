"""Several people, or several rows, at once: nobody's edit is reverted, and open forms can tell that they are stale."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction

from articles import review
from articles.models import Article, Figure, HospitalMention, ReviewReason
from tests.factories import make_article, make_claim, make_figure, make_hospital, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


def changes(decision):
    return {(change.model, change.object_pk): (change.before, change.after) for change in decision.changes.all()}


def test_judging_a_claim_that_was_edited_meanwhile_keeps_the_edit(editor):
    article, other = make_article(paragraphs=["甲医院。"]), make_hospital("乙医院")
    stale = make_claim(article, make_hospital("甲医院"))
    HospitalMention.objects.update(hospital=other, is_subject=True)
    decision = review.confirm([stale], by=editor)
    assert HospitalMention.objects.filter(hospital=other, is_subject=True, status="confirmed").exists()
    [(before, after)] = changes(decision).values()
    assert before.keys() == after.keys() == {"status", "decided_by_id", "decided_at"}


def test_publishing_an_article_that_was_edited_meanwhile_keeps_the_edit(editor):
    stale = make_article("旧题", published=False)
    Article.objects.update(title="新题", review="reviewed")
    decision = review.publish([stale], by=editor)
    assert Article.objects.filter(title="新题", review="reviewed", publication="published").exists()
    assert changes(decision)["article", stale.pk][0].keys() == {"publication", "published_at"}


def test_what_somebody_else_did_already_is_not_done_again(editor):
    draft, public = make_article(published=False), make_article()
    Article.objects.filter(pk=draft.pk).update(publication="published", published_at="2022-07-01T00:00Z")
    Article.objects.filter(pk=public.pk).update(publication="draft")
    assert review.publish([draft], by=editor) is None
    assert review.withdraw([public], by=editor) is None
    stale = make_figure(make_article(paragraphs=["党员293人"]), "293", 293)
    Figure.objects.update(status="rejected")
    assert review.reject([stale], by=editor) is None


def test_what_is_gone_is_not_judged(editor):
    stale = make_figure(make_article(paragraphs=["党员293人"]), "293", 293)
    Figure.objects.all().delete()
    assert review.confirm([stale], by=editor) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda article, by: review.correct_text(article.passages.last(), "改过。", by=by),
        lambda article, by: review.delete(article.contributors.all(), by=by),
        lambda article, by: review.publish([article], by=by),
        lambda article, by: review.save(ReviewReason(article=article, code="truncated"), by=by),
    ],
    ids=["a text corrected", "a byline deleted", "published", "a reason added"],
)
def test_whatever_changes_an_article_is_a_new_revision(editor, act):
    article = make_article(contributors=[("记者", "某甲")], published=False)
    act(article, editor)
    now = Article.objects.get()
    assert now.revision == article.revision + 1
    assert now.updated_at > article.updated_at


def test_a_verdict_on_a_claim_is_no_revision_of_the_article(editor):
    article = make_article(paragraphs=["党员293人"])
    review.confirm([make_figure(article, "293", 293)], by=editor)
    assert Article.objects.get().revision == article.revision


@pytest.mark.django_db(transaction=True)
def test_a_held_article_waits_for_nobody_else():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time")
    article = make_article()

    def write():
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1 FROM articles_article WHERE id = %s FOR UPDATE NOWAIT", [article.pk])
        connections.close_all()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        review.hold(article.passages.last())
        with pytest.raises(OperationalError):
            other.submit(write).result()


# --- Places -----------------------------------------------------------------------------------------------------------


def test_rows_are_arranged_as_one_decision_and_nothing_else_of_them_is_stored(editor):
    article = make_article(contributors=[("记者", "甲"), ("记者", "乙")])
    first, second = article.contributors.all()
    first.order, second.order, first.name = 1, 0, "丙"
    decision = review.arrange([first, second], by=editor)
    assert list(article.contributors.values_list("name", flat=True)) == ["乙", "甲"]
    assert changes(decision) == {
        ("contributor", first.pk): ({"order": 0}, {"order": 1}),
        ("contributor", second.pk): ({"order": 1}, {"order": 0}),
    }
    assert review.arrange([first, second], by=editor) is None
    assert review.arrange([], by=editor) is None
