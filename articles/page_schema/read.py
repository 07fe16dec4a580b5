"""Reading the page schema back: a JSON object becomes a page with its facts, as if it had just been restored.

A record may hold as little as clean articles, each with a title and a body. Then it is set as a page of its own, a
passage a line, and its facts are recognised. Or it holds everything, as an export does; then nothing is guessed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from articles.page_schema.facts import read_facts
from articles.page_schema.nodes import Node, SchemaError, checked_node, checked_spans
from articles.page_schema.owned import OwnedText
from articles.page_schema.types import Json, Origin, StoredPage
from articles.recognise.types import Facts
from articles.restore.types import (
    ArticleText,
    BodyKind,
    Contributor,
    ContributorRole,
    Fix,
    Page,
    PassageText,
    Reason,
    Remnant,
    RemnantKind,
    SectionText,
    TracedText,
    page_lines,
)

RIGHTS = ("", "full", "summary", "internal")
ROLES = ("", "speaker", "section_title")
LONGEST_RULE = 60
LONGEST_CODE = 40
HIGHEST_LEVEL = 9


def read_record(record: Json, recognise: Callable[[Page], Facts]) -> StoredPage:
    """The page that a record describes. `recognise` reads facts where the record does not say where its own stand.

    Raises SchemaError.
    """
    node = checked_node(record, "")
    path = node.text("path") or node.text("source", required=True)
    if not node.items("articles") and "text" not in node:
        raise node.error("articles", "missing")
    page = read_page(node)
    return StoredPage(path, page, read_facts(node, page, recognise), read_origin(node))


def read_origin(node: Node) -> Origin:
    return Origin(
        newspaper=node.text("newspaper"),
        issue_date=node.day("issue_date"),
        page_label=node.text("page_label"),
        rights=node.choice("rights", RIGHTS, ""),
    )


def read_page(node: Node) -> Page:
    articles = node.nodes("articles")
    printed = [list(printed_texts(article)) for article in articles]
    text, placed = owned_texts(node, printed) if "text" in node else set_as_page(printed)
    return Page(
        text=text,
        encoding=node.text("encoding", limit=30) or "utf-8",
        lines=page_lines(text),
        articles=tuple(read_article(article, iter(texts)) for article, texts in zip(articles, placed, strict=True)),
        remnants=tuple(read_remnant(remnant, text) for remnant in node.nodes("remnants")),
        fixes=tuple(read_fix(fix) for fix in node.nodes("fixes")),
    )


def printed_texts(article: Node) -> Iterator[str]:
    """The texts of an article's passages, in the order of `ArticleText.passages`."""
    yield from filter(None, (article.text(name) for name in ("kicker", "title", "subtitle")))
    yield from (line.text("text", required=True) for line in own_bylines(article))
    yield from (block.text("text", required=True) for block in article.nodes("body"))


def own_bylines(article: Node) -> list[Node]:
    """Printed bylines that are passages; one that runs into a paragraph is a part of that."""
    return [line for line in article.nodes("byline_printed") if not line.flag("run_in")]


def set_as_page(printed: list[list[str]]) -> tuple[str, list[list[TracedText]]]:
    """Set articles as a page, a passage a line and a blank line between articles."""
    place, placed = 0, []
    for texts in printed:
        placed.append([])
        for text in texts:
            placed[-1].append(TracedText.of(text, place))
            place += len(text) + 1
        place += 1
    return "\n\n".join("\n".join(texts) for texts in printed), placed


def owned_texts(node: Node, printed: list[list[str]]) -> tuple[str, list[list[TracedText]]]:
    """The text of the page as it came, and for each passage the characters that it owns, where `spans` say so."""
    page = node.text("text")
    spans = node.items("spans") or [[[] for _ in texts] for texts in printed]
    if [len(parts) if isinstance(parts, list) else None for parts in spans] != [len(texts) for texts in printed]:
        raise node.error("spans", "differs", "articles")
    return page, [
        [
            OwnedText.on(page, text, checked_spans(owned, f"spans[{i}][{j}]", len(page)))
            for j, (text, owned) in enumerate(zip(texts, spans[i], strict=True))
        ]
        for i, texts in enumerate(printed)
    ]


