"""Where one article ends and the next begins.

Every gap between two body texts is judged: does a new article begin there (`BOUNDARY`), and if so, which of the titles
and notices in the gap belong to the text before and which to the text after (`SIDES`)? A part of an article that a title
in another place has left without one is brought back to it (`SAME_ARTICLE`).
"""

from collections.abc import Iterator, Sequence

from articles.restore.reading_order import Passage
from articles.restore.marks import SIGNATURE
from articles.restore.segment.drafts import Draft, gaps, goes_on_elsewhere, in_series, is_continuation
from articles.restore.segment.titles import choose_title
from articles.restore.shapes import DATELINE, numbering, speaker_of
from articles.restore.topic import Topics

BOUNDARY = {
    "story_starts": 6.0,
    "continued_from": 6.0,
    "continues_elsewhere": 6.0,
    "byline_between": 4.0,
    "subtitle_between": 3.0,
    "signed_off": 3.0,
    "topic_changes": 3.0,
    "topic_shifts": 1.0,
    "topic_stays": -1.0,
    "starts_series": -0.5,
    "continues_series": -4.0,
    "speaker_between": -6.0,
    "no_heading_between": -2.0,
    "mid_sentence": -3.0,
}
"""Evidence that a new article begins between two body texts."""
ENOUGH = 2.5

INTRODUCED = ("subtitle", "byline")
"""What stands under a title and not under a heading."""

SIDES = {
    "signature": -5.0,
    "continues_elsewhere": -9.0,
    "continued_from": 9.0,
    "byline": 3.0,
    "nearer_text": 4.0,
    "after_signature": 2.0,
    "introduces": 2.0,
    "caption": -0.4,
    "before_notice": -1.0,
}
"""Where a block in the gap belongs: below 0 to the text before it, above 0 to the text after it."""
TITLE_FIRST = 0.05
"""How much nearer a title must be to the text before it than to the text after it to be taken for a title printed last."""

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

WINDOW = 8
"""Passages on either side of a gap whose vocabulary is compared."""
NEARLY_LOWEST = 1.4
"""How far above the lowest of its neighbours a gap may be and still be taken for the place where the topic changes."""
SHARP, GENTLE = 0.45, 0.65
"""Nearness of the texts on both sides of a gap, as a share of that around it, below which the topic changes or shifts."""


def split_articles(passages: Sequence[Passage]) -> list[Draft]:
    """Divide the passages of a page into articles."""
    topics = Topics(passage.text for passage in passages if passage.kind == "body")
    nearness = _nearness(passages, topics)
    places, start = [0], 0
    for (left, right), depth in zip(gaps(passages), _depths(nearness), strict=True):
        why = boundary_evidence(passages, start, left, right, depth)
        if sum(BOUNDARY[name] for name in why) >= ENOUGH:
            start = _side(passages, start, left, right, topics)
            places.append(start)
    drafts = [Draft(tuple(passages[a:b])) for a, b in zip(places, [*places[1:], len(passages)], strict=True) if a < b]
    return _reunited(drafts, topics)


def _nearness(passages: Sequence[Passage], topics: Topics) -> list[float]:
    """For each gap, how near the vocabulary before it is to the vocabulary after it."""
    texts = [passage.text if passage.kind in ("body", "head") else "" for passage in passages]
    return [
        topics.nearness("\n".join(texts[max(0, left - WINDOW) : left]), "\n".join(texts[right : right + WINDOW]))
        for left, right in gaps(passages)
    ]


def _depths(nearness: Sequence[float]) -> list[float]:
    """Each value as a share of the lower of the peaks on either side: small where the topic changes."""
    depths = []
    for i, value in enumerate(nearness):
        before, after = nearness[max(0, i - WINDOW) : i], nearness[i + 1 : i + 1 + WINDOW]
        peak = min(max(before, default=value), max(after, default=value))
        local = value <= NEARLY_LOWEST * min(nearness[max(0, i - 1) : i + 2])
        depths.append(value / peak if peak and local else 1.0)
    return depths


