"""Passages in page order → drafts of articles: the best path through the page, and what it leaves apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, gaps, is_continuation
from articles.restore.segment.path import Place, Step, best_path
from articles.restore.segment.signs import AS, COLUMN_NAME, ROLES, SIGNED, START, head_signs, start_signs
from articles.restore.shapes import DATELINE
from articles.restore.topic import Topics

TOPIC, USUAL_DEPTH = 7.6, 0.8
"""Weight of a dip in what the texts beside a gap have in common, and the share of it that is no dip."""
LEAST_DIP, MOST_DIP = -0.2, 0.8
NEARER = 4.4
"""Weight of the difference in nearness between the text before and the text after."""
LEAD = -1.2
"""How usual it is that text follows a title printed after the text."""
SURE = 9.0
LEANS = {"title": 14.4, "heading": 8.4, "late_title": 11.4, "caption": 8.8, "early_caption": 8.0}
"""What nearness to the text on the other side counts against a role."""
LOOKS_BACK = ("late_title", "caption")
"""Roles whose text stands before them."""
MOST_LEAN = 0.4
CAPTION = 1.2
"""Weight of what speaks for a block being a caption."""
LEAST_CAPTION = -4.0
"""Evidence against a caption, however much there is, counts no more than this: few captions look like one."""
PRINTED = {"opening": "text", "late_title": "title", "column_name": "kicker", "early_caption": "caption"}
"""Roles that differ only in where on the path they stand."""
WINDOW = 8
"""Passages on either side of a gap whose vocabulary is compared."""
BESIDE = 1.2
"""By how much the value of a neighbouring gap counts for less than a gap's own."""
NO_GAP = -3.0
"""Score of an article that starts where no text stands before or after."""


def split_articles(passages: Sequence[Passage]) -> list[Draft]:
    """Divide the passages of a page into articles, each passage in its role."""
    topics = Topics(passage.text for passage in passages if passage.kind == "body")
    signed = [passage.kind == "body" and bool(SIGNED.search(passage.text)) for passage in passages]
    places: list[Place] = []
    for place, ends in zip(_places(passages, topics), signed, strict=True):
        places += [place, Place({"signature": 0.0}, -SURE)] if ends else [place]
    steps = iter(best_path(places))
    drafts: list[list[Passage]] = []
    for passage, ends in zip(passages, signed, strict=True):
        step = next(steps)
        if ends:
            next(steps)
        if step.starts or not drafts:
            drafts.append([])
        drafts[-1].append(_in_role(passage, step))
    return [Draft(tuple(draft)) for draft in drafts]


def _in_role(passage: Passage, step: Step) -> Passage:
    """The passage in the role that the path gave it; a caption that proved to be a heading is one, and vice versa."""
    role = PRINTED.get(step.role, step.role)
    if passage.kind not in ("head", "caption"):
        return replace(passage, role=role)
    kind = "caption" if role == "caption" else "head"
    return replace(passage, role=role, block=replace(passage.block, kind=kind))


def _places(passages: Sequence[Passage], topics: Topics) -> Iterator[Place]:
    starts = _starts(passages, topics)
    heads = [i for i, passage in enumerate(passages) if passage.kind == "head" or _maybe_head(passage)]
    position = {i: n for n, i in enumerate(heads)}
    for i, start in enumerate(starts):
        weigh = (
            _head_roles(passages, heads, position[i], topics) if i in position else _plain_roles(passages, i, topics)
        )
        yield Place(dict(weigh), start)


def _maybe_head(passage: Passage) -> bool:
    return passage.kind == "caption" and passage.block.caption is not None


def _head_roles(
    passages: Sequence[Passage], heads: Sequence[int], n: int, topics: Topics
) -> Iterator[tuple[str, float]]:
    at = heads[n]
    signs = list(head_signs(passages, heads, n))
    leans = _leans(_side(passages, at, topics))
    likely = passages[at].block.caption
    caption = -SURE if likely is None else CAPTION * max(LEAST_CAPTION, likely)
    for role in AS:
        score = sum(ROLES[sign][role] for sign in signs) + leans.get(role, 0.0)
        yield role, score + caption * ("caption" in role)
    if at + 1 < len(passages) and passages[at + 1].kind == "imprint":
        yield "column_name", COLUMN_NAME


def _leans(side: float) -> dict[str, float]:
    """What it costs a passage to belong to the text that it is farther from."""
    after, before = min(0.0, max(-MOST_LEAN, side)), min(0.0, max(-MOST_LEAN, -side))
    return {role: weight * (before if role in LOOKS_BACK else after) for role, weight in LEANS.items()}


def _plain_roles(passages: Sequence[Passage], i: int, topics: Topics) -> Iterator[tuple[str, float]]:
    passage = passages[i]
    side = _side(passages, i, topics) if passage.kind in ("body", "caption") else 0.0
    if passage.kind == "notice":
        yield "came_from" if is_continuation(passage) else "goes_on", 0.0
    elif passage.kind == "caption":
        yield from ((role, lean) for role, lean in _leans(side).items() if "caption" in role)
    elif passage.kind != "body":
        yield passage.kind, 0.0
    elif DATELINE.match(passage.text):
        yield "story", 0.0
    else:
        yield from (("text", 0.0), ("opening", 0.0), ("lead", LEAD - NEARER * side))


def _side(passages: Sequence[Passage], i: int, topics: Topics) -> float:
    """Above 0 if a passage is nearer in vocabulary to the text after it than to the text before it."""
    before = [p.text for p in passages[max(0, i - WINDOW) : i] if p.kind == "body"]
    after = [p.text for p in passages[i + 1 : i + WINDOW] if p.kind == "body"]
    return topics.nearness([passages[i].text], after) - topics.nearness([passages[i].text], before)


def _starts(passages: Sequence[Passage], topics: Topics) -> list[float]:
    """For each place, the score of an article that starts there."""
    starts = [NO_GAP] * len(passages)
    spans = list(gaps(passages))
    headed = [any(p.kind == "head" for p in passages[left:right]) for left, right in spans]
    for (left, right), depth in zip(spans, _depths(_nearness(passages, topics), headed), strict=True):
        score = sum(START[sign] for sign in start_signs(passages, left, right))
        score += TOPIC * max(LEAST_DIP, min(MOST_DIP, USUAL_DEPTH - depth))
        starts[left : right + 1] = [score] * (right + 1 - left)
    return starts


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
