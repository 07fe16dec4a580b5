"""What a person is asked to look at: printed words, the lines where they stand, and nothing left out."""

import re

import pytest
from hypothesis import given, settings

from articles.restore.page import read_page
from articles.restore.types import REASONS, Page
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.maker import make_pages
from tests.restore.test_properties import page_like, read

WITHOUT_LINES = {"title_missing", "section_missing", "undecodable"}
MISSING_PART = re.compile(r"[A-H]|\d{1,2}")


def solid(text):
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def pages():
    return [read_page(made.data) for made in make_pages(LAYOUTS, 2 * len(LAYOUTS))]


def all_reasons(pages):
    return [(page, article, reason) for page in pages for article in page.articles for reason in article.reasons]


def test_a_reason_quotes_words_of_its_article(pages):
    for _, article, reason in all_reasons(pages):
        printed = solid("".join(part.text.text for part in article.passages()) + article.continued_from)
        if reason.code == "section_missing":
            assert MISSING_PART.fullmatch(reason.detail)
        elif reason.code != "continuation_missing":
            assert solid(reason.detail) in printed


def test_a_reason_says_its_lines(pages):
    found = all_reasons(pages)
    assert {reason.code for _, _, reason in found} <= REASONS.keys()
    for page, _, reason in found:
        assert (reason.lines is None) == (reason.code in WITHOUT_LINES)
        if reason.lines:
            assert 1 <= reason.lines[0] <= reason.lines[1] <= len(page.lines)


def lines_of(page, parts):
    return [line for part in parts for lines in page.line_ranges(part.text.spans()) for line in lines]


@settings(max_examples=300, deadline=None)
@given(page_like)
def test_lines_that_found_no_place_are_told_where_they_stand_in_an_article(text):
    page = read(text.encode())
    if not isinstance(page, Page):
        return
    blocks = [remnant for remnant in page.remnants if remnant.kind == "unplaced" and not remnant.detail]
    for article in page.articles:
        own = lines_of(page, article.passages())
        told = {reason.lines[0] for reason in article.reasons if reason.code == "leftover_lines"}
        left = {min(lines_of(page, [block])) for block in blocks}
        assert {line for line in left if min(own) < line < max(own)} <= told
