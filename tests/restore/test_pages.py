"""Whole pages, made up, in layouts that differ from the seeds: what a reader should get."""

import json
from pathlib import Path

import pytest

from articles.restore.page import read_page
from tests.restore.ownership import ownership_faults
from tests.restore.plain import plain

PAGES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.txt"))
NOT_SOLVED: dict[str, str] = {}


def case(path):
    mark = pytest.mark.xfail(strict=True, reason=NOT_SOLVED.get(path.stem, ""))
    return pytest.param(path, id=path.stem, marks=[mark] if path.stem in NOT_SOLVED else [])


@pytest.mark.parametrize("path", [case(path) for path in PAGES])
def test_page_reads_as_printed(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert plain(read_page(path.read_bytes())) == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_is_lost_and_nothing_is_owned_twice(path):
    assert ownership_faults(read_page(path.read_bytes())) == []
