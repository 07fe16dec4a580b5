"""The maker: a layout and a number become the bytes of a page, and what a careful reader finds on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from tests.page_maker import damage
from tests.page_maker.damage.contents import printed_byline
from tests.page_maker.parts import Columns, Part, Parts, line_owners, printed
from tests.page_maker.samples import Block, Draft, Kind, Pool, samples
from tests.page_maker.setting import Column, typeset

T = TypeVar("T")
Json = dict[str, Any]
Chances = Mapping[str, float]


@dataclass(frozen=True)
class Slot:
    """Room for one article: its kind, the widths of its column in Han characters, the chances of damage to it, and
    whether lines that introduce a speaker keep to the column."""

    kind: Kind
    widths: tuple[int, int] = (14, 20)
    chances: Chances = field(default_factory=dict)
    wraps_speakers: bool = False


@dataclass(frozen=True)
class Layout:
    """How a page is made: its articles in the order of their first line, and the chances of damage to the whole.

    Layouts of one `series` choose the same articles for the pages of the same number, so that they can be compared.
    """

    name: str
    about: str
    slots: tuple[Slot, ...]
    chances: Chances = field(default_factory=dict)
    pool: Pool = "development"
    series: str = ""


@dataclass(frozen=True)
class MadePage:
    """A page, its gold in the page schema, the names of the damage that was done, and the part that each line is of."""

    source: str
    layout: str
    data: bytes
    gold: Json
    damage: frozenset[str]
    owners: tuple[Part | None, ...] = field(default=(), compare=False, repr=False)

    @property
    def text(self) -> str:
        return self.data.decode("gb18030" if "gb18030" in self.damage else "utf-8")


def make_page(layout: Layout, number: int) -> MadePage:
    """The page of that number in a layout; the same number gives the same page."""
    rng = Random(f"{layout.series or layout.name} {number}")
    return lay_out(layout, choose(layout, rng), f"{layout.name} {number}.txt", rng)


def lay_out(layout: Layout, drafts: Iterable[Draft], source: str, rng: Random) -> MadePage:
    """The page of that name on which the drafts stand in the slots of a layout."""
    done: set[str] = set()
    articles = [make_article(draft, slot, rng, done) for draft, slot in zip(drafts, layout.slots, strict=True)]
    columns: Columns = tuple(tuple(part.but(owner=i) for part in parts) for i, (_, parts) in enumerate(articles))
    columns = damaged(columns, damage.TO_PAGE, layout.chances, rng, done)
    text = "".join(printed(parts) for parts in columns)
    text = damaged(text, damage.TO_TEXT, layout.chances, rng, done)
    data = damaged(text.encode(), damage.TO_BYTES, layout.chances, rng, done)
    gold = {"source": source, "articles": [gold_article(draft) for draft, _ in articles]}
    owners = tuple(line_owners(part for parts in columns for part in parts))
    return MadePage(source, layout.name, data, gold, frozenset(done), owners)


def make_pages(layouts: Iterable[Layout], count: int) -> list[MadePage]:
    """`count` pages, as many of each layout."""
    layouts = tuple(layouts)
    return [make_page(layouts[i % len(layouts)], i // len(layouts)) for i in range(count)]


def choose(layout: Layout, rng: Random) -> list[Draft]:
    """A sample for each slot, none twice."""
    chosen: list[Draft] = []
    for slot in layout.slots:
        fitting = [draft for draft in samples(layout.pool) if draft.kind == slot.kind and draft not in chosen]
        chosen.append(rng.choice(fitting))
    return chosen


def make_article(draft: Draft, slot: Slot, rng: Random, done: set[str]) -> tuple[Draft, Parts]:
    """An article as it is printed in its slot, and its parts in the order in which they stand there."""
    draft = printed_byline(damaged(draft, damage.TO_DRAFT, slot.chances, rng, done), rng)
    column = damaged(
        Column(rng.randint(*slot.widths), wraps_speakers=slot.wraps_speakers), damage.TO_COLUMN, slot.chances, rng, done
    )
    draft, parts = typeset(draft, column, rng)
    return draft, damaged(parts, damage.TO_PARTS, slot.chances, rng, done)


def damaged(thing: T, table: Iterable[Callable[[T, Random], T]], chances: Chances, rng: Random, done: set[str]) -> T:
    """Do the damage of a table, each kind by its chance, and note in `done` what changed something."""
    for kind in table:
        if kind in damage.LATER and kind.__name__ not in chances:
            continue
        if rng.random() < chances.get(kind.__name__, 0):
            before, thing = thing, kind(thing, rng)
            if thing != before:
                done.add(kind.__name__)
    return thing


def gold_article(draft: Draft) -> Json:
    """What a careful reader finds, in the page schema."""
    captions = [{"type": "caption", "text": text} for text in draft.captions]
    return {
        "title": draft.title or None,
        "title_missing": not draft.title,
        "subtitle": draft.subtitle or None,
        "kicker": draft.kicker or None,
        "bylines": [{"role": role, "name": name} for role, name in draft.contributors],
        "themes": [],
        "continued_from": draft.continued_from or None,
        "continued_on": draft.continued_on or None,
        "body": [*map(gold_block, draft.body), *captions],
        "sections": gold_sections(draft.body),
    }


def gold_block(block: Block) -> Json:
    shown: Json = {"type": "paragraph" if block.is_paragraph else "heading", "text": block.text}
    if block.truncated:
        shown["truncated"] = True
    return shown


def gold_sections(body: tuple[Block, ...]) -> list[Json]:
    """The parts of the speakers of a forum."""
    firsts = [i for i, block in enumerate(body) if block.speaker]
    return [
        {
            "speaker": body[first].speaker.name,
            "position": body[first].speaker.position,
            "organisation": body[first].speaker.organisation,
            "title": body[first + 1].text if body[first + 1].kind == "section_title" else "",
            "body_first": first,
            "body_last": end - 1,
            "truncated": any(block.truncated for block in body[first:end]),
        }
        for first, end in zip(firsts, [*firsts[1:], len(body)], strict=False)
    ]
