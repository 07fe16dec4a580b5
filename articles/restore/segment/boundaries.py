"""Where one article ends and the next begins.

Every gap between two body texts is judged: does a new article begin there (`BOUNDARY`), and if so, which of the titles
and notices in the gap belong to the text before and which to the text after (`SIDES`)? A part of an article that a
title in another place has left without one is brought back to it (`SAME_ARTICLE`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.restore.marks import SIGNATURE
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, gaps, goes_on_elsewhere, in_series, is_continuation
from articles.restore.segment.titles import choose_title
from articles.restore.shapes import DATELINE, numbering
from articles.restore.speakers import speaker_of
from articles.restore.topic import Topics

BOUNDARY = {
    "story_starts": 6.0,
    "continued_from": 6.0,
    "continues_elsewhere": 6.0,
    "byline_between": 4.0,
    "subtitle_between": 3.0,
    "signed_off": 3.0,
    "topic_changes": 3.0,
    "topic_shifts": 1.5,
    "topic_stays": -1.0,
    "lone_heading": 0.5,
    "speaks_of_known": -1.5,
    "just_begun": -1.0,
    "numbering_begins": 2.5,
    "sounds_like_end": 1.5,
    "brief_before": 3.0,
    "news_lead": 1.0,
    "several_headings": 0.5,
    "starts_series": -0.5,
    "continues_series": -4.0,
    "speaker_between": -6.0,
    "no_heading_between": -2.0,
    "mid_sentence": -3.0,
}
"""Evidence that a new article begins between two body texts."""
ENOUGH = 2.5

KNOWN = re.compile(r"(?:医院|全院|院党委|我院|该|这[一家个些]|他们?|她们?|同时|此外|另外|与此同时|其次|再次|最后)")
"""Beginnings of a text that speaks of what a text before it has named."""
FAREWELL = re.compile(
    r"(?:下一步|今后|未来|接下来|站在新的|新的起点|新征程|新时代)[^。]*(?:将|要|继续|奋|努力)[^。]*。$|将(?:继续|不断|进一步|始终)[^。]*。$"
)
"""How a feature takes leave of its readers."""
NEWS_LEAD = re.compile(r"(?:近日|日前|\d{1,2}月\d{1,2}日|连日来|昨日|今天)")
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
    "title_group_above": -2.0,
    "caption": -0.4,
    "before_notice": -1.0,
}
"""Where a block in the gap belongs: below 0 to the text before it, above 0 to the text after it."""
TITLE_FIRST = 0.05
"""How much nearer a title must be to the text before it than to the text after it to be taken for one printed last."""

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

REACH = 40
"""Passages before and after a gap among which headings of the same series are looked for."""
FAR = 0.05
"""Nearness below which two texts speak of different things."""
NEAR_DRAFTS = 6
"""Articles before and after a text without a title among which its title is looked for."""
CLEARLY, LEAST_SHARED = 1.5, 0.25
"""How much nearer than its own another article must be to a caption, and how near at least, to be given it."""
WINDOW = 8
"""Passages on either side of a gap whose vocabulary is compared."""
BESIDE = 1.2
"""By how much the value of a neighbouring gap counts for less than a gap's own."""
SHARP, GENTLE = 0.45, 0.65
"""Nearness of the texts beside a gap, as a share of that around it, below which the topic changes or shifts."""


def split_articles(passages: Sequence[Passage]) -> list[Draft]:
    """Divide the passages of a page into articles."""
    topics = Topics(passage.text for passage in passages if passage.kind == "body")
    nearness = _nearness(passages, topics)
    places, start = [0], 0
    headed = [any(passage.kind == "head" for passage in passages[left:right]) for left, right in gaps(passages)]
    for (left, right), depth in zip(gaps(passages), _depths(nearness, headed), strict=True):
        why = boundary_evidence(passages, start, left, right, depth)
        if sum(BOUNDARY[name] for name in why) >= ENOUGH:
            start = _side(passages, start, left, right, topics)
            places.append(start)
    drafts = [Draft(tuple(passages[a:b])) for a, b in pairwise([*places, len(passages)]) if a < b]
    return _with_captions(_reunited(drafts, topics), topics)


