"""Checks point at the figures that they put against each other."""

from articles.recognise.facts import recognise
from tests.recognise.gold_pages import gold_pages, page_of_text


def test_a_check_names_its_figures_and_sentences():
    facts = recognise(page_of_text("大名县人民医院有党总支4个、党支部20个。全院25个党组织完成了换届。"))
    (check,) = facts.checks
    assert [facts.figures[index].measure for index in check.figures] == [
        "party_organisations",
        "general_branches",
        "party_branches",
    ]
    assert check.terms == (("党委", 1), ("党总支", 4), ("党支部", 20))
    assert check.quotes == ("全院25个党组织完成了换届。", "大名县人民医院有党总支4个、党支部20个。")


def test_what_is_computed_comes_from_the_terms():
    checks = [check for _, _, page in gold_pages() for check in recognise(page).checks]
    assert {check.kind for check in checks} >= {"parts", "repeated"}
    for check in checks:
        values = [value for _, value in check.terms]
        assert check.computed == (sum(values) if check.kind != "share" else round(100 * values[0] / values[1], 2))
        assert check.agrees == (check.stated == check.computed) or check.kind == "share"
