"""A claim that a person corrects says what the person says, stands where they say, and is confirmed."""

from decimal import Decimal

import pytest

from articles import review
from articles.models import Decision
from tests.factories import make_article, make_claim, make_figure, make_hospital, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def figure():
    return make_figure(make_article(paragraphs=["党员293人，全院职工若干。支部12个，293人。"]), "293", 293)


def test_a_corrected_claim_is_confirmed(editor, figure):
    hospital = make_hospital()
    decision = review.correct_claim(claim=figure, value=Decimal("290"), hospital=hospital, by=editor)
    figure.refresh_from_db()
    assert (figure.value, figure.hospital, figure.status, figure.decided_by) == (290, hospital, "confirmed", editor)
    assert decision.kind == "correct"
    assert review.correct_claim(claim=figure, value=Decimal("290"), by=editor) is None


def test_the_nearest_of_the_printed_words_count(editor, figure):
    review.correct_claim(claim=figure, words="支部12个", by=editor)
    figure.refresh_from_db()
    assert (figure.printed, figure.quote) == ("支部12个", "支部12个，293人。")
    review.correct_claim(claim=figure, words="293人", by=editor)
    figure.refresh_from_db()
    assert figure.start == 20


@pytest.mark.parametrize("wrong", [{"words": "不在段落里"}, {"value_to": Decimal("1")}, {"measure": ""}])
def test_what_cannot_be_is_refused_and_nothing_written(editor, figure, wrong):
    with pytest.raises(review.RefusedError):
        review.correct_claim(claim=figure, by=editor, **wrong)
    figure.refresh_from_db()
    assert (figure.status, figure.value_to) == ("proposed", None)
    assert not Decision.objects.exists()


def test_where_a_claim_came_from_is_not_for_a_person_to_say(editor, figure):
    with pytest.raises(TypeError, match="rule"):
        review.correct_claim(claim=figure, rule="better", by=editor)


def test_a_claim_that_was_deleted_meanwhile_is_told(editor):
    claim = make_claim(make_article(), make_hospital())
    type(claim).objects.all().delete()
    with pytest.raises(review.RefusedError):
        review.correct_claim(claim=claim, hospital=make_hospital("乙"), by=editor)
