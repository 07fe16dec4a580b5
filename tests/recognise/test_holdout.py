"""Pages that no rule was written for: what recognition reaches there is held."""

import pytest

from tests.recognise.holdout_pages import FOLDERS, holdout_gold, measured

LEAST = [
    # measure, score, in dev, in kept_aside
    ("kinds", "f1", 0.95, 0.85),
    ("about_party_building", "f1", 0.95, 0.9),
    ("hospitals", "f1", 0.95, 0.92),
    ("hospitals_about", "f1", 0.95, 0.88),
    ("party_organisations", "f1", 0.95, 0.85),
    ("core_figures", "f1", 0.95, 0.82),
    ("core_figures", "precision", 0.95, 0.9),
    ("party_figures", "recall", 0.9, 0.84),
    ("figure_precision", "precision", 0.95, 0.93),
    ("named_initiatives", "recall", 0.88, 0.7),
    ("initiative_precision", "precision", 0.93, 0.93),
    ("policies", "f1", 0.95, 0.95),
    ("people", "f1", 0.94, 0.94),
    ("people", "precision", 0.95, 0.95),
    ("quotes", "precision", 1, 1),
]
LEAST_OVERLAP = {"dev": 0.58, "kept_aside": 0.5}


@pytest.fixture(scope="module")
def reports():
    return {folder: measured(holdout_gold(folder)) for folder in FOLDERS}


@pytest.mark.parametrize(("measure", "score", "dev", "kept_aside"), LEAST)
def test_least(reports, measure, score, dev, kept_aside):
    reached = {folder: getattr(reports[folder].rows[measure], score) for folder in FOLDERS}
    assert reached["dev"] >= dev
    assert reached["kept_aside"] >= kept_aside


def test_themes_overlap(reports):
    assert {folder for folder in FOLDERS if reports[folder].themes_jaccard < LEAST_OVERLAP[folder]} == set()


@pytest.mark.parametrize(("folder", "pages"), [("dev", 28), ("kept_aside", 13)])
def test_the_pages_are_there(folder, pages):
    assert len(holdout_gold(folder)) == pages
