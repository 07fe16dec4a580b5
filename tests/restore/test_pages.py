"""Whole pages, made up, in layouts that differ from the seeds: what a reader should get."""

import json
from pathlib import Path

import pytest

from articles.restore.page import read_page
from tests.restore.ownership import ownership_faults
from tests.restore.plain import plain

PAGES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.txt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_reads_as_printed(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert plain(read_page(path.read_bytes())) == expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_is_lost_and_nothing_is_owned_twice(path):
    assert ownership_faults(read_page(path.read_bytes())) == []
