"""Documents of Party and state that a text cites between title marks."""

import re
from functools import cache

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import any_of, pattern, words
from articles.recognise.reading import Block
from articles.recognise.types import Mention, PolicyFact

TITLE = re.compile(r"《(?P<title>[^《》]{2,60}(?:《[^《》]+》[^《》]*)?)》")
LISTED = re.compile("(?:《[^《》]*》(?:[^《》，,。；]{0,4}[、和及与])?)+$")
LIST_REACH = 120
NOTE = re.compile(r"[（(][^（）()]*[）)]$")
REACH = 12
OWN_RULES = re.compile("(?:制定|制订|修订|完善|拟定|编制|起草|健全)(?:了|并完善|完善|出台|印发|下发|实施)*$")
"""Verbs of making rules: what a hospital drew up itself is cited only where it is the Party's: 《党支部考核办法》."""


@cache
def kind_patterns() -> tuple[re.Pattern, re.Pattern]:
    return tuple(re.compile(any_of(words("policies", name)) + "$") for name in ("kinds", "issued_kinds"))


def policy_facts(articles: tuple[Attribution, ...]) -> tuple[PolicyFact, ...]:
    """Each document once, by its printed title with its marks, in the order of first mention."""
    mentions: dict[str, list[Mention]] = {}
    for article in articles:
        for block in article.reading.blocks:
            for match in TITLE.finditer(block.text):
                if is_policy(block, match):
                    evidence = block.evidence(match.start(), match.end(), "policy.title", 0.85)
                    mentions.setdefault(match[0], []).append(Mention(match[0], evidence))
    return tuple(PolicyFact(name, tuple(places)) for name, places in mentions.items())


def is_policy(block: Block, match: re.Match) -> bool:
    """Whether a title is a document's, by its last word. 规范 and 指南 need an issuer, for books are called so too."""
    before = LISTED.sub("", block.text[max(0, match.start() - LIST_REACH) : match.start()])[-REACH:]
    is_own = OWN_RULES.search(before) and not pattern("policies", "issuers").search(before)
    if is_own and not pattern("policies", "party_matters").search(match["title"]):
        return False
    if pattern("policies", "not_before").search(before) or pattern("policies", "not_after").match(
        block.text, match.end()
    ):
        return False
    title = NOTE.sub("", match["title"])
    by_kind, by_issuer = kind_patterns()
    if by_kind.search(title):
        return True
    is_issued = pattern("policies", "issuers").search(before + title)
    return bool(by_issuer.search(title) and is_issued)
