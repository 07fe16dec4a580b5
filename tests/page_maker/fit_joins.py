"""Fit the weights of joins: `python -m tests.page_maker.fit_joins [--pages N]`.

From every text that breaks off on made pages and on those set by hand, a choice among the texts near it: which goes on
with it, or none. Writes `WEIGHTS` in `articles/restore/joins.py`.
"""

from collections.abc import Iterator

from articles.restore import joins
from articles.restore.joins import Layout, join_signs
from articles.restore.marks import open_marks
from tests.page_maker.choosing import run
from tests.page_maker.lines import TEXT, item_of, items_of_lines, span_in
from tests.page_maker.log_odds import Choice
from tests.page_maker.maker import MadePage
from tests.page_maker.truth import repaired_blocks

BY_HAND = 3.0
"""How much a choice on a page set by hand counts beside one on a made page."""
DECAY = 2e-4
NEXT = 3
"""Characters that may be missing between the end of one block and the beginning of the next."""


def choices(page: MadePage) -> list[Choice]:
    return list(_choices(page))


def _choices(page: MadePage) -> Iterator[Choice]:
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
        yield Choice([join_signs(layout, i, k) for k in near], right)


if __name__ == "__main__":
    run(str(__doc__), joins, choices, BY_HAND, DECAY)
