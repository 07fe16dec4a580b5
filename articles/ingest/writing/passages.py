"""The passages of a new reading, and which of the stored ones each of them is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.ingest.alignment import NOWHERE, align, character_places
from articles.ingest.matching import by_text, one_to_one
from articles.models import PageVersion, Passage
from articles.restore.types import Page, PassageText

ALIKE = 0.5
"""Share of the shorter passage that two passages must have in common to be the same."""


@dataclass(slots=True)
class Old:
    """A stored passage. `places` say, character by character of its machine text, where it stands on the page now."""

    record: Passage
    places: list[int]

    @property
    def group(self) -> int:
        """Key of the article in which the machine put it."""
        return self.record.machine_values.get("article", self.record.article_id)


@dataclass(slots=True)
class New:
    """A passage as it is read now, of the article with this number. `record` is the row that it becomes."""

    article: int
    body: int | None
    part: PassageText
    record: Passage | None = None
    old: Old | None = None

    @property
    def text(self) -> str:
        return self.part.text.text

    @property
    def places(self) -> list[int]:
        return list(self.part.text.origin)


@dataclass(slots=True)
class Passages:
    """All passages of a page, old and new. `shared[i, j]` counts the characters of old `i` that new `j` owns."""

    old: list[Old]
    new: list[New]
    shared: Counter[tuple[int, int]] = field(default_factory=Counter)
    erased: dict[int, int] = field(default_factory=dict)
    """Numbers of new passages that a person deleted, with the key of the article from which."""

    @property
    def lost(self) -> list[Old]:
        """Stored passages that the new reading does not find."""
        found = {id(each.old) for each in self.new}
        return [each for each in self.old if id(each) not in found]


def read_passages(page: Page) -> list[New]:
    """The passages of a reading, in order."""
    return [
        New(number, at - first if at >= (first := len(parts) - len(article.body)) else None, part)
        for number, article in enumerate(page.articles)
        for parts in [tuple(article.passages())]
        for at, part in enumerate(parts)
    ]


def stored_passages(records: Iterable[Passage], version: PageVersion) -> list[Old]:
    """The stored passages, with their characters where they stand in the text of `version`."""
    alignments: dict[int, list[int]] = {}
    found = []
    for record in records:
        source = record.article.read_from
        if source.pk not in alignments:
            alignments[source.pk] = align(source.text, version.text)
        places = character_places(record.machine_text, record.spans, source.text)
        found.append(Old(record, [alignments[source.pk][at] if at != NOWHERE else NOWHERE for at in places]))
    return found


def match_passages(old: list[Old], new: list[New], deleted: list[dict]) -> Passages:
    """Find the stored passages again by the page characters that they own; by their text where they own none.

    `deleted` are the values of passages that a person deleted; they are found by their text too.
    """
    if not old and not deleted:
        return Passages(old, new)
    owner = {at: j for j, each in enumerate(new) for at in _dark(each.text, each.places)}
    shared = Counter(
        (i, owner[at])
        for i, each in enumerate(old)
        for at in _dark(each.record.machine_text, each.places)
        if at in owner
    )
    sizes = [[size(each.record.machine_text) for each in old], [size(each.text) for each in new]]
    pairs = one_to_one(
        (count, i, j) for (i, j), count in shared.items() if count >= ALIKE * min(sizes[0][i], sizes[1][j])
    )
    left = {i: each.record.machine_text for i, each in enumerate(old) if i not in pairs.values()}
    gone = {i: before["machine_text"] for i, before in enumerate(deleted, len(old))}
    unknown = {j: each.text for j, each in enumerate(new) if j not in pairs}
    pairs |= by_text({**left, **gone}, unknown, ALIKE)
    for j, i in pairs.items():
        new[j].old = old[i] if i < len(old) else None
    erased = {j: deleted[i - len(old)]["article_id"] for j, i in pairs.items() if i >= len(old)}
    return Passages(old, new, shared, erased)


def _dark(text: str, places: list[int]) -> Iterable[int]:
    """The places of characters that are no white space."""
    return (at for character, at in zip(text, places, strict=True) if at != NOWHERE and not character.isspace())


def size(text: str) -> int:
    return sum(not character.isspace() for character in text)
