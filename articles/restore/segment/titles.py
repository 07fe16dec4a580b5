"""Which heading of an article is its title, and what stands around it: kicker and subtitle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.restore.blocks import HALVES
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, in_series, is_continuation
from articles.restore.shapes import DATELINE, numbering, speaker_of

TITLE = {
    "before_subtitle": 4.0,
    "before_byline": 4.0,
    "before_story": 2.0,
    "before_speaker": 2.0,
    "first_heading": 2.0,
    "opens_article": 2.0,
    "closes_article": 2.0,
    "shadowed": 2.0,
    "halves": 1.0,
    "last_of_its_headings": 1.0,
    "after_continuation_notice": -3.0,
    "like_a_subtitle": -3.0,
    "before_imprint": -2.0,
    "in_series": -4.0,
    "numbered": -6.0,
    "speaker": -9.0,
    "after_speaker": -6.0,
}
"""Evidence that a heading is the title of its article."""
ENOUGH = 2.0

SURE_CAPTION = frozenset({"names_scene", "interrupts_sentence", "two_in_a_row", "beside_caption"})
SUBTITLE_LIKE = re.compile(r"(?:侧记|纪实|纪事|综述|纪略|启示|报告|掠影|剪影|回眸|观察|素描|实录|巡礼|探索|实践|做法|经验)$")


@dataclass(frozen=True, slots=True)
class Head:
    """What an article prints above (or below) its text."""

    title: Passage | None = None
    subtitle: Passage | None = None
    kicker: Passage | None = None


def choose_title(draft: Draft) -> Passage | None:
    """The heading with the most evidence, if that is enough; None where the page prints no title."""
    scored = [(sum(TITLE[name] for name in title_evidence(draft, head)), head) for head in _candidates(draft)]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ENOUGH else None


def _candidates(draft: Draft) -> list[Passage]:
    """The headings; in a short news item without any, what was taken for a caption only because no text follows it."""
    if draft.heads or not draft.bodies or not DATELINE.match(draft.bodies[0].text):
        return draft.heads
    return [caption for caption in draft.of("caption") if SURE_CAPTION.isdisjoint(caption.block.why)]


def title_evidence(draft: Draft, head: Passage) -> Iterator[str]:
    """What speaks for and against `head` being the title of `draft`."""
    passages, heads = draft.passages, draft.heads or [head]
    at = passages.index(head)
    before = [passage for passage in passages[:at] if passage.kind != "caption"]
    after = [passage for passage in passages[at + 1 :] if passage.kind not in ("caption", "imprint")]
    following = after[0] if after else None
    evidence = {
        "before_subtitle": following is not None and following.kind == "subtitle",
        "before_byline": following is not None and following.kind == "byline" and "body" in {p.kind for p in after},
        "before_story": following is not None and bool(DATELINE.match(following.text)),
        "before_speaker": following is not None and speaker_of(following.text) is not None,
        "first_heading": head is heads[0] and not all(p.kind == "body" for p in before[-3:] if len(before) > 3),
        "opens_article": not any(passage.kind in ("body", "head") for passage in before),
        "closes_article": not any(passage.kind in ("body", "head") for passage in after),
        "shadowed": head.block.doubled and not all(other.block.doubled for other in heads[1:] or heads),
        "halves": bool(HALVES.fullmatch(head.text)),
        "last_of_its_headings": following is None or following.kind != "head",
        "after_continuation_notice": bool(before) and is_continuation(before[-1]),
        "like_a_subtitle": bool(SUBTITLE_LIKE.search(head.text)) and not HALVES.fullmatch(head.text),
        "before_imprint": at + 1 < len(passages) and passages[at + 1].kind == "imprint",
        "in_series": in_series(head, _own_headings(passages)),
        "numbered": numbering(head.text) is not None,
        "speaker": speaker_of(head.text) is not None,
        "after_speaker": bool(before) and speaker_of(before[-1].text) is not None,
    }
    return (name for name, holds in evidence.items() if holds)


def _own_headings(passages: Sequence[Passage]) -> list[Passage]:
    """The headings that introduce no speaker and stand under none."""
    previous = [None, *passages]
    return [
        passage
        for before, passage in zip(previous, passages, strict=False)
        if passage.kind == "head" and not speaker_of(passage.text) and not (before and speaker_of(before.text))
    ]


def read_head(draft: Draft) -> Head:
    """Title, subtitle and kicker of an article."""
    title = choose_title(draft)
    if title is None:
        return Head(kicker=_column_name(draft, None))
    at = draft.passages.index(title)
    return Head(title, _subtitle(draft.passages, at), _kicker(draft, at) or _column_name(draft, title))


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


def _kicker(draft: Draft, at: int) -> Passage | None:
    """A heading straight before the title, at the start of the article."""
    before = [passage for passage in draft.passages[:at] if passage.kind != "caption"]
    if before and before[-1].kind in ("head", "subtitle") and not any(passage.kind == "body" for passage in before):
        return None if speaker_of(before[-1].text) else before[-1]
    return None


def _column_name(draft: Draft, title: Passage | None) -> Passage | None:
    """The name of a column: a heading beside the imprint, which the text quotes."""
    for head, following in zip(draft.passages, draft.passages[1:], strict=False):
        if head.kind == "head" and head is not title and following.kind == "imprint":
            return head
    return None
