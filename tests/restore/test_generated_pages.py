"""How well generated pages are read, as a floor that no change may fall through.

`python -m tests.page_maker` prints the whole table; raise the floors when the reader gets better.
"""

import pytest

from tests.page_maker.handset import handset_pages
from tests.page_maker.kept_aside import KEPT_ASIDE
from tests.page_maker.layouts import LAYOUTS, UNDAMAGED
from tests.page_maker.lottery import lottery_pages, sample_pages
from tests.page_maker.maker import make_pages
from tests.page_maker.measure import parsed, report

FLOORS = {
    "undamaged": {"body_characters": 0.99, "articles": 0.98, "paragraphs": 0.99, "titles": 0.98},
    "development": {"body_characters": 0.97, "articles": 0.93, "paragraphs": 0.95, "titles": 0.94},
    "kept aside": {"body_characters": 0.92, "articles": 0.81, "paragraphs": 0.90, "titles": 0.86},
    "by lot": {"body_characters": 0.93, "articles": 0.83, "paragraphs": 0.85, "titles": 0.84},
    "whole articles by lot": {"body_characters": 0.93, "articles": 0.81, "paragraphs": 0.85, "titles": 0.81},
    "set by hand, kept aside": {"body_characters": 0.79, "articles": 0.45, "paragraphs": 0.71, "titles": 0.60},
}
"""Least F1 of each measure."""
PAGES = {
    "undamaged": make_pages((UNDAMAGED,), 8),
    "development": make_pages(LAYOUTS, 28),
    "kept aside": make_pages(KEPT_ASIDE, 24),
    "by lot": lottery_pages(40, held_out=True),
    "whole articles by lot": sample_pages(40, held_out=True),
    "set by hand, kept aside": list(handset_pages("kept_aside")),
}


@pytest.mark.parametrize("group", FLOORS)
def test_generated_pages_are_read_as_well_as_before(group):
    pages = PAGES[group]
    rows = report(pages, {page.source: parsed(page) for page in pages}).rows
    below = {name: rows[name].f1 for name, floor in FLOORS[group].items() if rows[name].f1 < floor}
    assert not below
