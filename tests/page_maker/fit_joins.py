"""Fit the weights of joins: `python -m tests.page_maker.fit_joins [--pages N]`.

From every text that breaks off on made pages and on those set by hand, a choice among the texts near it: which goes on
with it, or none. Writes `WEIGHTS` in `articles/restore/joins.py`.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from articles.restore import joins
from articles.restore.joins import Layout, join_signs
from articles.restore.marks import open_marks
from tests.page_maker.handset import handset_pages, seed_pages
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.lines import TEXT, item_of, items_of_lines, span_in
from tests.page_maker.log_odds import Choice, fit, hits, write
from tests.page_maker.lottery import lottery_pages, sample_pages
from tests.page_maker.maker import MadePage, make_pages
from tests.page_maker.truth import repaired_blocks

FIRST_PAGE = 10_000
BY_HAND = 3.0
"""How much a choice on a page set by hand counts beside one on a made page."""
DECAY, SEEDS = 2e-4, 3
NEXT = 3
"""Characters that may be missing between the end of one block and the beginning of the next."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.page_maker.fit_joins", description=__doc__)
    parser.add_argument("--pages", type=int, default=350, help="how many pages to draw by lot")
    count = parser.parse_args().pages
    made = (
        lottery_pages(count, first=FIRST_PAGE) + sample_pages(count, first=FIRST_PAGE) + make_pages(LAYOUTS, count // 3)
    )
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(choices, counts=BY_HAND), [*handset_pages("development"), *[*seed_pages()] * SEEDS])
        by_hand = [choice for page in found for choice in page]
        by_lot = [choice for page in pool.map(choices, made, chunksize=8) for choice in page]
    weights = fit([*by_hand, *by_lot], DECAY)
    write(weights, joins.__file__)
    for name, these in (("set by hand", by_hand), ("made", by_lot)):
        sys.stdout.write(f"{name}: {hits(these, weights)} of {len(these)} right\n")


def choices(page: MadePage, counts: float = 1.0) -> list[Choice]:
    return list(_choices(page, counts))


def _choices(page: MadePage, counts: float) -> Iterator[Choice]:
    lines, blocks = repaired_blocks(page.data)
    layout, items = Layout.of(blocks), items_of_lines(page, lines)
    item = {i: item_of(blocks[i], items) for i in layout.texts}
    spans = {i: span_in(blocks[i], it) for i, it in item.items() if it and it.role in TEXT}
    for i in layout.texts:
        breaks_off = not blocks[i].closed or open_marks(blocks[i].text.text)
        if item[i] is None or not breaks_off or (i in spans and spans[i] is None):
            continue
        near = layout.near(i)
        after = sorted((spans[k][0], k) for k in near if item[k] == item[i] and spans.get(k) and i in spans)
        following = [(start, k) for start, k in after if start >= spans[i][1] - 1]
        if following and following[0][0] > spans[i][1] + NEXT:
            continue
        right = frozenset(near.index(k) for _, k in following[:1])
        yield Choice([join_signs(layout, i, k) for k in near], right, counts)


if __name__ == "__main__":
    main()
