"""Lines → blocks: where paragraphs end, what is a heading, a byline, a caption, and what share a line."""

import pytest

from articles.restore.blocks import find_blocks
from articles.restore.captions import find_captions
from articles.restore.reading_order import join_broken
from articles.restore.types import TracedText

BODY = ["医院党委坚持把方向、管大局、作", "决策、促改革、保落实，不断完善", "现代医院管理制度。"]
MORE = ["党支部是党的全部工作和战斗力的", "基础，医院把支部建在科室上，让", "党员带头攻克难题。"]


def blocks_of(*lines):
    traced = [TracedText.of(line, 1000 * number) for number, line in enumerate(lines)]
    return find_captions(find_blocks(traced))


def kinds(*lines):
    return [block.kind for block in blocks_of(*lines)]


def texts(*lines):
    return [block.text.text for block in blocks_of(*lines)]


def test_a_short_closed_line_ends_a_paragraph():
    assert texts(*BODY, *MORE) == ["".join(BODY), "".join(MORE)]


def test_a_full_closed_line_does_not():
    first = ["医院党委坚持把方向、管大局。党", "委会每月召开两次，议题都要提前", "公示三天，听取职工的意见建议。"]
    assert texts(*first, "会后形成纪要，督办落实情况。") == ["".join(first) + "会后形成纪要，督办落实情况。"]


def test_marks_that_hang_outside_make_the_column_no_wider():
    first = ["瘤医院与海晏街道党工委", "签署党建共建协议，双方", "将在健康科普、癌症筛查、", "志愿服务等方面开展合作。"]
    second = ["根据协议，医院每月", "选派两名专家到社区卫生", "服务中心坐诊，为居民建", "立肿瘤早筛档案。"]
    assert texts(*first, *second) == ["".join(first), "".join(second)]


def test_a_sentence_goes_on_beyond_a_caption():
    before = [*BODY[:2] * 2, "医疗队行程八万公里。", "肾内科主任、老党员贺大明退"]
    after = ["休后主动返聘，坚持每月到镇卫生", "院坐诊。"]
    assert kinds(*before, "", "▲医疗队在镇上义诊。 某芳 摄", "", *after) == ["body", "body", "caption", "body"]


@pytest.mark.parametrize("question", ["记者：党建与业务融合的成效如何？", "问：党员怎样发挥作用？"])
def test_a_question_of_an_interview_begins_a_paragraph_and_is_no_caption(question):
    first = ["全院党员人人有岗位、个个有责任，", "人人有担当。"]
    assert texts(*first, question, *BODY) == ["".join(first), question, "".join(BODY)]
    assert "caption" not in kinds(*first, "", question, "", *BODY)


def test_a_numbered_heading_that_leaves_room_is_one_without_an_indent_below():
    lines = [
        "三、强服务，让群众“笑”起来",
        "实行贫困患者“先诊疗后付费”",
        "和一站式结算，累计减免各类费用",
        "五百六十万元，群众都说好得很。",
    ]
    assert texts(*BODY, *lines)[1:] == [lines[0], "".join(lines[1:])]


def test_an_indented_line_begins_a_paragraph():
    assert len(blocks_of(BODY[0], BODY[1], "现代医院管理制度，走出新的路。", "　　" + MORE[0], *MORE[1:])) == 2


def test_blank_lines_of_double_spaced_text_say_nothing():
    lines = [part for line in [*BODY[:2] * 3, BODY[2]] for part in (line, "")]
    assert texts(*lines) == ["".join([*BODY[:2] * 3, BODY[2]])]


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        (["建强支部", "筑牢“桥头堡”"], "建强支部 筑牢“桥头堡”"),
        (["一、党建工作与业务", "工作结合不紧密"], "一、党建工作与业务工作结合不紧密"),
        (["结 语"], "结 语"),
        (["（二）规范组织生活"], "（二）规范组织生活"),
    ],
)
@pytest.mark.parametrize("blank", [[""], []], ids=["blank lines", "no blank lines"])
def test_a_heading_is_told_from_the_text_and_joined(heading, printed, blank):
    found = blocks_of(*BODY, *blank, *heading, *blank, *MORE)
    assert [(block.kind, block.text.text) for block in found] == [
        ("body", "".join(BODY)),
        ("head", printed),
        ("body", "".join(MORE)),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本报记者 张三 通讯员 李四 王五", "byline"),
        ("□本报记者 张三", "byline"),
        ("文/张三 图/李四", "byline"),
        ("本报记者张三整理", "byline"),
        ("（张三 李四）", "signature"),
        ("——某市人民医院党建工作纪实", "subtitle"),
        ("图片由某市人民医院提供", "credit"),
        ("（上接第1版）", "notice"),
        ("（下转A3版）", "notice"),
        ("主办单位：某协会 电话：010-12345678", "imprint"),
        ("责任编辑：张三 校对：李四", "imprint"),
        ("2021年6月18日 星期五", "imprint"),
        ("图为医护人员为患者测量血压。 张三 摄", "caption"),
        ("启动仪式现场", "caption"),
    ],
)
def test_a_line_is_known_by_its_shape(line, kind):
    assert kinds(*BODY, "", line) == ["body", kind]


@pytest.mark.parametrize("line", ["张三说，这是大家的功劳。", "主办这次活动的医院很多，", "记者在现场看到了三面红旗。"])
def test_prose_is_not_taken_for_furniture(line):
    assert kinds(*BODY, line) == ["body"] * len(kinds(*BODY, line))


def test_what_shares_a_line_is_taken_apart():
    assert kinds("某县：村医竞聘上岗 本报讯 近日，某县组织村医竞聘上岗。") == ["head", "body"]
    assert kinds("这项工作还在继续推进。（下转第3版）") == ["body", "notice"]


def test_a_caption_that_cuts_a_sentence_lets_it_go_on():
    cut = ["医院在社区开设健康讲堂，党员", "志愿者每周六上门，为老人测量血"]
    blocks = blocks_of(*BODY, "", *cut, "", "志愿者在社区开展义诊", "", "压、讲解用药知识，很受欢迎。")
    passages = join_broken(blocks)
    assert [passage.kind for passage in passages] == ["body", "body", "caption"]
    assert passages[1].text == "".join(cut) + "压、讲解用药知识，很受欢迎。"
