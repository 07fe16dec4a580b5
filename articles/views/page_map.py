"""A source page line by line, each stretch of it with what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from articles.models import AppliedFix, PageRemnant, Passage
from articles.restore.types import Line, page_lines

WITHHELD = object()
"""Owner of what belongs to no published article, on a page of which something is not public."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one line with one owner: a passage, a remnant, nobody (None), or not to be shown."""

    text: str
    passage: Passage | None = None
    remnant: PageRemnant | None = None
    is_withheld: bool = False


@dataclass(slots=True)
class MappedLine:
    """A line with its stretches. `begins` are passages and remnants of which it is the first line shown."""

    number: int
    stretches: list[Stretch]
    begins: list[Passage | PageRemnant] = field(default_factory=list)
    fixes: list[AppliedFix] = field(default_factory=list)

    @property
    def is_withheld(self) -> bool:
        return any(stretch.is_withheld for stretch in self.stretches)


def map_page(
    text: str,
    passages: Iterable[Passage],
    remnants: Iterable[PageRemnant],
    fixes: Iterable[AppliedFix],
    *,
    only_owned: bool,
) -> list[MappedLine]:
    """Lines of `text`, each character with its owner.

    `only_owned` keeps back everything that no given passage owns: on a page with unpublished articles nobody can tell
    whose a leftover is.
    """
    owners = owner_of_each(text, [*passages, *([] if only_owned else remnants)])
    lines = [_mapped(line, owners, only_owned) for line in page_lines(text)]
    seen = set()
    for line in lines:
        line.begins = [owner for owner in _owners(line) if (type(owner), owner.pk) not in seen]
        seen.update((type(owner), owner.pk) for owner in line.begins)
    _place_fixes(lines, fixes)
    return lines


def owner_of_each(text: str, records: Iterable[Passage | PageRemnant]) -> list:
    """Who owns each character; None where nobody does."""
    owners: list = [None] * len(text)
    for record in records:
        for start, end in record.spans:
            owners[start:end] = [record] * (min(end, len(text)) - start)
    return owners


def _mapped(line: Line, owners: list, only_owned: bool) -> MappedLine:
    """The line in stretches. White space belongs to what stands before it."""
    marked = []
    for place, character in enumerate(line.text, line.start):
        owner = owners[place]
        if owner is None and character.isspace():
            owner = marked[-1][1] if marked else None
        elif owner is None and only_owned:
            owner = WITHHELD
        marked.append((character, owner))
    groups = groupby(marked, key=lambda pair: pair[1])
    return MappedLine(line.number, [_stretch("".join(c for c, _ in pairs), owner) for owner, pairs in groups])


def _stretch(text: str, owner) -> Stretch:
    if owner is WITHHELD:
        return Stretch("", is_withheld=True)
    return Stretch(
        text,
        passage=owner if isinstance(owner, Passage) else None,
        remnant=owner if isinstance(owner, PageRemnant) else None,
    )


def _owners(line: MappedLine) -> list[Passage | PageRemnant]:
    return list(dict.fromkeys(filter(None, (stretch.passage or stretch.remnant for stretch in line.stretches))))


def _place_fixes(lines: list[MappedLine], fixes: Iterable[AppliedFix]) -> None:
    """Put each repair beside its first line, unless one of its lines is kept back: it would repeat what that says."""
    for fix in fixes:
        touched = lines[fix.first_line - 1 : fix.last_line]
        if touched and not any(line.is_withheld for line in touched):
            touched[0].fixes.append(fix)
