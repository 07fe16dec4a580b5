"""Fit a table of weights from the choices that a reader makes: on made pages, on those set by hand, on the seeds."""

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from types import ModuleType

from tests.page_maker.handset import handset_pages, seed_pages
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.log_odds import Choice, fit, hits, write
from tests.page_maker.lottery import lottery_pages, sample_pages
from tests.page_maker.maker import MadePage, make_pages

FIRST_PAGE = 10_000
SEEDS, LAYOUT_SHARE = 3, 3
"""How often the seed pages are taken, and of how many pages by lot one is in a layout for development."""


def run(
    about: str, module: ModuleType, choices: Callable[[MadePage], list[Choice]], by_hand: float, decay: float
) -> None:
    """Fit `WEIGHTS` of a module and write them. A choice on a page that nobody made counts `by_hand` times."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--pages", type=int, default=400, help="how many pages to draw by lot")
    count = parser.parse_args().pages
    made = lottery_pages(count, first=FIRST_PAGE) + sample_pages(count, first=FIRST_PAGE)
    made += make_pages(LAYOUTS, count // LAYOUT_SHARE)
    real = [*handset_pages("development"), *[*seed_pages()] * SEEDS]
    with ProcessPoolExecutor() as pool:
        found = [choice for page in pool.map(choices, real) for choice in page]
        by_lot = [choice for page in pool.map(choices, made, chunksize=8) for choice in page]
    weights = fit([*(replace(choice, counts=by_hand) for choice in found), *by_lot], decay)
    write(weights, module.__file__)
    for name, these in (("set by hand", found), ("made", by_lot)):
        sys.stdout.write(f"{name}: {hits(these, weights)} of {len(these)} right\n")