def _nearness(passages: Sequence[Passage], topics: Topics) -> list[float]:
    """For each gap, how near the vocabulary before it is to the vocabulary after it."""
    texts = [passage.text if passage.kind in ("body", "head") else "" for passage in passages]
    return [
        topics.nearness(texts[max(0, left - WINDOW) : left], texts[right : right + WINDOW])
        for left, right in gaps(passages)
    ]


def _depths(nearness: Sequence[float], headed: Sequence[bool]) -> list[float]:
    """Each value as a share of the lower of the peaks on either side: small where the topic changes.

    A gap with a heading in it takes the value of the gap beside it if that is lower and has none: the vocabulary of one
    paragraph is too little to say on which side of it the topic changed, the heading says it.
    """
    shares = []
    for i, value in enumerate(nearness):
        before, after = nearness[max(0, i - WINDOW) : i], nearness[i + 1 : i + 1 + WINDOW]
        peak = min(max(before, default=value), max(after, default=value))
        shares.append(value / peak if peak else 1.0)
    depths = []
    for i, share in enumerate(shares):
        beside = [BESIDE * shares[k] for k in (i - 1, i + 1) if 0 <= k < len(shares) and not headed[k]]
        depths.append(min([share, *beside]) if headed[i] else share)
    return depths


def boundary_evidence(passages: Sequence[Passage], start: int, left: int, right: int, depth: float) -> tuple[str, ...]:
    """What speaks for and against a new article between `passages[left - 1]` and `passages[right]`."""
    gap, before, after = passages[left:right], passages[left - 1], passages[right]
    recent = passages[max(start, left - REACH) : left]
    heads = [passage for passage in gap if passage.kind == "head"]
    plain = [
        p
        for p, following in zip(gap, passages[left + 1 : right + 1], strict=True)
        if p.kind == "head" and following.kind not in INTRODUCED
    ]
    earlier = [passage for passage in recent if passage.kind == "head"]
    later = [passage for passage in passages[right : right + REACH] if passage.kind == "head"]
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
        "lone_heading": any(_is_lone(head, [*earlier, *later]) for head in plain),
        "speaks_of_known": bool(KNOWN.match(after.text)),
        "just_begun": sum(passage.kind == "body" for passage in recent) == 1,
        "numbering_begins": bool(plain and later and numbering(later[0].text))
        and _begins_numbering(plain[-1], later, earlier),
        "sounds_like_end": bool(FAREWELL.search(before.text)),
        "brief_before": bool(plain) and _is_brief(recent),
        "news_lead": bool(NEWS_LEAD.match(after.text)),
        "several_headings": len(heads) > 1,
        "starts_series": any(in_series(head, later) for head in plain)
        and not any(numbering(head.text) for head in heads),
        "continues_series": any(_goes_on(head, earlier) for head in plain),
        "speaker_between": any(speaker_of(head.text) for head in heads),
        "no_heading_between": not heads,
        "mid_sentence": not before.block.closed and not any(map(goes_on_elsewhere, gap)),
    }
    return tuple(name for name, holds in evidence.items() if holds)


def _begins_numbering(head: Passage, later: Sequence[Passage], earlier: Sequence[Passage]) -> bool:
    """Is a plain heading followed by a series that begins at one, and no part of a series that is under way?"""
    number = numbering(later[0].text)
    under_way = any(numbering(passage.text) and numbering(passage.text)[0] == number[0] for passage in earlier)
    return not numbering(head.text) and number[1] == 1 and not (under_way and number[0] != "first")


def _is_brief(passages: Sequence[Passage]) -> bool:
    """Is this a short news item? Those have no headings of their own."""
    bodies = [passage for passage in passages if passage.kind == "body"]
    return bool(bodies) and len(bodies) <= LONGEST_LEAD and bool(DATELINE.match(bodies[0].text))


