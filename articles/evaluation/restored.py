"""Measures of restoration: articles, their parts and their reading order."""

from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz.distance import LCSseq

from articles.evaluation.tally import Row, Tally, row_of
from articles.evaluation.text import Json, folded, passages

GOOD_SHARE = 0.9
"""An article is good where this share of the longer text stands in the other, in order."""
PASSAGES = {"paragraphs": ("paragraph",), "headings": ("heading",), "captions": ("caption",)}
LISTS: dict[str, Callable[[Json], list[Any]]] = {
    "bylines": lambda article: [(person["role"], folded(person["name"])) for person in article.get("bylines", [])],
    "kinds": lambda article: [article["kind"]] if article.get("kind") else [],
    "continued": lambda article: [folded(article["continued_from"])] if article.get("continued_from") else [],
    "about_party_building": lambda article: [article[key] for key in ("about_party_building",) if key in article],
    "truncated": lambda article: [
        folded(each["text"])[-12:] for each in article.get("body", []) if each.get("truncated")
    ],
    "sections": lambda article: list(sections(article)),
}
"""Measures that compare a list of each side."""
MEASURES = ("articles", *PASSAGES, "titles", "subtitles", "kickers", *LISTS)


class Characters:
    """How many characters of the bodies stand in the right order."""

    def __init__(self) -> None:
        self.common = self.found = self.expected = 0

    def add(self, found: str, expected: str) -> bool:
        """Count two bodies; whether they are nearly the same."""
        common = LCSseq.similarity(found, expected)
        self.common += common
        self.found += len(found)
        self.expected += len(expected)
        return bool(found and expected) and common >= GOOD_SHARE * max(len(found), len(expected))

    def row(self) -> Row:
        return row_of(self.common, self.found, self.expected)


def compare_articles(found: Json, expected: Json, tallies: dict[str, Tally], characters: Characters) -> None:
    """Count one pair of articles; either may be an empty one."""
    good = characters.add(*("".join(passages(article)) for article in (found, expected)))
    tallies["articles"].add([good] if found else [], [True] if expected else [])
    for measure, kinds in PASSAGES.items():
        tallies[measure].add(passages(found, kinds), passages(expected, kinds))
    for measure, read in LISTS.items():
        tallies[measure].add(read(found), read(expected))
    compare_heads(found, expected, tallies)


def compare_heads(found: Json, expected: Json, tallies: dict[str, Tally]) -> None:
    accepted = [folded(title) for title in (expected.get("title"), *expected.get("alternative_titles", [])) if title]
    title = "" if found.get("title_missing") else folded(found.get("title"))
    tallies["titles"].add([title] if title else [], accepted[:1], lambda one, _: one in accepted)
    for part in ("subtitle", "kicker"):
        both = ([folded(article[part])] if article.get(part) else [] for article in (found, expected))
        tallies[f"{part}s"].add(*both, lambda one, other: one.strip("—") == other.strip("—"))


def sections(article: Json) -> Iterator[tuple[str, str, str, str]]:
    """Speaker, organisation, first and last characters of what was said, for each section of a forum."""
    for part in article.get("sections", []):
        inside = article["body"][part["body_first"] : part["body_last"] + 1]
        said = "".join(folded(block["text"]) for block in inside if block["type"] == "paragraph")
        yield folded(part.get("speaker")), folded(part.get("organisation")), said[:8], said[-8:]
