"""Habits of pages that generated ones do not have: short items, lines cut off, pieces of an article apart."""

import pytest

from articles.restore.joins import text_signs
from articles.restore.page import read_page
from articles.restore.segment.contributors import ABOUT_THE_AUTHOR

ITEMS = """简 讯

某市中心医院启动夜间门诊
某市中心医院日前在儿科、皮肤科、
口腔科等8个科室开设夜间门诊，每晚
接诊至21时30分。

某县举办乡村医生急救比武
近日，全县乡村医生急救技能比武举行，
来自各乡镇的96名选手参加心肺复苏、
气道异物清除等4个项目的角逐。
"""
CUT = """把支部建在病区

过去开支部会，内科十几个科室的人凑在
一起，谁也认不全，更谈不上研究业务，
医院党委决心调整支部的设置，凡有三名

第二党支部党员在社区开展义诊活动

以上正式党员的临床科室，都单独建立党
支部，由科主任或护士长担任支部书记。
"""


def test_short_items_have_the_line_above_for_a_title_and_the_name_of_their_column_is_none():
    page = read_page(ITEMS.encode())
    assert [article.title and article.title.text.text for article in page.articles] == [
        "某市中心医院启动夜间门诊",
        "某县举办乡村医生急救比武",
    ]
    assert [remnant.kind for remnant in page.remnants] == ["imprint"]


def test_a_caption_as_wide_as_the_column_does_not_part_a_sentence():
    (article,) = read_page(CUT.encode()).articles
    assert [part.kind for part in article.body] == ["paragraph", "caption"]
    assert "凡有三名以上正式党员" in article.body[0].text.text


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ("全院建了6", "个，由老党员结成", "number_runs_on"),
        ("这是工程的一个", "场景。去年以来", "short_sentence_first"),
        ("青年成长有支部", "青年成长有支部引路", "name_again"),
        ("救治急性心肌梗死的生", "活质量得到提高", "word_across"),
    ],
)
def test_what_words_say_about_a_join(before, after, sign):
    assert text_signs(before, after, closed=False).get(sign) == 1.0


@pytest.mark.parametrize(("text", "about"), [("（作者系某大学教授）", True), ("作者：张三", False)])
def test_a_note_on_the_author_names_nobody_anew(text, about):
    assert bool(ABOUT_THE_AUTHOR.match(text)) is about
