"""The ways of a reader, walked in a real browser, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.library import SENTENCE

WAYS = [
    pytest.param({}, id="wide"),
    pytest.param({"java_script_enabled": False}, id="without-javascript"),
    pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="phone-without-javascript"),
]


@pytest.mark.parametrize("options", WAYS)
def test_find_a_case_by_its_theme(open_page, library, options):
    page = open_page(**options)
    page.locator("#main").get_by_role("link", name="组织建设").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("组织建设")
    page.get_by_role("link", name="党建引领 服务先行").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("党建引领 服务先行")


@pytest.mark.parametrize("options", WAYS)
def test_find_a_case_by_its_hospital(open_page, library, options):
    page = open_page(**options)
    page.get_by_role("navigation").get_by_role("link", name="Hospitals").click()
    page.get_by_role("link", name="示范医院").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示范医院")
    page.get_by_role("link", name="党建引领 服务先行").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("党建引领 服务先行")


@pytest.mark.parametrize("options", WAYS)
def test_find_a_case_by_its_words(open_page, library, options):
    page = open_page(**options)
    page.get_by_label("Search the archive").fill("党支部")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator("article.card mark").first).to_have_text("党支部")
    page.get_by_role("link", name="党建引领 服务先行").click()
    expect(page.locator(".article-text mark").first).to_have_text("党支部")


@pytest.mark.parametrize("options", WAYS)
def test_narrow_the_list_and_loosen_it_again(open_page, library, options):
    page = open_page("/articles/", **options)
    if options.get("viewport") == PHONE:
        page.get_by_text("Narrow the list").click()
    page.locator(".facet").get_by_role("link", name="brief").click()
    expect(page.locator("article.card")).to_have_count(1)
    page.locator(".pills").get_by_role("link", name="brief").click()
    expect(page.locator("article.card")).to_have_count(3)
    page.get_by_role("link", name="Party-building cases", exact=True).click()
    expect(page.locator("article.card")).to_have_count(2)


def test_list_is_narrowed_in_its_place(open_page, library):
    page = open_page("/articles/")
    page.evaluate("window.isTheSamePage = true")
    page.locator(".facet").get_by_role("link", name="brief").click()
    expect(page.locator("article.card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?kind=brief$"))
    expect(page.get_by_role("status")).to_have_text("1 result")
    expect(page.locator(".facet a[aria-current]")).to_be_focused()
    page.locator(".pills").get_by_role("link", name="brief").click()
    expect(page.locator("article.card")).to_have_count(3)
    page.get_by_label("Search the archive").fill("党支部")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("article.card")).to_have_count(1)
    assert page.evaluate("window.isTheSamePage")
    page.go_back()
    expect(page.locator("article.card")).to_have_count(3)


@pytest.mark.parametrize("options", WAYS)
def test_fact_opens_its_sentence(open_page, library, options):
    page = open_page(library["article"], **options)
    sentence = page.locator(".evidence", has_text=SENTENCE)
    if options.get("viewport", WIDE) == WIDE:
        expect(sentence).not_to_be_in_viewport()
    page.locator(".facts .to-sentence", has_text="党员293人").last.click()
    expect(page).to_have_url(re.compile(r"#p\d+-\d+$"))
    expect(sentence).to_be_in_viewport()
    expect(page.locator(":target")).to_have_text(SENTENCE)


def test_sentence_leads_back_to_its_facts(open_page, library):
    page = open_page(library["article"])
    page.locator(".evidence", has_text=SENTENCE).hover()
    page.get_by_role("link", name="facts stand on this sentence").last.click()
    expect(page.locator(".facts :target")).to_be_in_viewport()


def test_facts_of_a_long_article_are_one_touch_away_on_a_phone(open_page, library):
    page = open_page(library["article"], viewport=PHONE)
    facts = page.get_by_role("heading", name="What the article says")
    expect(facts).not_to_be_in_viewport()
    page.get_by_role("link", name="What the article says").click()
    expect(facts).to_be_in_viewport()


@pytest.mark.parametrize("options", WAYS)
def test_scan_of_the_page_is_one_click_from_its_article(open_page, library, options):
    page = open_page(library["article"], **options)
    with page.expect_response(lambda response: response.url.endswith("/scan/")) as answer:
        page.get_by_role("link", name="Scan of the page").click()
    assert (answer.value.status, answer.value.headers["content-type"]) == (200, "image/png")
    page.go_back()
    page.get_by_role("link", name="Compare with the page as it came").click()
    expect(page.get_by_role("img", name="Scan of the page")).to_be_visible()


def test_text_beside_its_printed_lines(open_page, library):
    page = open_page(library["article"])
    page.get_by_role("link", name="Text beside its printed lines").click()
    text, line = page.locator(".article-text > p").first, page.locator(".printed-beside li").nth(1)
    expect(line).to_be_visible()
    assert line.bounding_box()["x"] > text.bounding_box()["x"] + text.bounding_box()["width"]


@pytest.mark.parametrize("options", WAYS)
def test_map_leads_to_the_articles_of_a_province(open_page, library, options):
    page = open_page(**options)
    page.get_by_role("link", name="广东省: 1 article").click()
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator(".pills")).to_contain_text("广东省")


@pytest.mark.parametrize("options", WAYS)
def test_hospitals_side_by_side(open_page, library, options):
    page = open_page(library["hospital"], **options)
    page.get_by_role("link", name="Compare with another hospital").click()
    expect(page.get_by_role("rowheader", name="Party members", exact=True)).to_be_visible()
    page.get_by_label("Name of a hospital").fill("没有的医院")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("No hospital is called")).to_be_visible()


def test_sentence_of_a_hospital_opens_in_its_article(open_page, library):
    page = open_page(library["hospital"])
    page.locator("li", has_text="293人").locator("figcaption a").last.click()
    expect(page.locator(":target")).to_have_text(SENTENCE)
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("options", WAYS)
def test_compare_with_the_page_as_it_came(open_page, library, options):
    page = open_page(library["article"], **options)
    page.get_by_role("link", name="Compare with the page as it came").click()
    first = page.locator("#L1")
    expect(first).to_contain_text("党建引领 服务先行")
    first.get_by_text("letter spacing closed").click()
    expect(first.locator("del")).to_be_visible()
    first.get_by_role("link", name="title").click()
    expect(page.locator(":target")).to_have_text("党建引领 服务先行")


def test_everything_with_the_keyboard_alone(open_page, library):
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search the archive")).to_be_focused()
    page.keyboard.type("党支部")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name="党建引领 服务先行")
    expect(result).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if result.evaluate("link => link === document.activeElement"):
            break
    outline = result.evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("党建引领 服务先行")


def test_fact_and_its_sentence_with_the_keyboard_alone(open_page, library):
    page = open_page(library["article"])
    page.locator(".facts .to-sentence", has_text="党员293人").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_text(SENTENCE)
    page.keyboard.press("Tab")
    back = page.locator(":focus")
    expect(back).to_have_accessible_name(re.compile("facts stand on this sentence"))
    assert back.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")
    expect(page.locator(".facts :target")).to_be_in_viewport()


def test_switch_of_language(open_page, library):
    page = open_page(library["themes"])
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("主题")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Themes")
