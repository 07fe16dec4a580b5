"""The five gold pages, restored without a mistake: recognition alone, held to its targets."""

import pytest

from articles.evaluation import evaluate
from articles.page_schema import as_schema
from articles.recognise.facts import recognise
from tests.recognise.gold_pages import gold_pages


@pytest.fixture(scope="module")
def report():
    pages = list(gold_pages())
    parsed = {source: as_schema(source, page, recognise(page)) for source, _, page in pages}
    return evaluate(parsed, {source: gold for source, gold, _ in pages})


@pytest.mark.parametrize(
    ("measure", "score", "target"),
    [
        ("kinds", "f1", 1),
        ("about_party_building", "f1", 1),
        ("hospitals", "f1", 0.97),
        ("hospitals_about", "f1", 0.95),
        ("party_organisations", "f1", 0.93),
        ("core_figures", "f1", 1),
        ("party_figures", "recall", 0.92),
        ("figure_precision", "precision", 0.9),
        ("named_initiatives", "recall", 0.7),
        ("initiative_precision", "precision", 0.75),
        ("policies", "f1", 1),
        ("people", "f1", 0.95),
        ("quotes", "precision", 1),
    ],
)
def test_target(report, measure, score, target):
    assert getattr(report.rows[measure], score) >= target, (report.missed[measure], report.extra[measure])


def test_themes_overlap(report):
    assert report.themes_jaccard >= 0.6