def boundary_evidence(passages: Sequence[Passage], start: int, left: int, right: int, depth: float) -> tuple[str, ...]:
    """What speaks for and against a new article between `passages[left - 1]` and `passages[right]`."""
    gap, before, after = passages[left:right], passages[left - 1], passages[right]
    heads = [passage for passage in gap if passage.kind == "head"]
    plain = [p for p, following in zip(gap, passages[left + 1 : right + 1], strict=True) if p.kind == "head" and following.kind not in INTRODUCED]
    earlier = [passage for passage in passages[start:left] if passage.kind == "head"]
    later = [passage for passage in passages[right : right + 40] if passage.kind == "head"]
    evidence = {
        "story_starts": bool(DATELINE.match(after.text)),
        "continued_from": any(map(is_continuation, gap)),
        "continues_elsewhere": any(map(goes_on_elsewhere, gap)),
        "byline_between": any(passage.kind == "byline" for passage in gap),
        "subtitle_between": any(passage.kind == "subtitle" for passage in gap),
        "signed_off": bool(SIGNATURE.search(before.text)) or any(passage.kind == "signature" for passage in gap),
        "topic_changes": depth < SHARP,
        "topic_shifts": SHARP <= depth < GENTLE,
        "topic_stays": depth > 0.9,
        "starts_series": any(in_series(head, later) for head in plain) and not any(numbering(head.text) for head in heads),
        "continues_series": any(_goes_on(head, earlier) for head in plain),
        "speaker_between": any(speaker_of(head.text) for head in heads),
        "no_heading_between": not heads,
        "mid_sentence": not before.block.closed and not any(map(goes_on_elsewhere, gap)),
    }
    return tuple(name for name, holds in evidence.items() if holds)


def _goes_on(head: Passage, earlier: Sequence[Passage]) -> bool:
    """Does a heading carry on a series? A numbered one does unless it begins again at one."""
    number = numbering(head.text)
    return in_series(head, earlier) and not (number and number[1] == 1)


def _side(passages: Sequence[Passage], start: int, left: int, right: int, topics: Topics) -> int:
    """The index at which the new article begins: the cut of the gap that suits its blocks best."""
    before = "\n".join(passage.text for passage in passages[start:left] if passage.kind == "body")
    after = "\n".join(passage.text for passage in passages[right : right + 4] if passage.kind == "body")
    gap = passages[left:right]
    leanings = [_leaning(gap, i, before, after, topics) for i in range(len(gap))]
    return left + max(range(len(leanings) + 1), key=lambda cut: sum(leanings[cut:]) - sum(leanings[:cut]))


def _leaning(gap: Sequence[Passage], i: int, before: str, after: str, topics: Topics) -> float:
    """Above 0 if block `i` of a gap belongs to the text after it."""
    passage = gap[i]
    if passage.kind == "notice":
        return SIDES["continued_from" if is_continuation(passage) else "continues_elsewhere"]
    if passage.kind in ("subtitle", "credit") and i and gap[i - 1].kind != "signature":
        return _leaning(gap, i - 1, before, after, topics) / 10
    if passage.kind not in ("head", "caption"):
        return SIDES.get(passage.kind, 0.1)
    signed_off = any(earlier.kind == "signature" for earlier in gap[:i])
    introduced = any(later.kind in ("subtitle", "byline", "credit") for later in gap[i + 1 :])
    text = passage.text if passage.kind == "head" else "\n".join(block.text for block in gap if block.kind == "caption")
    nearer = topics.nearness(text, after) - topics.nearness(text, before)
    if passage.kind == "caption":
        notice_follows = any(later.kind == "notice" for later in gap[i + 1 :])
        return SIDES["nearer_text"] * nearer + SIDES["caption"] + SIDES["before_notice"] * notice_follows
    return SIDES["nearer_text"] * (nearer + TITLE_FIRST) + SIDES["after_signature"] * signed_off + SIDES["introduces"] * introduced


def _reunited(drafts: list[Draft], topics: Topics) -> list[Draft]:
    """Bring texts without a title back to the title and lead that are printed before or after them."""
    whole = list(drafts)
    for draft in drafts:
        if draft in whole and not choose_title(draft):
            others = [other for other in whole if other is not draft and choose_title(other)]
            best = max(others, key=lambda other: topics.nearness(draft.text, other.text), default=None)
            if best and sum(SAME_ARTICLE[name] for name in _same_evidence(draft, best, topics)) >= SAME_ENOUGH:
                both = sorted((draft, best), key=lambda one: one.first)
                whole[whole.index(best)] = Draft(both[0].passages + both[1].passages)
                whole.remove(draft)
    return whole


def _same_evidence(draft: Draft, titled: Draft, topics: Topics) -> Iterator[str]:
    starts = [one.bodies[0].text for one in (draft, titled) if one.bodies]
    evidence = {
        "title_with_lead_only": len(titled.bodies) <= LONGEST_LEAD and len(titled.heads) == 1,
        "nearest_subject": True,
        "has_headings": bool(draft.heads),
        "story_starts": any(DATELINE.match(text) for text in starts),
        "continued": any(map(is_continuation, draft.passages + titled.passages)),
        "far_subject": topics.nearness(draft.text, titled.text) < 0.1,
    }
    return (name for name, holds in evidence.items() if holds)
