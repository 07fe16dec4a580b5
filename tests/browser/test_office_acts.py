"""What editors do beside reading, clicked through in a real browser: change many, merge, bring tables in, undo."""

import pytest

from articles.models import Article, Decision, Hospital
from tests.factories import make_article, make_claim, make_hospital

TABLE = "名称,省份\n甲市医院,甲省\n新县医院,乙省\n"


@pytest.fixture
def shelf(transactional_db):
    """More briefs than a page of the list shows, in two hospitals that are one."""
    hospitals = [make_hospital("甲市医院"), make_hospital("甲市人民医院")]
    for n in range(120):
        article = make_article(f"第{n}条", [f"{hospitals[n % 2].name}第{n}条消息。"], kind="brief", published=False)
        make_claim(article, hospitals[n % 2])
    return hospitals


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def undo_from_the_message(page):
    """Follow the link of the message to the decision, and undo it there."""
    with page.expect_navigation():
        page.get_by_role("link", name="See it, or undo it").click()
    press(page, "Undo")


def test_all_that_a_filter_finds_is_changed_and_changed_back(shelf, office):
    page = office("/admin/articles/article/?kind__exact=brief")
    page.locator("#action-toggle").check()
    page.locator(".actions .question a, #changelist-actions .question a").first.click()
    page.locator("select[name=action]").select_option("edit_many")
    with page.expect_navigation():
        page.locator("#changelist-actions button[name=index]").click()
    page.select_option("#id_review", "in_review")
    press(page, "Show what would change")
    assert Article.objects.filter(review="in_review").count() == 0
    assert page.get_by_text("120 records would change").is_visible()
    press(page, "Change them")
    assert Article.objects.filter(review="in_review").count() == 120
    undo_from_the_message(page)
    assert Article.objects.filter(review="in_review").count() == 0


def test_two_hospitals_become_one_and_two_again(shelf, office):
    kept, other = shelf
    page = office(f"/admin/articles/hospital/{other.pk}/merge/?into={kept.pk}")
    assert page.locator("#moves").is_visible()
    press(page, "Merge")
    assert Hospital.objects.get(pk=other.pk).merged_into == kept
    page.goto(f"/admin/articles/decision/{Decision.objects.get().pk}/change/")
    press(page, "Undo")
    assert Hospital.objects.get(pk=other.pk).merged_into is None


def test_a_table_of_hospitals_is_previewed_and_brought_in(shelf, office, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    page = office("/admin/articles/hospital/import/")
    page.set_input_files("input[type=file]", str(table))
    page.select_option("select[name=format]", label="csv")
    with page.expect_navigation():
        page.locator("form[enctype] input[type=submit], form[enctype] button[type=submit]").first.click()
    assert page.get_by_text("新县医院").first.is_visible()
    assert not Hospital.objects.filter(name="新县医院").exists()
    with page.expect_navigation():
        page.locator("form[action*=process_import]").locator("button, input[type=submit]").first.click()
    assert Hospital.objects.get(name="新县医院").province == "乙省"
