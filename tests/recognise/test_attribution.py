"""Whose fact it is: in a forum the speaker's, in a round-up the hospital named last."""

import pytest

from articles.recognise.facts import recognise
from articles.recognise.types import Known, KnownHospital
from tests.recognise.gold_pages import page_of, page_of_text

FORUM = {
    "title": "党建引领新发展",
    "body": [
        {"type": "paragraph", "text": "近日，医院党建工作座谈会举行。"},
        {"type": "heading", "text": "大名县人民医院党委书记 李建国"},
        {"type": "paragraph", "text": "医院有党支部12个，还请浚县人民医院专家来院，开展党务培训8期。"},
        {"type": "heading", "text": "浚县人民医院院长 张志强"},
        {"type": "paragraph", "text": "医院党委成立党员突击队，共有党员300名。"},
    ],
    "sections": [
        {
            "speaker": "李建国",
            "position": "党委书记",
            "organisation": "大名县人民医院",
            "body_first": 1,
            "body_last": 2,
        },
        {"speaker": "张志强", "position": "院长", "organisation": "浚县人民医院", "body_first": 3, "body_last": 4},
    ],
}


def test_a_section_belongs_to_its_speakers_hospital():
    facts = recognise(page_of(FORUM))
    assert facts.articles[0].kind == "forum"
    assert [(each.hospital, each.value) for each in facts.figures] == [
        ("大名县人民医院", 12),
        ("大名县人民医院", 8),
        ("浚县人民医院", 300),
    ]
    assert [(each.hospital, each.name) for each in facts.initiatives] == [("浚县人民医院", "党员突击队")]
    assert [(each.name, each.hospital) for each in facts.people] == [
        ("李建国", "大名县人民医院"),
        ("张志强", "浚县人民医院"),
    ]


def test_in_a_round_up_the_nearest_hospital_counts_and_the_guess_shows():
    facts = recognise(
        page_of_text(
            "滑县人民医院院长李建国介绍，医院开放床位500张。浚县人民医院院长张志强说，该院有职工900人。",
            "浚县人民医院还新建病房，共有病床300张。",
        )
    )
    assert [(each.hospital, each.value) for each in facts.figures] == [
        ("滑县人民医院", 500),
        ("浚县人民医院", 900),
        ("浚县人民医院", 300),
    ]
    assert all(each.evidence.confidence < 0.9 for each in facts.figures)


def test_a_hospital_that_is_only_mentioned_has_no_figures():
    facts = recognise(page_of_text("全县有医生500名。", "患者3000人参加活动。", "滑县人民医院、浚县人民医院也参加。"))
    assert facts.articles[0].hospitals == ()
    assert facts.articles[0].hospitals_mentioned == ("滑县人民医院", "浚县人民医院")
    assert facts.figures == ()


def test_a_contextual_name_stays_in_its_article():
    facts = recognise(
        page_of(
            {"title": None, "body": [{"type": "paragraph", "text": "许昌市中心医院扩建。市中心医院增加床位。"}]},
            {"title": None, "body": [{"type": "paragraph", "text": "市中心医院也派人参加。"}]},
        )
    )
    (hospital,) = facts.hospitals
    assert {mention.evidence.article for mention in hospital.mentions} == {0}


def test_names_that_people_confirmed_come_first():
    known = Known(hospitals=(KnownHospital("大名县第一人民医院", aliases=("大名县人民医院",), province="河北省"),))
    (hospital,) = recognise(page_of_text("大名县人民医院党委开会。"), known).hospitals
    assert (hospital.name, hospital.aliases, hospital.province) == ("大名县第一人民医院", ("大名县人民医院",), "河北省")


def test_practices_that_people_confirmed_are_found():
    known = Known(practices=(("亮旗行动", ("亮党旗", "亮旗")),))
    facts = recognise(page_of_text("大名县人民医院党委要求各党支部亮党旗，党员带头。"), known)
    assert [(each.name, each.practice) for each in facts.initiatives] == [("亮党旗", "亮旗行动")]


def test_the_same_page_gives_the_same_facts():
    assert recognise(page_of(FORUM)) == recognise(page_of(FORUM))


def test_an_empty_page_has_no_facts():
    assert recognise(page_of()).articles == ()


