"""Cases from data: what each recogniser reads, and what it must leave alone."""

import json
from pathlib import Path

import pytest

from articles.recognise.facts import recognise
from articles.recognise.figures.checks import CORE
from tests.recognise.gold_pages import page_of_text

CASES = Path(__file__).with_name("cases")

READ = {
    "hospitals": lambda facts: [each.name for each in facts.hospitals],
    "locations": lambda facts: [[each.province, each.city, each.district] for each in facts.hospitals],
    "aliases": lambda facts: [list(each.aliases) for each in facts.hospitals],
    "contextual": lambda facts: [list(each.contextual_aliases) for each in facts.hospitals],
    "founded": lambda facts: [each.founded for each in facts.hospitals],
    "branches": lambda facts: [[each.name, each.level] for each in facts.branches if not each.generic],
    "layers": lambda facts: [[each.name, each.level] for each in facts.branches if each.generic],
    "owners": lambda facts: [[each.hospital, each.name] for each in facts.branches],
    "figures": lambda facts: [[each.measure, each.value] for each in facts.figures],
    "core": lambda facts: [
        [each.measure, each.value] for each in facts.figures if each.measure in CORE and not each.superseded
    ],
    "checks": lambda facts: [[each.kind, each.agrees, each.stated, each.computed] for each in facts.checks],
    "counts": lambda facts: [[each.value, each.unit] for each in facts.figures],
    "labels": lambda facts: [each.label for each in facts.figures],
    "parents": lambda facts: [[each.name, each.parent] for each in facts.branches],
    "approximate": lambda facts: [each.approximate for each in facts.figures],
    "superseded": lambda facts: [each.superseded for each in facts.figures],
    "upto": lambda facts: [each.value_to for each in facts.figures],
    "as_of": lambda facts: [each.as_of for each in facts.figures],
    "initiatives": lambda facts: [each.name for each in facts.initiatives],
    "practices": lambda facts: [each.practice for each in facts.initiatives],
    "stages": lambda facts: [each.stage for each in facts.initiatives],
    "policies": lambda facts: [each.name for each in facts.policies],
    "people": lambda facts: [[each.name, each.position, each.organisation] for each in facts.people],
    "honours": lambda facts: [each.name for each in facts.honours],
    "kind": lambda facts: facts.articles[0].kind,
    "party": lambda facts: facts.articles[0].about_party_building,
    "themes": lambda facts: [each.name for each in facts.articles[0].themes],
    "date": lambda facts: facts.articles[0].date and facts.articles[0].date.not_before,
}
"""How each expectation of a case is read from the facts."""


def cases():
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['why']}")


@pytest.mark.parametrize("case", list(cases()))
def test_case(case):
    text = case["text"]
    facts = recognise(page_of_text(*([text] if isinstance(text, str) else text), title=case.get("title")))
    expected = {key: case[key] for key in READ if key in case}
    assert expected
    assert {key: READ[key](facts) for key in expected} == expected


@pytest.mark.parametrize("name", (CASES / "institutions.txt").read_text(encoding="utf-8").split())
def test_an_institution_is_one_record_under_its_whole_name(name):
    facts = recognise(page_of_text(f"近日，{name}党委召开会议。{name}党委书记说，医院现有党员320名。"))
    assert [hospital.name for hospital in facts.hospitals] == [name]
