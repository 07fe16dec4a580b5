"""How the recognisers see a page: its articles as blocks of text that can point at what they read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from articles.recognise.lexicon import words
from articles.recognise.places import find_places
from articles.recognise.sentences import sentence_at, sentence_spans
from articles.recognise.types import Evidence, Field
from articles.restore.types import ArticleText, Page, Span


@dataclass(frozen=True)
class Block:
    """One kicker, title, subtitle, heading, paragraph or caption. `body` is None for a part of the head."""

    article: int
    field: Field
    body: int | None
    kind: str
    text: str

    @cached_property
    def sentences(self) -> list[Span]:
        return list(sentence_spans(self.text))

    @property
    def is_prose(self) -> bool:
        return self.kind in ("paragraph", "caption")

    def sentence_span(self, place: int) -> Span:
        return sentence_at(self.sentences, place)

    def sentence(self, place: int) -> str:
        start, end = self.sentence_span(place)
        return self.text[start:end]

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """Where a fact was read, with its sentence. A span that crosses sentences quotes the one it begins in."""
        return Evidence(self.article, self.field, self.body, start, end, self.sentence(start), rule, confidence)


@dataclass(frozen=True)
class Reading:
    """One article, ready to be read. `blocks` are in reading order, head first; bylines are left out."""

    number: int
    article: ArticleText
    blocks: tuple[Block, ...] = field(repr=False)
    reports_beside: tuple[int, ...] = ()
    """The lengths of the articles of its page, itself included, that open as reports do (本报讯)."""

    @property
    def opening(self) -> str:
        """The first paragraph."""
        return next((block.text for block in self.prose), "")

    @property
    def head(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.body is None)

    @property
    def prose(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.is_prose)

    @cached_property
    def divisions(self) -> frozenset[str]:
        """The codes of the divisions that the article names beyond doubt, with those that hold them."""
        sure = (place.divisions[0] for place in find_places(self.text) if len(place.divisions) == 1)
        return frozenset(code for division in sure for code in division.codes)

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


def read_blocks(number: int, article: ArticleText) -> Iterator[Block]:
    for name in ("kicker", "title", "subtitle"):
        if passage := getattr(article, name):
            yield Block(number, name, None, name, passage.text.text)
    for place, passage in enumerate(article.body):
        yield Block(number, "body", place, passage.kind, passage.text.text)


def readings(page: Page) -> tuple[Reading, ...]:
    """The articles of a page as blocks, parallel to `page.articles`."""
    blocks = [tuple(block for block in read_blocks(*each) if block.text.strip()) for each in enumerate(page.articles)]
    openings = [next((block.text for block in each if block.is_prose), "") for each in blocks]
    reports = tuple(
        sum(len(block.text) for block in each)
        for each, opening in zip(blocks, openings, strict=True)
        if opening.startswith(words("kinds", "brief_openings"))
    )
    return tuple(Reading(number, page.articles[number], each, reports) for number, each in enumerate(blocks))
