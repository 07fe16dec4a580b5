"""The JSON of a page: what stands in it, and that every fact says where it was read."""

import json

from articles.page_schema import as_schema
from articles.recognise.facts import recognise
from tests.recognise.gold_pages import page_of

ARTICLE = {
    "kicker": "党旗飘扬",
    "title": "大名县人民医院：支部强医院兴",
    "bylines": [{"role": "记者", "name": "某甲"}],
    "body": [
        {"type": "heading", "level": 1, "text": "建强堡垒"},
        {
            "type": "paragraph",
            "text": "大名县人民医院现有党员412人，占比46.5%。党委书记李建国说，贯彻《关于加强党建的意见》。",
        },
        {
            "type": "paragraph",
            "text": "该院推行“双带头人”制度，每个支部有15—20名党员，荣获“先进集体”称号，还",
            "truncated": True,
        },
    ],
    "continued_from": "第1版",
}
PLACE = {"article", "field", "body", "start", "end", "quote", "rule", "confidence"}
FACTS = ("hospitals", "party_organisations", "figures", "initiatives", "policy_mentions", "people", "honours")


def schema(article=ARTICLE):
    page = page_of(article)
    return as_schema("some/folder/page.txt", page, recognise(page))


def test_the_article_as_printed():
    page = schema()
    (article,) = page["articles"]
    assert page["source"] == "page.txt"
    assert (article["kicker"], article["title"], article["subtitle"]) == (
        "党旗飘扬",
        "大名县人民医院：支部强医院兴",
        None,
    )
    assert article["title_missing"] is False
    assert article["bylines"] == [{"role": "记者", "name": "某甲"}]
    assert article["continued_from"] == "第1版"
    assert [(each["type"], each.get("level"), each.get("truncated")) for each in article["body"]] == [
        ("heading", 1, None),
        ("paragraph", None, None),
        ("paragraph", None, True),
    ]
    assert [each["lines"] for each in article["body"]] == [[[3, 3]], [[4, 4]], [[5, 5]]]
    assert (article["kind"], article["about_party_building"], article["hospitals"]) == (
        "case",
        True,
        ["大名县人民医院"],
    )


def test_a_missing_title_is_said_to_be_missing():
    (article,) = schema({"title": None, "suggested_title": "某院新闻", "body": ARTICLE["body"]})["articles"]
    assert (article["title"], article["title_missing"], article["suggested_title"]) == (None, True, "某院新闻")


def test_every_fact_says_where_it_stands():
    page = schema()
    body = page["articles"][0]["body"]
    for name in FACTS:
        assert page[name], name
        for fact in page[name]:
            assert fact.keys() >= PLACE
            if fact["field"] == "body":
                text = body[fact["body"]]["text"]
                assert fact["quote"] in text
                assert text[fact["start"] : fact["end"]] in fact["quote"]
            else:
                assert fact["body"] is None


def test_figures_are_plain_numbers():
    figures = {each["measure"]: each for each in schema()["figures"]}
    assert figures["party_members"]["value"] == 412 or figures["party_members"]["value_to"] == 20
    values = [(each["value"], each["value_to"], each["unit"]) for each in schema()["figures"]]
    assert values == [(412, None, "人"), (46.5, None, "%"), (15, 20, "名")]
    assert all(type(value) is int for value, _, unit in values if unit != "%")


def test_names_are_plain_strings():
    page = schema()
    assert page["policies"] == ["《关于加强党建的意见》"]
    assert page["articles"][0]["themes"] == [each["name"] for each in page["articles"][0]["theme_reasons"]]


def test_two_runs_give_the_same_json():
    assert json.dumps(schema(), ensure_ascii=False) == json.dumps(schema(), ensure_ascii=False)
