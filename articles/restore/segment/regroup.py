"""What a path cannot bring together: a text and its title far apart, a caption beside another article."""

from collections.abc import Iterator, Sequence

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, is_continuation
from articles.restore.shapes import DATELINE
from articles.restore.topic import Topics, telling_pairs

SAME_ARTICLE = {
    "title_with_lead_only": 2.0,
    "nearest_subject": 2.0,
    "has_headings": 1.0,
    "story_starts": -6.0,
    "continued": -3.0,
    "far_subject": -3.0,
}
"""Evidence that a text without a title belongs to an article whose title and lead are printed elsewhere."""
SAME_ENOUGH = 4.0
LONGEST_LEAD = 6
"""Paragraphs of a lead."""

FAR = 0.05
"""Nearness below which two texts speak of different things."""
NEAR_DRAFTS = 6
"""Articles before and after a text without a title among which its title is looked for."""
CLEARLY, LEAST_SHARED = 1.5, 0.25
"""How much nearer than its own another article must be to a caption, and how near at least, to be given it."""


def regroup(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a page, with texts brought back to their titles and captions to the text that they show."""
    topics = Topics((passage.text for draft in drafts for passage in draft.bodies), telling_pairs)
    return _with_captions(_reunited(list(drafts), topics), topics)


def _reunited(drafts: list[Draft], topics: Topics) -> list[Draft]:
    """Bring texts without a title back to the title and lead that are printed before or after them."""
    whole = list(drafts)
    titled = [bool(draft.playing("title")) for draft in drafts]
    for i, draft in enumerate(drafts):
        near = range(max(0, i - NEAR_DRAFTS), min(len(drafts), i + NEAR_DRAFTS + 1))
        if not titled[i] and (others := [k for k in near if titled[k]]):
            best = max(others, key=lambda k: topics.nearness(draft.texts, drafts[k].texts))
            if sum(SAME_ARTICLE[name] for name in _same_evidence(draft, drafts[best], topics)) >= SAME_ENOUGH:
                first, second = sorted((whole[best], draft), key=lambda one: one.first)
                whole[best], whole[i] = Draft(first.passages + second.passages), Draft(())
    return [draft for draft in whole if draft.passages]


def _same_evidence(draft: Draft, titled: Draft, topics: Topics) -> Iterator[str]:
    starts = [one.bodies[0].text for one in (draft, titled) if one.bodies]
    evidence = {
        "title_with_lead_only": len(titled.bodies) <= LONGEST_LEAD and len(titled.heads) <= 2,
        "nearest_subject": True,
        "has_headings": bool(draft.heads),
        "story_starts": any(DATELINE.match(text) for text in starts),
        "continued": any(map(is_continuation, draft.passages + titled.passages)),
        "far_subject": topics.nearness(draft.texts, titled.texts) < FAR,
    }
    return (name for name, holds in evidence.items() if holds)


def _opens(caption: Passage, draft: Draft) -> bool:
    """Does a caption stand before all that is no caption, at the border to the article before?"""
    return all(passage.kind == "caption" for passage in draft.passages[: draft.passages.index(caption)])


def _with_captions(drafts: list[Draft], topics: Topics) -> list[Draft]:
    """Give each caption to the article that it belongs to."""
    passages = [list(draft.passages) for draft in drafts]
    for i, draft in enumerate(drafts):
        for caption in draft.of("caption"):
            place = _place_of(caption, i, drafts, topics)
            if place != i:
                passages[i].remove(caption)
                passages[place].append(caption)
    return [Draft(tuple(kept)) for kept in passages if kept]


def _place_of(caption: Passage, at: int, drafts: Sequence[Draft], topics: Topics) -> int:
    """The article near a caption that speaks of the same, where that is clearly another than its own.

    One at the border to the article before goes there unless its own is nearer: pictures mostly end an article.
    """
    near = range(max(0, at - NEAR_DRAFTS), min(len(drafts), at + NEAR_DRAFTS + 1))
    nearness = {i: topics.nearness([caption.text], drafts[i].texts) for i in near}
    if at and _opens(caption, drafts[at]) and nearness[at - 1] >= nearness[at]:
        return at - 1
    best = max(nearness, key=nearness.__getitem__)
    return best if nearness[best] > max(CLEARLY * nearness[at], LEAST_SHARED) else at
