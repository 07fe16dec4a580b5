"""Repairs as data: what was seen, what was made up, what must not change, and what we know we cannot do yet."""

import json
from pathlib import Path

import pytest

from articles.restore.repair import REPAIRS, repair
from articles.restore.types import TracedText

CASES = json.loads((Path(__file__).parent / "cases" / "repairs.json").read_text(encoding="utf-8"))


def of_kind(*kinds):
    return [pytest.param(case, id=case["label"]) for case in CASES if case["kind"] in kinds]


def traced(lines):
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    return text, tuple(TracedText.of(line, start) for line, start in zip(lines, starts, strict=True))


def texts(lines):
    return [line.text for line in lines]


@pytest.mark.parametrize("case", of_kind("seen", "synthetic"))
def test_damage_is_undone_and_recorded(case):
    _, lines = traced(case["lines"])
    repaired = repair(lines)
    assert texts(repaired.lines) == case["fixed"]
    assert {fix.rule for fix in repaired.fixes} == set(case["rules"])


@pytest.mark.parametrize("case", of_kind("negative"))
def test_what_only_looks_broken_is_left_alone(case):
    _, lines = traced(case["lines"])
    repaired = repair(lines)
    assert texts(repaired.lines) == case["lines"]
    assert not repaired.fixes


@pytest.mark.parametrize("case", of_kind("known failure"))
@pytest.mark.xfail(strict=True, reason="not solved yet")
def test_known_failure(case):
    _, lines = traced(case["lines"])
    assert texts(repair(lines).lines) == case["fixed"]


@pytest.mark.parametrize("case", of_kind("seen", "synthetic"))
def test_repaired_text_needs_no_repair(case):
    _, lines = traced(case["fixed"])
    assert texts(repair(lines).lines) == case["fixed"]


@pytest.mark.parametrize("case", of_kind("seen", "synthetic", "negative"))
def test_every_character_stays_on_a_line_or_is_kept_as_a_remnant(case):
    text, lines = traced(case["lines"])
    repaired = repair(lines)
    kept = [place for part in (*repaired.lines, *(r.text for r in repaired.remnants)) for place in part.origin]
    owned = [place for place in kept if place >= 0]
    assert len(owned) == len(set(owned))
    assert {i for i, char in enumerate(text) if not char.isspace()} <= set(owned)


def test_copies_are_told_from_other_losses():
    _, lines = traced(["\ue5e5大型公立医院大型公立医院"])
    kinds = {remnant.detail: remnant.kind for remnant in repair(lines).remnants}
    assert kinds == {"drop_private_use": "unplaced", "undouble_phrases": "copy"}


@pytest.mark.parametrize("name", [rule.name for rule in REPAIRS])
def test_a_repair_can_be_switched_off(name):
    _, lines = traced([line for case in CASES for line in case["lines"]])
    assert name in {fix.rule for fix in repair(lines).fixes}
    assert name not in {fix.rule for fix in repair(lines, without={name}).fixes}


def test_a_fix_says_where_and_what():
    _, lines = traced(["党委", "大型公立医院大型公立医院"])
    (fix,) = repair(lines).fixes
    assert (fix.lines, fix.before, fix.after) == ((2, 2), "大型公立医院大型公立医院", "大型公立医院")
