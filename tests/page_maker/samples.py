"""The clean articles that pages are made of: made-up texts, in pools that never meet."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

TEXTS = Path(__file__).parent / "texts"

Kind = Literal["feature", "news", "brief", "commentary", "forum", "roundup"]
BlockKind = Literal["heading", "paragraph", "speaker", "section_title"]
Pool = Literal["development", "held_out", "kept_aside"]
"""Held out: nothing is fitted on them, but what is fitted may be chosen by them. Kept aside: only measured."""


@dataclass(frozen=True)
class Speaker:
    name: str
    position: str
    organisation: str


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph of the body. `truncated`: the page does not hold its end."""

    kind: BlockKind
    text: str
    truncated: bool = False
    speaker: Speaker | None = None

    @property
    def is_paragraph(self) -> bool:
        return self.kind == "paragraph"

    def but(self, **changes: Any) -> "Block":
        return replace(self, **changes)


@dataclass(frozen=True)
class Draft:
    """An article as it goes to print: its texts, and where its byline stands.

    `byline` is a line of its own under the title, `signature` one after the body; `credit` says whose the pictures
    are. `signed` tells that the byline has its place, be it inside a paragraph.
    """

    kind: Kind
    title: str
    body: tuple[Block, ...]
    kicker: str = ""
    subtitle: str = ""
    contributors: tuple[tuple[str, str], ...] = ()
    captions: tuple[str, ...] = ()
    byline: str = ""
    signature: str = ""
    credit: str = ""
    signed: bool = False
    continued_from: str = ""
    continued_on: str = ""

    def but(self, **changes: Any) -> "Draft":
        return replace(self, **changes)

    def with_block(self, place: int, block: Block) -> "Draft":
        return self.but(body=(*self.body[:place], block, *self.body[place + 1 :]))

    @property
    def paragraphs(self) -> list[int]:
        """The places of the paragraphs in the body."""
        return [place for place, block in enumerate(self.body) if block.is_paragraph]


@cache
def samples(pool: Pool) -> tuple[Draft, ...]:
    """The articles of one pool."""
    records = json.loads((TEXTS / f"{pool}.json").read_text(encoding="utf-8"))
    return tuple(draft(record) for record in records)


def draft(record: dict[str, Any]) -> Draft:
    """An article from its record: `# ` marks a heading, an object is a speaker's part of a forum."""
    body = tuple(block for item in record["body"] for block in blocks(item))
    return Draft(
        **{key: record[key] for key in ("kind", "title", "kicker", "subtitle")},
        body=body,
        contributors=tuple((role, name) for role, name in record["bylines"]),
        captions=tuple(record["captions"]),
        signed=body[0].text.startswith("本报讯"),
    )


def blocks(item: str | dict[str, Any]) -> list[Block]:
    if isinstance(item, str):
        return [Block("heading", item[2:]) if item.startswith("# ") else Block("paragraph", item)]
    who = Speaker(item["speaker"], item["position"], item["organisation"])
    printed = f"{who.organisation}{who.position} {who.name}"
    said = [Block("paragraph", text) for text in item["said"]]
    return [Block("speaker", printed, speaker=who), Block("section_title", item["title"]), *said]
