"""Articles that were read, printed plainly and read again, are the same articles."""

import pytest

from articles.restore.page import read_page
from tests.page_maker.layouts import LAYOUTS, UNDAMAGED
from tests.page_maker.maker import make_pages
from tests.restore.layouts import page, titles_first
from tests.restore.plain import plain
from tests.restore.rendering import render
from tests.restore.samples import BRIEFS, CASE, COMMENT, NEWS, STORY

SHARES = {"undamaged": ((UNDAMAGED,), 8, 0.9), "development": (LAYOUTS, 28, 0.9)}
"""Layouts, how many pages, and the least share of the articles that come back the same."""


@pytest.mark.parametrize("sample", [CASE, NEWS, COMMENT, STORY, *BRIEFS], ids=lambda sample: sample.title)
def test_an_article_comes_back_the_same(sample):
    read = read_page(page(titles_first(sample, 16)))
    assert plain(read_page(render(read))) == plain(read)


@pytest.mark.parametrize("name", SHARES)
def test_articles_of_whole_pages_come_back_the_same(name):
    layouts, count, least = SHARES[name]
    same = found = 0
    for made in make_pages(layouts, count):
        read = read_page(made.data)
        again = plain(read_page(render(read)))
        same += sum(article in again for article in plain(read))
        found += len(read.articles)
    assert same >= least * found
