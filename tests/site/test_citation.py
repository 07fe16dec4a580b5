"""Citations: what is known in its place, what is not left out."""

import pytest

from articles.views.citation import bibtex, gb_citation
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db

KNOWN = {"newspaper": "示范报", "issue_date": "2021-03-04", "page_label": "第3版"}
TWO = [("记者", "某甲"), ("通讯员", "某乙"), ("摄影", "某丙")]
FOUR = [("作者", name) for name in ("某甲", "某乙", "某丙", "某丁")]


def make(page: dict, contributors=(), **fields):
    article = make_article("标题", page=make_page(**page), contributors=contributors, **fields)
    article.page.refresh_from_db()
    return article


@pytest.mark.parametrize(
    ("page", "contributors", "fields", "expected"),
    [
        (KNOWN, TWO, {}, "某甲, 某乙. 标题[N]. 示范报, 2021-03-04(3)."),
        (KNOWN, FOUR, {}, "某甲, 某乙, 某丙, 等. 标题[N]. 示范报, 2021-03-04(3)."),
        (KNOWN, (), {}, "标题[N]. 示范报, 2021-03-04(3)."),
        (KNOWN | {"page_label": "A4"}, (), {}, "标题[N]. 示范报, 2021-03-04(A4)."),
        ({"newspaper": "示范报"}, (), {}, "标题[N]. 示范报."),
        ({"issue_date": "2021-03-04"}, (), {}, "标题[N]. 2021-03-04."),
        ({}, TWO, {}, "某甲, 某乙. 标题[N]."),
        ({}, (), {"title_is_suggested": True}, "[标题][N]."),
    ],
)
def test_reference_in_the_chinese_standard(page, contributors, fields, expected):
    assert gb_citation(make(page, contributors, **fields)) == expected


def test_bibtex_holds_what_is_known():
    article = make(KNOWN, TWO)
    assert bibtex(article, "https://archive.example/a/").split("\n") == [
        f"@article{{{article.public_id},",
        "  author = {{某甲} and {某乙}},",
        "  title = {{标题}},",
        "  journal = {示范报},",
        "  year = {2021},",
        "  month = {3},",
        "  day = {4},",
        "  pages = {第3版},",
        "  url = {https://archive.example/a/}",
        "}",
    ]


def test_bibtex_leaves_out_what_is_not():
    entry = bibtex(make({}), "x")
    assert [line.split(" = ")[0].strip() for line in entry.split("\n")[1:-1]] == ["title", "url"]


def test_bibtex_runs_no_command():
    article = make_article("100% \\input{x} & #1")
    assert r"{{100\% \\input\{x\} \& \#1}}" in bibtex(article, "x")


def test_article_shows_how_it_is_cited(body):
    article = make(KNOWN, TWO)
    html = body(article.get_absolute_url())
    assert "某甲, 某乙. 标题[N]. 示范报, 2021-03-04(3)." in html
    assert f"http://testserver{article.get_absolute_url()}" in html