def read_article(node: Node, texts: Iterator[TracedText]) -> ArticleText:
    blocks = node.nodes("body")
    reasons = [read_reason(reason, len(blocks)) for reason in node.nodes("reasons")]
    head = {
        name: PassageText(name, next(texts), reasons=at(reasons, name, None))
        for name in ("kicker", "title", "subtitle")
        if node.text(name)
    }
    bylines = tuple(
        PassageText("byline", next(texts), reasons=() if i else at(reasons, "byline", None))
        for i, _ in enumerate(own_bylines(node))
    )
    body = tuple(read_block(block, next(texts), at(reasons, "body", index)) for index, block in enumerate(blocks))
    return ArticleText(
        **head,
        bylines=bylines,
        body=body,
        contributors=tuple(map(read_contributor, node.nodes("bylines"))),
        sections=tuple(read_section(section, len(body)) for section in node.nodes("sections")),
        suggested_title="" if node.text("title") else node.text("suggested_title"),
        continued_from=node.text("continued_from"),
        continued_on=node.text("continued_on"),
        reasons=at(reasons, "", None),
    )


@dataclass(frozen=True, slots=True)
class PlacedReason:
    """A reason and what it is about: a part of the head, a block of the body, or the article (no `field`)."""

    field: str
    body: int | None
    reason: Reason


def read_reason(node: Node, size: int) -> PlacedReason:
    field = node.choice("field", ("", "kicker", "title", "subtitle", "byline", "body"), "")
    body = node.index("body", size) if field == "body" else None
    code = node.text("code", required=True, limit=LONGEST_CODE)
    return PlacedReason(field, body, Reason(code, node.text("detail"), node.lines("lines")))


def at(reasons: list[PlacedReason], field: str, body: int | None) -> tuple[Reason, ...]:
    return tuple(placed.reason for placed in reasons if (placed.field, placed.body) == (field, body))


def read_block(node: Node, text: TracedText, reasons: tuple[Reason, ...]) -> PassageText:
    level = node.index("level", HIGHEST_LEVEL + 1) if "level" in node else None
    return PassageText(
        kind=node.choice("type", get_args(BodyKind)),
        text=text,
        level=level,
        role=node.choice("role", ROLES, ""),
        truncated=node.flag("truncated"),
        reasons=reasons,
    )


def read_contributor(node: Node) -> Contributor:
    return Contributor(
        role=node.choice("role", get_args(ContributorRole)),
        name=node.text("name", required=True),
        run_in=node.flag("run_in"),
        institution=node.flag("institution"),
    )


def read_section(node: Node, size: int) -> SectionText:
    """A part of the body. One that holds none of it has a `body_last` before its `body_first`."""
    first = node.index("body_first", size + 1)
    last = first - 1 if node.values.get("body_last") == first - 1 else node.index("body_last", size)
    if last < first - 1:
        raise node.error("body_last", "no_place")
    names = {name: node.text(name) for name in ("speaker", "position", "organisation", "title")}
    return SectionText(**names, body_first=first, body_last=last, truncated=node.flag("truncated"))


def read_remnant(node: Node, page: str) -> Remnant:
    spans = checked_spans(node.items("spans"), node.at("spans"), len(page))
    kind = node.choice("kind", get_args(RemnantKind))
    return Remnant(kind, OwnedText.on(page, node.text("text"), spans), node.text("detail"))


def read_fix(node: Node) -> Fix:
    lines = node.lines("lines")
    if lines is None:
        raise SchemaError(node.at("lines"), "missing")
    rule = node.text("rule", required=True, limit=LONGEST_RULE)
    return Fix(rule, lines, node.text("before"), node.text("after"))
