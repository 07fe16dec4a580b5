"""Real queries over the gold pages. What each must find was read off the pages, not off the search."""

import json
from pathlib import Path

import pytest

from articles.search.base import search
from tests.search.gold import make_gold_archive

CASES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))


pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Key in the gold by key of the article."""
    return {article.pk: key for key, article in make_gold_archive().items()}


def test_finds_exactly(archive):
    cases = {typed: expected for group in CASES.values() for typed, expected in group}
    found = {typed: sorted(archive[article.pk] for article in search(typed).articles) for typed in cases}
    assert found == cases
    assert len(cases) >= 60


ORDER = {
    "党建": "003-1 or 004-1",
    "华西医院": "001-1 or 002-2",
    "影像": "002-5",
    "村医": "002-3",
    "初心": "004-1",
    "中医 人才": "002-4",
}


def test_the_best_comes_first(archive):
    first = {typed: archive[search(typed).articles[:1][0].pk] for typed in ORDER}
    assert {typed: key for typed, key in first.items() if key not in ORDER[typed]} == {}


def test_a_long_run_of_characters_is_taken_apart_where_it_stands_nowhere(archive):
    for typed in ("医院党建与业务融合的做法", "医共体远程会诊平台建设情况"):
        result = search(typed)
        assert result.query.split_from[0].printed == typed
        assert typed in result.read_as
        assert result.count
