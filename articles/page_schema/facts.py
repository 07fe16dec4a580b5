"""Reading facts from a record of the page schema."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args

from articles.page_schema.nodes import Node
from articles.page_schema.types import HEAD
from articles.recognise.sentences import sentence_at, sentence_spans
from articles.recognise.types import (
    ArticleFacts,
    ArticleKind,
    BranchFact,
    BranchLevel,
    DateFact,
    Evidence,
    Facts,
    Field,
    FigureFact,
    HonourFact,
    HospitalFact,
    InitiativeFact,
    Mention,
    PersonFact,
    PolicyFact,
    Scope,
    Stage,
    ThemeFact,
)
from articles.restore.types import ArticleText, Page, PassageText

LISTS = ("hospitals", "party_organisations", "figures", "initiatives", "policy_mentions", "people", "honours")
"""The lists of facts of a record. A record that has any of them states its facts itself."""
GIVEN = "given"
"""The rule of a fact that does not name one."""
LONGEST_RULE = 60
LONGEST_MEASURE = 60


def read_facts(node: Node, page: Page, recognise: Callable[[Page], Facts]) -> Facts:
    """The facts of a record; those that `recognise` finds where the record does not say where its own stand.

    What the record says of an article as a whole (its kind, themes, hospitals) holds in either case.
    """
    articles = node.nodes("articles")
    said = [dict(read_description(article)) for article in articles]
    stated = states_places(node)
    found = None if stated and all("kind" in words for words in said) else recognise(page)
    described = found.articles if found else tuple(ArticleFacts("news", False) for _ in articles)
    facts = read_lists(node, page.articles) if stated else found
    return replace(facts, articles=tuple(replace(own, **words) for own, words in zip(described, said, strict=True)))


def states_places(node: Node) -> bool:
    """Whether a record has facts, and each says where it stands (a record that others stand on has empty mentions)."""
    facts = [fact for name in LISTS for fact in node.nodes(name)]
    listed = any(name in node for name in LISTS) and len(node.items("policies")) <= len(node.items("policy_mentions"))
    return listed and all("mentions" in fact or "article" in fact for fact in facts)


def read_description(node: Node) -> Iterator[tuple[str, Any]]:
    """What a record says of an article, by field of `ArticleFacts`; nothing of what it leaves open."""
    if "kind" in node:
        yield "kind", node.choice("kind", get_args(ArticleKind))
    if "about_party_building" in node:
        yield "about_party_building", node.flag("about_party_building")
    if "theme_reasons" in node or "themes" in node:
        yield "themes", tuple(read_themes(node))
    for name in ("hospitals", "hospitals_mentioned"):
        if name in node:
            yield name, node.texts(name)
    if "date_evidence" in node:
        yield "date", read_date(node.node("date_evidence"))


def read_themes(node: Node) -> Iterator[ThemeFact]:
    if "theme_reasons" not in node:
        yield from (ThemeFact(name, 1.0, ()) for name in dict.fromkeys(node.texts("themes")))
        return
    for theme in node.nodes("theme_reasons"):
        words = tuple((word.text("word", required=True), int(word.number("times"))) for word in theme.nodes("words"))
        yield ThemeFact(theme.text("name", required=True), theme.share("confidence"), words)


def read_date(node: Node) -> DateFact:
    quote = node.text("quote")
    return DateFact(node.text("not_before", required=True, limit=10), Evidence(0, "body", None, 0, 0, quote, "", 1.0))


def read_lists(node: Node, articles: tuple[ArticleText, ...]) -> Facts:
    places = Places(articles)
    return Facts(
        articles=(),
        hospitals=tuple(read_hospital(fact, places) for fact in node.nodes("hospitals")),
        branches=tuple(read_branch(fact, places) for fact in node.nodes("party_organisations")),
        figures=tuple(read_figure(fact, places) for fact in node.nodes("figures")),
        initiatives=tuple(read_initiative(fact, places) for fact in node.nodes("initiatives")),
        policies=tuple(
            PolicyFact(fact.text("name", required=True), places.mentions(fact))
            for fact in node.nodes("policy_mentions")
        ),
        people=tuple(read_person(fact, places) for fact in node.nodes("people")),
        honours=tuple(read_honour(fact, places) for fact in node.nodes("honours")),
    )


class Places:
    """Finds the passages that facts name, and checks that what they quote stands there."""

    def __init__(self, articles: tuple[ArticleText, ...]) -> None:
        self.articles = articles

    def mentions(self, node: Node) -> tuple[Mention, ...]:
        return tuple(self.mention(place) for place in (node.nodes("mentions") if "mentions" in node else [node]))

    def mention(self, node: Node) -> Mention:
        evidence = self.evidence(node)
        return Mention(self.passage(node).text.text[evidence.start : evidence.end], evidence)

    def evidence(self, node: Node) -> Evidence:
        passage = self.passage(node)
        text = passage.text.text
        start = node.index("start", len(text))
        end = node.index("end", len(text) + 1)
        if end <= start:
            raise node.error("end", "no_place")
        quote = node.text("quote") or sentence(text, start)
        if quote not in text:
            raise node.error("quote", "not_printed")
        rule = node.text("rule", limit=LONGEST_RULE) or GIVEN
        body = node.values["body"] if passage.kind not in HEAD else None
        place = node.index("article", len(self.articles)), node.choice("field", get_args(Field), "body"), body
        return Evidence(*place, start, end, quote, rule, node.share("confidence"))

    def passage(self, node: Node) -> PassageText:
        article = self.articles[node.index("article", len(self.articles))]
        field = node.choice("field", get_args(Field), "body")
        if field == "body":
            return article.body[node.index("body", len(article.body))]
        parts: Iterable[PassageText | None] = article.bylines if field == "byline" else (getattr(article, field),)
        passage = next(iter(parts), None)
        if passage is None:
            raise node.error("field", "no_place")
        return passage


def sentence(text: str, place: int) -> str:
    first, last = sentence_at(list(sentence_spans(text)), place)
    return text[first:last]


def read_hospital(node: Node, places: Places) -> HospitalFact:
    return HospitalFact(
        name=node.text("name", required=True),
        mentions=places.mentions(node),
        aliases=node.texts("aliases"),
        contextual_aliases=node.texts("contextual_aliases"),
        province=node.text("province", limit=30),
        city=node.text("city", limit=30),
        district=node.text("district", limit=30),
        founded=node.year("founded"),
    )


def read_branch(node: Node, places: Places) -> BranchFact:
    return BranchFact(
        hospital=node.text("hospital", required=True),
        name=node.text("name", required=True),
        level=node.choice("level", get_args(BranchLevel)),
        mentions=places.mentions(node),
        parent=node.text("parent"),
        generic=node.flag("generic"),
    )


def read_figure(node: Node, places: Places) -> FigureFact:
    value = node.number("value")
    value_to = node.number("value_to") if "value_to" in node else None
    if value_to is not None and value_to < value:
        raise node.error("value_to", "differs", "value")
    return FigureFact(
        measure=node.text("measure", required=True, limit=LONGEST_MEASURE),
        value=value,
        unit=node.text("unit"),
        evidence=places.evidence(node),
        hospital=node.text("hospital"),
        label=node.text("label"),
        value_to=value_to,
        approximate=node.text("approx"),
        as_of=node.text("as_of"),
        superseded=node.flag("superseded"),
        scope=node.choice("scope", get_args(Scope), ""),
    )


def read_initiative(node: Node, places: Places) -> InitiativeFact:
    return InitiativeFact(
        name=node.text("name", required=True),
        mentions=places.mentions(node),
        hospital=node.text("hospital"),
        practice=node.text("practice"),
        stage=node.choice("stage", get_args(Stage), ""),
        named=node.flag("named"),
        scope=node.choice("scope", get_args(Scope), ""),
        themes=node.texts("themes"),
    )


def read_person(node: Node, places: Places) -> PersonFact:
    return PersonFact(
        name=node.text("name", required=True),
        position=node.text("position"),
        organisation=node.text("organisation"),
        mentions=places.mentions(node),
        hospital=node.text("hospital"),
    )


def read_honour(node: Node, places: Places) -> HonourFact:
    return HonourFact(
        name=node.text("name", required=True),
        evidence=places.evidence(node),
        hospital=node.text("hospital"),
        recipient=node.text("recipient"),
        issuer=node.text("issuer"),
        year=node.year("year"),
    )
