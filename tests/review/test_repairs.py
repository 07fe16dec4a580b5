"""A repair that does a page harm is switched off for it: the page is read anew, now and whenever it comes again."""

import pytest

from articles import review
from articles.checking import check_archive
from articles.ingest import Options, ingest
from articles.models import AppliedFix, Article, Decision, Passage, SourcePage
from tests.factories import make_user
from tests.ingest.pages import PAGE

pytestmark = pytest.mark.django_db
WIDE = PAGE.replace("120人，", "120人，ＣＴ一台，")
RULE = "plain_letters"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def write(tmp_path):
    def put(text):
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        ingest([str(tmp_path)], Options())

    return put


def is_wide():
    return Passage.objects.filter(machine_text__contains="ＣＴ").exists()


def test_a_repair_is_off_for_its_page_until_it_is_on_again(write, editor):
    write(WIDE)
    assert AppliedFix.objects.filter(rule=RULE).exists()
    page, address = SourcePage.objects.get(), Article.objects.get().public_id
    assert not is_wide()
    decision = review.switch_repair(page=page, rule=RULE, on=False, by=editor)
    assert is_wide()
    assert (decision.kind, Article.objects.get().public_id) == ("repair", address)
    assert review.switch_repair(page=page, rule=RULE, on=False, by=editor) is None
    write(WIDE.replace("300余", "500余"))
    assert is_wide()
    assert list(check_archive()) == []
    review.switch_repair(page=page, rule=RULE, on=True, by=editor)
    assert not is_wide()
    assert list(check_archive()) == []


def test_switching_can_be_undone_and_keeps_what_people_decided(write, editor):
    write(WIDE)
    review.correct_text(Passage.objects.get(machine_text__contains="300余"), "改过的段落。", by=editor)
    decision = review.switch_repair(page=SourcePage.objects.get(), rule=RULE, on=False, by=editor)
    review.undo(decision, editor)
    assert not is_wide()
    assert SourcePage.objects.get().repairs_off == []
    assert Passage.objects.get(machine_text__contains="300余").text == "改过的段落。"


def test_an_unknown_repair_is_refused(write, editor):
    write(PAGE)
    with pytest.raises(review.RefusedError, match="no_such"):
        review.switch_repair(page=SourcePage.objects.get(), rule="no_such", on=False, by=editor)
    assert not Decision.objects.exists()
