"""Which text of which article each line of a page prints, so that what the reader joins can be held against it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.restore.blocks import Block
from articles.restore.types import TracedText
from tests.page_maker.maker import Json, MadePage
from tests.page_maker.truth import bare, printed

TEXT = ("paragraph", "lead")
HEAD_WORDS, TAIL_WORDS = 12, 8
"""Characters by which the beginning and the end of a block are found in the text that it prints."""


@dataclass(frozen=True)
class Item:
    """A text that an article prints: the number of the article, its part in it, and its characters."""

    owner: int
    role: str
    text: str


def items_of_lines(page: MadePage, lines: Sequence[TracedText]) -> list[Item | None]:
    """The item that each line of a page prints; None where nobody knows."""
    if page.owners:
        parts = [*page.owners, *[None] * (len(lines) - len(page.owners))]
        return [Item(part.owner, part.role, bare(part.prints)) if part else None for part in parts[: len(lines)]]
    return _found([bare(line.text) for line in lines], items_of(page.gold))


def items_of(gold: Json) -> list[Item]:
    return [Item(i, role, bare(text)) for i, article in enumerate(gold["articles"]) for role, text in printed(article)]


def _found(lines: Sequence[str], items: Sequence[Item]) -> list[Item | None]:
    """For each line the item that holds it: the one that the line before is of, if several do."""
    found: list[Item | None] = []
    last: Item | None = None
    for i, line in enumerate(lines):
        holds = [item for item in items if item.text == line] or [item for item in items if line and line in item.text]
        if len(holds) > 1 and last not in holds:
            longer = line + next((other for other in lines[i + 1 :] if other), "")
            holds = [item for item in holds if longer in item.text] or holds
        item = last if last in holds else next(iter(holds), None)
        found.append(item)
        last = item or last
    return found


def item_of(block: Block, items: Sequence[Item | None]) -> Item | None:
    """What most lines of a block print."""
    seen = Counter(item for item in items[block.first - 1 : block.last] if item)
    return seen.most_common(1)[0][0] if seen else None


def span_in(block: Block, item: Item) -> tuple[int, int] | None:
    """Where in the text of an item a block begins and ends, None if it is not found there."""
    text = bare(block.text.text)
    start = item.text.find(text[:HEAD_WORDS])
    end = item.text.find(text[-TAIL_WORDS:])
    return (start, end + len(text[-TAIL_WORDS:]) if end >= 0 else start + len(text)) if start >= 0 else None
