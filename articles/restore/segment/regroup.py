"""What a path cannot bring together: a text and its title far apart, a caption beside another article."""

from collections.abc import Sequence

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft
from articles.restore.segment.links import FEW_TEXTS, links
from articles.restore.topic import Topics, telling_pairs

NEAR_DRAFTS = 6
"""Articles before and after a text without a title among which its title is looked for."""
CLEARLY, LEAST_SHARED = 1.5, 0.25
"""How much nearer than its own another article must be to a caption, and how near at least, to be given it."""


def regroup(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a page, with texts brought back to their titles and captions to the text that they show."""
    topics = Topics((passage.text for draft in drafts for passage in draft.bodies), telling_pairs)
    return _with_captions(_reunited(drafts, topics), topics)


def _reunited(drafts: Sequence[Draft], topics: Topics) -> list[Draft]:
    """The drafts, with the pieces of one article put together, in the place of the first."""
    group = list(range(len(drafts)))
    for piece, other in links(drafts, topics):
        old, new = sorted((group[piece], group[other]), reverse=True)
        group = [new if each == old else each for each in group]
    return [_whole([drafts[i] for i, each in enumerate(group) if each == first]) for first in sorted(set(group))]


def _whole(pieces: Sequence[Draft]) -> Draft:
    """The pieces as one; what is printed before a title with its text is the end of that text."""
    at = next((i for i, piece in enumerate(pieces) if _begins_article(piece)), 0)
    return Draft(tuple(passage for piece in (*pieces[at:], *pieces[:at]) for passage in piece.passages))


def _begins_article(piece: Draft) -> bool:
    title = next((i for i, passage in enumerate(piece.passages) if passage.role == "title"), None)
    if title is None:
        return False
    before, after = piece.passages[:title], piece.passages[title:]
    return len([p for p in after if p.kind == "body"]) > FEW_TEXTS and all(p.kind != "body" for p in before)


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
