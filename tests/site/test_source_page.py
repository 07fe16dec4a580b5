"""The page as it came, line by line."""

import pytest

from articles.models import AppliedFix, PageRemnant, Passage
from articles.views.page_map import map_page
from tests.factories import make_article, make_page

TEXT = "甲甲乙\r\n\r\n丙 丁\n"


def passage(key, *spans):
    return Passage(pk=key, kind="paragraph", spans=[list(span) for span in spans])


def remnant(key, *spans):
    return PageRemnant(pk=key, kind="copy", spans=[list(span) for span in spans])


def outline(lines):
    """Each line as text with its owners: P1 a passage, R1 a remnant, - nobody, ? kept back."""

    def owner(stretch):
        if stretch.is_withheld:
            return "?"
        record = stretch.passage or stretch.remnant
        return f"{'P' if stretch.passage else 'R'}{record.pk}" if record else "-"

    return [[(stretch.text, owner(stretch)) for stretch in line.stretches] for line in lines]


@pytest.mark.parametrize(
    ("passages", "remnants", "only_owned", "expected"),
    [
        ([], [], False, [[("甲甲乙", "-")], [], [("丙 丁", "-")]]),
        ([], [], True, [[("", "?")], [], [("", "?")]]),
        (
            [passage(1, (0, 1), (2, 3)), passage(2, (7, 8), (9, 10))],
            [remnant(1, (1, 2))],
            False,
            [[("甲", "P1"), ("甲", "R1"), ("乙", "P1")], [], [("丙 丁", "P2")]],
        ),
        (
            [passage(2, (7, 8))],
            [remnant(1, (1, 2))],
            True,
            [[("", "?")], [], [("丙 ", "P2"), ("", "?")]],
        ),
        ([passage(1, (9, 99))], [], False, [[("甲甲乙", "-")], [], [("丙 ", "-"), ("丁", "P1")]]),
    ],
)
def test_every_character_has_its_owner(passages, remnants, only_owned, expected):
    assert outline(map_page(TEXT, passages, remnants, [], only_owned=only_owned)) == expected


def test_each_record_begins_once_where_it_is_first_shown():
    first, second = passage(1, (0, 3), (9, 10)), passage(2, (7, 8))
    lines = map_page(TEXT, [first, second], [], [], only_owned=False)
    assert [line.begins for line in lines] == [[first], [], [second]]


@pytest.mark.parametrize(("only_owned", "kept"), [(False, ["a", "b"]), (True, ["b"])])
def test_repair_of_a_line_that_is_kept_back_is_kept_back_too(only_owned, kept):
    fixes = [
        AppliedFix(pk=1, rule="a", first_line=1, last_line=2),
        AppliedFix(pk=2, rule="b", first_line=3, last_line=3),
    ]
    lines = map_page(TEXT, [passage(1, (7, 8), (9, 10))], [], fixes, only_owned=only_owned)
    assert [fix.rule for line in lines for fix in line.fixes] == kept


@pytest.mark.django_db
def test_page_shows_lines_articles_and_repairs(body):
    page = make_page("医院医院\n正文一行\n主办单位")
    article = make_article("医院", ["正文一行"], page=page)
    version = page.versions.get()
    version.remnants.create(order=0, kind="imprint", text="主办单位", spans=[[10, 14]])
    version.fixes.create(order=0, rule="undouble_phrases", first_line=1, last_line=1, before="医院医院", after="医院")
    html = body(page.get_absolute_url())
    for number in (1, 2, 3):
        assert f'id="L{number}"' in html
    assert '<span class="owner-1">正文一行</span>' in html
    assert '<span class="owner-remnant">主办单位</span>' in html
    assert "医院医院</del>" in html
    assert "shadow copy removed" in html
    assert f'href="{article.get_absolute_url()}#p' in html
    assert page.get_absolute_url() in body(article.get_absolute_url())


@pytest.mark.django_db
def test_every_repair_has_a_name_for_readers():
    from articles.restore.repair import REPAIRS
    from articles.views.repairs import repair_label

    assert [repair.name for repair in REPAIRS if repair_label(repair.name) == repair.name] == []
