"""The scorer, against numbers that were worked out by hand."""

import pytest

from articles.evaluation import evaluate, format_table

HOSPITAL = "甲县人民医院"
GOLD = {
    "source": "p.txt",
    "articles": [
        {
            "title": "支部强，医院兴",
            "kind": "case",
            "about_party_building": True,
            "themes": ["组织建设", "人才培养"],
            "hospitals": [HOSPITAL],
            "bylines": [{"role": "记者", "name": "某甲"}],
            "body": [
                {"type": "heading", "text": "强堡垒"},
                {"type": "paragraph", "text": "甲县人民医院现有党员四百名。"},
                {"type": "paragraph", "text": "各党支部开展“三带”制度。"},
            ],
        },
        {
            "title": "另一篇",
            "kind": "news",
            "about_party_building": False,
            "themes": ["信息化"],
            "hospitals": [],
            "body": [{"type": "paragraph", "text": "完全不同的一段文字在这里。"}],
        },
    ],
    "hospitals": [
        {"name": HOSPITAL, "aliases": ["县医院"]},
        {"name": "乙县人民医院"},
        {"name": "丙县人民医院", "optional": True},
    ],
    "party_organisations": [
        {"hospital": HOSPITAL, "name": "院党委", "level": "committee"},
        {"hospital": HOSPITAL, "name": "内科党总支", "level": "general_branch"},
        {"hospital": HOSPITAL, "name": "党支部", "level": "branch", "generic": True},
    ],
    "figures": [
        {"hospital": HOSPITAL, "measure": "party_members", "value": 400, "unit": "名", "scope": "party"},
        {"hospital": HOSPITAL, "measure": "members_share", "value": 40, "unit": "%", "scope": "party"},
        {"hospital": HOSPITAL, "measure": "beds", "value": 500, "unit": "张", "scope": "operational"},
    ],
    "initiatives": [
        {"hospital": HOSPITAL, "name": "“三带”制度", "named": True, "scope": "party"},
        {"hospital": HOSPITAL, "name": "同心柱", "named": True, "scope": "frame"},
        {"hospital": HOSPITAL, "name": "一站式服务", "named": True, "scope": "service"},
    ],
    "policies": ["《意见》", "《办法》"],
    "people": [{"name": "李某"}, {"name": "李某"}],
}
PARSED = {
    "source": "p.txt",
    "articles": [
        {
            "title": "支部强,医院兴",
            "kind": "news",
            "about_party_building": True,
            "themes": ["组织建设"],
            "hospitals": ["县医院"],
            "bylines": [{"role": "记者", "name": "某甲"}, {"role": "记者", "name": "某乙"}],
            "body": [
                {"type": "heading", "text": "强堡垒"},
                {"type": "paragraph", "text": "甲县人民医院现有 党员四百名。"},
                {"type": "paragraph", "text": "各党支部开展“三带”制度"},
            ],
        },
    ],
    "hospitals": [
        {"name": "县医院", "quote": "甲县人民医院现有党员四百名。"},
        {"name": "丙县人民医院"},
        {"name": "丁医院"},
    ],
    "party_organisations": [
        {"hospital": HOSPITAL, "name": "甲县人民医院党委员会", "level": "committee"},
        {"hospital": HOSPITAL, "name": "党支部", "level": "branch"},
        {"hospital": HOSPITAL, "name": "外科党总支", "level": "general_branch", "evidence": "不在页上。"},
    ],
    "figures": [
        {"hospital": HOSPITAL, "measure": "party_members", "value": 400.0, "unit": "人"},
        {"hospital": HOSPITAL, "measure": "staff", "value": 400, "unit": "人"},
        {"hospital": HOSPITAL, "measure": "other", "value": 40, "unit": "个"},
    ],
    "initiatives": [
        {"hospital": HOSPITAL, "name": "三带制度"},
        {"hospital": HOSPITAL, "name": "同心柱"},
        {"hospital": HOSPITAL, "name": "一站式服务"},
        {"hospital": HOSPITAL, "name": "“一站式”服务"},
    ],
    "policies": ["《意见》"],
    "people": [{"name": "李某"}, {"name": "王某"}],
}


@pytest.fixture
def report():
    return evaluate({"p.txt": PARSED}, {"p.txt": GOLD})


@pytest.mark.parametrize(
    ("measure", "precision", "recall", "found", "expected"),
    [
        ("body_characters", 29 / 29, 29 / 43, 29, 43),
        ("articles", 1, 1 / 2, 1, 2),
        ("paragraphs", 1 / 2, 1 / 3, 2, 3),
        ("headings", 1, 1, 1, 1),
        ("captions", 1, 1, 0, 0),
        ("titles", 1, 1 / 2, 1, 2),
        ("bylines", 1 / 2, 1, 2, 1),
        ("kinds", 0, 0, 1, 2),
        ("about_party_building", 1, 1 / 2, 1, 2),
        ("hospitals_about", 1, 1, 1, 1),
        ("hospitals", 1 / 2, 1 / 2, 2, 2),
        ("party_organisations", 1 / 2, 1 / 2, 2, 2),
        ("core_figures", 1, 1, 1, 1),
        ("party_figures", 1, 1 / 2, 1, 2),
        ("figure_precision", 1 / 2, 1 / 3, 2, 3),
        ("named_initiatives", 1, 1, 1, 1),
        ("initiative_precision", 2 / 4, 1, 4, 0),
        ("policies", 1, 1 / 2, 1, 2),
        ("people", 1 / 2, 1, 2, 1),
        ("quotes", 1 / 2, 1, 2, 0),
    ],
)
def test_by_hand(report, measure, precision, recall, found, expected):
    row = report.rows[measure]
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0
    assert row == pytest.approx((precision, recall, f1, found, expected))


def test_themes_are_measured_by_overlap(report):
    assert report.themes_jaccard == pytest.approx((1 / 2 + 0 / 1) / 2)


def test_what_was_missed_and_what_was_too_much(report):
    assert report.missed["hospitals"] == ["乙县人民医院"]
    assert report.extra["hospitals"] == ["丁医院"]
    assert report.extra["people"] == ["王某"]
    assert report.extra["initiative_precision"] == [(HOSPITAL, "同心柱"), (HOSPITAL, "“一站式”服务")]


def test_gold_against_itself_is_perfect():
    rows = evaluate({"p.txt": GOLD}, {"p.txt": GOLD}).rows
    imperfect = {name for name, row in rows.items() if row.f1 < 1}
    assert imperfect == {"initiative_precision"}


def test_a_page_that_was_not_parsed_counts_as_missed():
    rows = evaluate({}, {"p.txt": GOLD}).rows
    assert (rows["articles"].recall, rows["articles"].expected) == (0, 2)
    assert rows["people"].recall == 0


def test_the_table(report):
    lines = format_table(report).splitlines()
    assert len(lines) == len(report.rows) + 1
    assert "policies               P 1.0000  R 0.5000  F1 0.6667  (1 found, 2 expected)" in lines
    assert lines[-1] == "themes_jaccard         0.2500"
    assert "   missed: 乙县人民医院" in format_table(report, verbose=True).splitlines()
