"""Which heading of an article is its title, and what stands around it: kicker and subtitle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.restore.blocks import HALVES
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, in_series, is_continuation
from articles.restore.shapes import DATELINE, numbering
from articles.restore.speakers import speaker_of

TITLE = {
    "before_subtitle": 6.0,
    "before_byline": 5.0,
    "above_plain_subtitle": 3.0,
    "before_story": 2.0,
    "before_speaker": 2.0,
    "first_heading": 2.0,
    "opens_article": 2.0,
    "closes_article": 2.0,
    "shadowed": 2.0,
    "halves": 1.0,
    "last_of_its_headings": 1.0,
    "after_continuation_notice": -4.0,
    "like_a_subtitle": -4.0,
    "before_imprint": -2.0,
    "in_series": -5.0,
    "numbered": -6.0,
    "speaker": -9.0,
    "after_speaker": -6.0,
}
"""Evidence that a heading is the title of its article."""
ENOUGH = 2.0

NEAR = 12
"""Passages, or headings, before and after a heading that are looked at."""
KICKER_AT_MOST = 0.8
"""Length of a kicker, as a share of the title under it."""
LATE = 4
"""Paragraphs before the first heading from which it is no more likely to be the title than others."""
SURE_CAPTION = frozenset({"names_scene", "interrupts_sentence", "two_in_a_row", "beside_caption"})
SUBTITLE_LIKE = re.compile(
    r"(?:侧记|纪实|纪事|综述|纪略|启示|报告|掠影|剪影|回眸|观察|素描|实录|巡礼|探索|实践|做法|经验)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What an article prints above (or below) its text."""

    title: Passage | None = None
    subtitle: Passage | None = None
    kickers: tuple[Passage, ...] = ()

    @property
    def used(self) -> set[Passage]:
        return {passage for passage in (self.title, self.subtitle, *self.kickers) if passage is not None}


def choose_title(draft: Draft) -> Passage | None:
    """The heading with the most evidence, if that is enough; None where the page prints no title."""
    places = _candidates(draft)
    scored = [(sum(TITLE[name] for name in title_evidence(draft.passages, places, n)), -n) for n in range(len(places))]
    score, n = max(scored, default=(0.0, 0))
    return draft.passages[places[-n]] if score >= ENOUGH else None


def _candidates(draft: Draft) -> list[int]:
    """Where the headings stand; in a news item without any, where a caption stands that may be none."""
    heads = [i for i, passage in enumerate(draft.passages) if passage.kind == "head"]
    if heads or not draft.bodies or not DATELINE.match(draft.bodies[0].text):
        return heads
    return [i for i, p in enumerate(draft.passages) if p.kind == "caption" and SURE_CAPTION.isdisjoint(p.block.why)]


def title_evidence(passages: Sequence[Passage], places: Sequence[int], n: int) -> Iterator[str]:
    """What speaks for and against the heading at `places[n]` being the title of the article that `passages` make."""
    at, head = places[n], passages[places[n]]
    previous = next((p for p in reversed(passages[max(0, at - NEAR) : at]) if p.kind != "caption"), None)
    following = next((p for p in passages[at + 1 : at + NEAR] if p.kind not in ("caption", "imprint")), None)
    kind, text = (following.kind, following.text) if following else ("", "")
    series = [passages[i] for i in places[max(0, n - NEAR) : n + NEAR] if not _belongs_to_speaker(passages, i)]
    evidence = {
        "before_subtitle": kind == "subtitle",
        "before_byline": kind == "byline" and any(p.kind == "body" for p in passages[at : at + NEAR]),
        "above_plain_subtitle": _above_plain_subtitle(passages[at : at + 3]),
        "before_story": bool(DATELINE.match(text)),
        "before_speaker": speaker_of(text) is not None,
        "first_heading": n == 0 and sum(p.kind == "body" for p in passages[max(0, at - LATE) : at]) < LATE,
        "opens_article": not any(p.kind in ("body", "head") for p in passages[max(0, at - NEAR) : at]),
        "closes_article": not any(p.kind in ("body", "head") for p in passages[at + 1 : at + 1 + NEAR]),
        "shadowed": head.block.doubled and not all(passages[i].block.doubled for i in places[1:] or places),
        "halves": bool(HALVES.fullmatch(head.text)),
        "last_of_its_headings": kind != "head",
        "after_continuation_notice": previous is not None and is_continuation(previous),
        "like_a_subtitle": bool(SUBTITLE_LIKE.search(head.text)) and not HALVES.fullmatch(head.text),
        "before_imprint": at + 1 < len(passages) and passages[at + 1].kind == "imprint",
        "in_series": kind not in ("subtitle", "byline") and in_series(head, series),
        "numbered": numbering(head.text) is not None,
        "speaker": speaker_of(head.text) is not None,
        "after_speaker": previous is not None and speaker_of(previous.text) is not None,
    }
    return (name for name, holds in evidence.items() if holds)


def _above_plain_subtitle(area: Sequence[Passage]) -> bool:
    """Is this a title, a plain subtitle and a byline? A kicker would be clearly shorter than the title under it."""
    if [passage.kind for passage in area] != ["head", "head", "byline"]:
        return False
    return len(area[0].text) >= KICKER_AT_MOST * len(area[1].text)


def _belongs_to_speaker(passages: Sequence[Passage], at: int) -> bool:
    """Does the heading introduce a speaker or stand under one?"""
    return any(speaker_of(passage.text) for passage in passages[max(0, at - 1) : at + 1])


def read_head(draft: Draft) -> Head:
    """Title, subtitle and kicker of an article."""
    title = choose_title(draft)
    if title is None:
        return Head(kickers=_column_name(draft, None))
    at = draft.passages.index(title)
    return Head(title, _subtitle(draft.passages, at), _kickers(draft, at) or _column_name(draft, title))


def _subtitle(passages: Sequence[Passage], at: int) -> Passage | None:
    """A dashed line after the title, or a plain one between title and byline."""
    following = passages[at + 1 : at + 3]
    if following and following[0].kind == "subtitle":
        return following[0]
    if following and following[0].kind == "head":
        before_byline = len(following) > 1 and following[1].kind == "byline"
        if (before_byline or SUBTITLE_LIKE.search(following[0].text)) and not numbering(following[0].text):
            return following[0]
    return None


def _kickers(draft: Draft, at: int) -> tuple[Passage, ...]:
    """The headings above the title at the start of the article."""
    above = [passage for passage in draft.passages[:at] if passage.kind not in ("caption", "imprint")]
    plain = all(passage.kind == "head" and not speaker_of(passage.text) for passage in above)
    return tuple(above) if plain else ()


def _column_name(draft: Draft, title: Passage | None) -> tuple[Passage, ...]:
    """The name of a column: a heading right above the imprint."""
    beside = (head for head, after in pairwise(draft.passages) if head.kind == "head" and after.kind == "imprint")
    return tuple(head for head in beside if head is not title)[:1]