def _is_lone(head: Passage, others: Sequence[Passage]) -> bool:
    """Is there no heading near it of about the same length? Headings within an article come in sets."""
    halves, length = head.text.count(" "), len(head.text)
    return not numbering(head.text) and not any(
        other.text.count(" ") == halves and abs(len(other.text) - length) <= 2 for other in others
    )


def _goes_on(head: Passage, earlier: Sequence[Passage]) -> bool:
    """Does a heading carry on a series? A numbered one does unless it begins again at one."""
    number = numbering(head.text)
    return in_series(head, earlier) and not (number and number[1] == 1)


def _side(passages: Sequence[Passage], start: int, left: int, right: int, topics: Topics) -> int:
    """The index at which the new article begins: the cut of the gap that suits its blocks best."""
    before = [passage.text for passage in passages[max(start, left - REACH) : left] if passage.kind == "body"]
    after = [passage.text for passage in passages[right : right + LONGEST_LEAD] if passage.kind == "body"]
    gap = passages[left:right]
    groups = [i for i, (one, two) in enumerate(pairwise(gap)) if one.kind == "head" and two.kind in INTRODUCED]
    leanings = _kept_together(gap, [_leaning(gap, i, before, after, topics) for i in range(len(gap))])
    if len(groups) > 1:
        leanings[: groups[-1]] = [SIDES["title_group_above"]] * groups[-1]
    return left + max(range(len(leanings) + 1), key=lambda cut: sum(leanings[cut:]) - sum(leanings[:cut]))


def _kept_together(gap: Sequence[Passage], leanings: list[float]) -> list[float]:
    """Leanings in which a title carries those of its subtitle and byline, so that no cut parts them."""
    bound = list(leanings)
    for i in range(len(gap) - 1, 0, -1):
        if gap[i].kind in INTRODUCED and gap[i - 1].kind in ("head", *INTRODUCED):
            whole = bound[i] + bound[i - 1]
            bound[i], bound[i - 1] = whole / 10, whole * 9 / 10
    return bound


def _leaning(gap: Sequence[Passage], i: int, before: list[str], after: list[str], topics: Topics) -> float:
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
    texts = [passage.text] if passage.kind == "head" else [block.text for block in gap if block.kind == "caption"]
    nearer = topics.nearness(texts, after) - topics.nearness(texts, before)
    if passage.kind == "caption":
        notice_follows = any(later.kind == "notice" for later in gap[i + 1 :])
        return SIDES["nearer_text"] * nearer + SIDES["caption"] + SIDES["before_notice"] * notice_follows
    return (
        SIDES["nearer_text"] * (nearer + TITLE_FIRST)
        + SIDES["after_signature"] * signed_off
        + SIDES["introduces"] * introduced
    )


def _reunited(drafts: list[Draft], topics: Topics) -> list[Draft]:
    """Bring texts without a title back to the title and lead that are printed before or after them."""
    whole = list(drafts)
    titled = [choose_title(draft) is not None for draft in drafts]
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


def _with_captions(drafts: list[Draft], topics: Topics) -> list[Draft]:
    """Give each caption to the article near it that speaks of the same, where that is clearly another than its own."""
    passages = [list(draft.passages) for draft in drafts]
    for i, draft in enumerate(drafts):
        near = range(max(0, i - NEAR_DRAFTS), min(len(drafts), i + NEAR_DRAFTS + 1))
        for caption in draft.of("caption"):
            nearness = {k: topics.nearness([caption.text], drafts[k].texts) for k in near}
            best = max(nearness, key=nearness.__getitem__)
            if nearness[best] > CLEARLY * nearness[i] and nearness[best] > LEAST_SHARED:
                passages[i].remove(caption)
                passages[best].append(caption)
    return [Draft(tuple(kept)) for kept in passages if kept]
