"""Suggestions while typing, and the way from hit to hit, with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Theme
from articles.search.index import index_names
from tests.browser.conftest import PHONE, WIDE


@pytest.fixture(autouse=True)
def themes(library):
    index_names(Theme.objects.all())


WAYS = [{"viewport": WIDE}, {"viewport": PHONE}]


@pytest.mark.parametrize("options", WAYS)
def test_suggestions_are_chosen_with_the_keyboard(open_page, library, options):
    page = open_page("/articles/", **options)
    field = page.get_by_label("Search the archive").last
    field.press_sequentially("zuzhi")
    offered = page.get_by_role("option")
    expect(offered).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    field.press("ArrowDown")
    field.press_sequentially("jianshe")
    expect(offered).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("组织建设")


def test_what_is_typed_is_searched_where_nothing_was_chosen(open_page, library):
    page = open_page("/articles/")
    field = page.get_by_label("Search the archive").last
    field.press_sequentially("组织")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q="))


@pytest.mark.parametrize("options", WAYS)
def test_an_article_opens_at_its_first_hit_and_leads_to_the_next(open_page, library, options):
    page = open_page("/articles/?q=党支部", **options)
    page.locator("article.card h3 a").first.click()
    expect(page).to_have_url(re.compile(r"#p\d+$"))
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.locator(".hit-place")).to_have_text(re.compile(r"^1 / \d+$"))
    page.get_by_role("button", name="Next hit").click()
    expect(page.locator("mark.here")).to_be_in_viewport()


def test_suggestions_are_there_after_the_list_was_narrowed_in_its_place(open_page, library):
    page = open_page("/articles/")
    page.get_by_role("link", name=re.compile("^组织建设")).first.click()
    expect(page).to_have_url(re.compile("theme="))
    page.get_by_label("Search the archive").last.press_sequentially("zuzhi")
    expect(page.get_by_role("option")).to_have_count(1)