ROUND_UPS = {
    "paragraphs that open with short names": (
        [
            "在南溪市，市人民医院、市中医院、市妇幼保健院先后成立党委。",
            "市人民医院党委下设18个党支部，党员621名。",
            "市中医院党委下设7个党支部，党员203名。该院推行“党员下乡”制度。",
            "市妇幼保健院党总支书记沈红说，妇幼保健院现有党员88名。",
        ],
        {"南溪市人民医院": [18, 621], "南溪市中医院": [7, 203], "南溪市妇幼保健院": [88]},
    ),
    "a partner that speaks for itself": (
        [
            "江州大学第一附属医院与云溪县人民医院签订共建协议。江州大学第一附属医院党委书记韩梅说，医院将派出12名党员专家。",
            "云溪县人民医院党委书记孟凡表示，医院现有党员310名，将全力配合。",
        ],
        {"江州大学第一附属医院": [12], "云溪县人民医院": [310]},
    ),
    "names in brackets": (
        [
            "【云溪县人民医院】医院党委下设20个党支部。设立党员示范岗56个。",
            "【白沙县中医医院】医院有党员96名，成立党员突击队3支。",
        ],
        {"云溪县人民医院": [20, 56], "白沙县中医医院": [96, 3]},
    ),
    "what is said of a whole city is no hospital's": (
        [
            "云溪县人民医院现有党员310名。",
            "白沙县中医医院现有党员96名。",
            "据统计，全市卫生健康系统有137名医务人员报名。",
        ],
        {"云溪县人民医院": [310], "白沙县中医医院": [96], "": [137]},
    ),
}


@pytest.mark.parametrize(("paragraphs", "figures"), ROUND_UPS.values(), ids=ROUND_UPS)
def test_figures_of_a_round_up(paragraphs, figures):
    found: dict[str, list[int]] = {}
    for each in recognise(page_of_text(*paragraphs)).figures:
        found.setdefault(each.hospital, []).append(int(each.value))
    assert found == figures


def article(title, *paragraphs):
    return {"title": title, "body": [{"type": "paragraph", "text": text} for text in paragraphs]}


def test_what_names_no_hospital_on_a_hospitals_own_page_is_about_that_one():
    named = [article(None, f"大名县人民医院{what}。") for what in ("启用新楼", "召开大会", "举办讲座")]
    silent = [
        article("药学部开设窗口", "药学部开设用药咨询窗口，由药师坐诊。"),
        article("通知", "全市医院将联合义诊。"),
    ]
    facts = recognise(page_of(*named, *silent))
    assert [each.hospitals for each in facts.articles[3:]] == [("大名县人民医院",), ()]
    fewer = recognise(page_of(*named[:2], *silent))
    assert [each.hospitals for each in fewer.articles[2:]] == [(), ()]


def test_a_section_without_a_name_goes_on_about_the_hospital_of_the_lead():
    facts = recognise(
        page_of(
            {
                "title": "小驿站",
                "body": [
                    {"type": "paragraph", "text": "大名县人民医院建起驿站。大名县中医院院长李建国说，驿站很好。"},
                    {"type": "heading", "text": "议出来的通道"},
                    {"type": "paragraph", "text": "去年，财务党支部提出新办法。"},
                    {"type": "heading", "text": "聊出来的服务"},
                    {"type": "paragraph", "text": "大名县中医院党委书记张志强说，年轻人都往这里跑。"},
                ],
            }
        )
    )
    assert ("大名县人民医院", "财务党支部") in [(each.hospital, each.name) for each in facts.branches]


@pytest.mark.parametrize("opening", ["9月以来，全市", "这是大名市卫生健康系统的事，该系统", "该市"])
def test_a_sentence_about_a_whole_region_is_nobodys(opening):
    facts = recognise(page_of_text("大名县人民医院举办义诊。", f"{opening}1260名在职党员到社区报到。"))
    assert [(each.hospital, each.value) for each in facts.figures] == [("", 1260)]


def test_what_stands_before_a_hospital_that_comes_late_is_not_its_own():
    facts = recognise(
        page_of_text(
            "党务干部培训班开班，180名党支部书记参加，党员学习党史。",
            "学员们走进大名县人民医院，观摩该院的党日活动，该院有党员20名。",
        )
    )
    assert [(each.hospital, each.value) for each in facts.figures] == [("", 180), ("大名县人民医院", 20)]
    named_in_title = recognise(
        page_of_text("180名党员参加学习。", "大名县人民医院有党员20名。", title="大名县人民医院办班")
    )
    assert {each.hospital for each in named_in_title.figures} == {"大名县人民医院"}
