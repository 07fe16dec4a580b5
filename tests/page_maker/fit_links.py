"""Fit the weights of links between pieces: `python -m tests.page_maker.fit_links [--pages N]`.

From every piece without a title that the path leaves, a choice among the pieces near it: which are of the same article,
or none. Fit after the path. Writes `WEIGHTS` in `articles/restore/segment/links.py`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.restore.reading_order import join_broken
from articles.restore.segment import links
from articles.restore.segment.drafts import Draft
from articles.restore.segment.links import Piece, candidate_signs
from articles.restore.segment.split import split_articles
from articles.restore.topic import Topics, telling_pairs
from tests.page_maker.choosing import run
from tests.page_maker.lines import Item, items_of_lines
from tests.page_maker.log_odds import Choice
from tests.page_maker.maker import MadePage
from tests.page_maker.truth import CLAIMS, repaired_blocks

BY_HAND, DECAY = 2.0, 1e-2
SURE = 0.7
"""Share of the lines of a piece that are of one article, at least, for the piece to be of it."""


def choices(page: MadePage) -> list[Choice]:
    return list(_choices(page))


def _choices(page: MadePage) -> Iterator[Choice]:
    lines, blocks = repaired_blocks(page.data)
    items = items_of_lines(page, lines)
    drafts = split_articles(join_broken(blocks))
    owners = [owner_of(draft, items) for draft in drafts]
    topics = Topics((passage.text for draft in drafts for passage in draft.bodies), telling_pairs)
    pieces = list(map(Piece, drafts))
    for i, piece in enumerate(pieces):
        if not piece.titled and owners[i] is not None:
            signs = candidate_signs(pieces, i, topics)
            right = frozenset(n for n, k in enumerate(signs) if owners[k] == owners[i])
            yield Choice(list(signs.values()), right)


def owner_of(draft: Draft, items: Sequence[Item | None]) -> int | None:
    """The article of which nearly all lines of a draft are."""
    parts = [part for passage in draft.passages for part in passage.parts]
    found = [items[n - 1] for part in parts for n in range(part.first, part.last + 1) if n <= len(items)]
    seen = Counter(item.owner for item in found if item and item.role in CLAIMS)
    owner, most = seen.most_common(1)[0] if seen else (None, 0)
    return owner if most >= SURE * seen.total() else None


if __name__ == "__main__":
    run(str(__doc__), links, choices, BY_HAND, DECAY)
