"""What an article prints above (or below) its text: title, subtitle, kicker."""

from dataclasses import dataclass

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article; `kickers` are the lines above its title, in order."""

    title: Passage | None = None
    subtitle: Passage | None = None
    kickers: tuple[Passage, ...] = ()

    @property
    def used(self) -> set[Passage]:
        return {passage for passage in (self.title, self.subtitle, *self.kickers) if passage is not None}


def read_head(draft: Draft) -> Head:
    """Title, subtitle and kicker of an article, by the roles of its passages."""
    return Head(
        next(iter(draft.playing("title")), None),
        next(iter(draft.playing("subtitle")), None),
        tuple(draft.playing("kicker")),
    )
