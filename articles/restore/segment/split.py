"""Passages in page order → drafts of articles: the best path through the page, and what it leaves apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.restore.blocks import joined_heading
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, gaps, is_continuation
from articles.restore.segment.path import Place, Step, best_path
from articles.restore.segment.signs import (
    CAPTIONS,
    HEADS,
    SIGNED,
    TEXTS,
    Change,
    Nearness,
    Signs,
    beginning,
    find_heads,
    head_signs,
    start_signs,
    weighed,
)
from articles.restore.segment.subjects import subject_changes
from articles.restore.segment.weights import BEGINNINGS, START
from articles.restore.shapes import DATELINE, FRESH_START, UTTERANCE
from articles.restore.topic import Topics, telling_pairs

SURE = 9.0
PRINTED = {"opening": "text", "late_title": "title", "column_name": "kicker", "early_caption": "caption"}
"""Roles that differ only in where on the path they stand."""
OPEN = ("head", "body", "caption")
COLUMNS = tuple(enumerate(BEGINNINGS))
KINDS = {"caption": "caption", "byline": "byline", "text": "body", "lead": "body", "story": "body"}
"""What a block in a role is, if it is no heading."""
LONGEST_OPEN = 60
STOP = re.compile(r"[。！？]")
BESIDE_REACH = 5
SUBJECT_REACH = 16
NEXT_TEXT = 6
"""Passages from a heading on among which the text is looked for that the subject may change with."""
NEAR_WINDOW = 2
WINDOW = 8
"""Passages on either side of a gap whose vocabulary is compared."""
BESIDE = 1.2
"""By how much the value of a neighbouring gap counts for less than a gap's own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one passage before the path is chosen: the signs for its roles, and for an article's start."""

    roles: tuple[str, ...]
    signs: Signs
    start: Signs

    def place(self) -> Place:
        scores = weighed(self.signs, self.roles) if self.signs else dict.fromkeys(self.roles, 0.0)
        begins = {each: sum(value * START[sign][i] for sign, value in self.start.items()) for i, each in COLUMNS}
        return Place(scores, {role: score + begins[beginning(role)] for role, score in scores.items()})


def split_articles(passages: Sequence[Passage]) -> list[Draft]:
    """Divide the passages of a page into articles, each passage in its role."""
    signed = [is_signed(passage) for passage in passages]
    steps = iter(best_path(list(path_places(gather(passages), signed))))
    drafts: list[list[Passage]] = []
    for passage, ends in zip(passages, signed, strict=True):
        step = next(steps)
        if ends:
            next(steps)
        if step.starts or not drafts:
            drafts.append([])
        if step.role == "more":
            drafts[-1].append(_longer(drafts[-1].pop(), passage))
        else:
            drafts[-1].append(_in_role(passage, step))
    return [Draft(tuple(draft)) for draft in drafts]


def is_signed(passage: Passage) -> bool:
    """Does a text end with the names of its writers?"""
    return passage.kind == "body" and bool(SIGNED.search(passage.text))


def path_places(evidence: Iterable[Evidence], signed: Iterable[bool]) -> Iterator[Place]:
    """The places of a path; the signature at the end of a text is a place of its own."""
    for known, ends in zip(evidence, signed, strict=True):
        yield known.place()
        if ends:
            yield Place({"signature": 0.0}, {"signature": -SURE})


def _in_role(passage: Passage, step: Step) -> Passage:
    """The passage in the role that the path gave it, and of the kind that goes with the role."""
    role = PRINTED.get(step.role, step.role)
    kind = KINDS.get(role, "head") if passage.kind in OPEN else passage.kind
    return replace(passage, role=role, block=replace(passage.block, kind=kind))


def _longer(head: Passage, more: Passage) -> Passage:
    """A heading with a further line."""
    text = joined_heading([head.block.text, more.block.text])
    block = replace(head.block, text=text, last=more.block.last, rows=head.block.rows + more.block.rows)
    return replace(head, block=block, parts=(*head.parts, *more.parts))


def gather(passages: Sequence[Passage]) -> Iterator[Evidence]:
    """What is known of each passage of a page."""
    topics = Topics((passage.text for passage in passages if passage.kind == "body"), telling_pairs)
    changes = _changes(passages)
    heads = find_heads(passages, [i for i, p in enumerate(passages) if p.kind == "head" or _maybe_head(p)])
    for i, start in enumerate(_starts(passages, topics, changes)):
        passage = passages[i]
        side = _side(passages, i, topics) if passage.kind in ("head", "body", "caption") else 0.0
        if passage.kind == "head" or _maybe_head(passage) or _is_short(passage):
            near = (topics.nearness([passage.text], texts) for texts in _beside(passages, i))
            whole = (topics.nearness([passage.text], texts) for texts in _on_one_subject(passages, changes, i))
            change = next((changes[k] for k in range(i, min(len(passages), i + NEXT_TEXT)) if k in changes), 0.0)
            signs = head_signs(passages, heads, i, Nearness(side, *near, *whole, change))
            yield Evidence(tuple(_open_roles(passages, i, signs)), signs, start)
        else:
            yield _plain_evidence(passage, side, start)


def _open_roles(passages: Sequence[Passage], i: int, signs: Signs) -> Iterator[str]:
    """The roles that a short block may play."""
    if UTTERANCE.match(passages[i].text):
        yield from TEXTS
        return
    yield from CAPTIONS
    if "closed" not in signs or "asks" in signs:
        yield from HEADS[:-2]
        if i + 1 < len(passages) and passages[i + 1].kind == "imprint":
            yield "column_name"
        if "under_head" in signs:
            yield "more"
    if "like_names" in signs or "pen_name" in signs:
        yield "byline"
    yield from TEXTS


def _is_short(passage: Passage) -> bool:
    """Is it text so short that it may as well be a caption, or a heading?"""
    text = passage.text
    short = passage.kind == "body" and len(text) <= LONGEST_OPEN and len(passage.parts) == 1
    return short and not STOP.search(text[:-2]) and not DATELINE.match(text) and not FRESH_START.match(text)


def _maybe_head(passage: Passage) -> bool:
    return passage.kind == "caption" and passage.block.caption is not None


def _plain_evidence(passage: Passage, side: float, start: Signs) -> Evidence:
    if passage.kind == "notice":
        return Evidence(("came_from" if is_continuation(passage) else "goes_on",), {}, start)
    if passage.kind == "caption":
        return Evidence(CAPTIONS, {"sure_caption": 1.0, **Nearness(side).leans()}, start)
    if passage.kind != "body":
        return Evidence((passage.kind,), {}, start)
    if DATELINE.match(passage.text):
        return Evidence(("story",), {}, start)
    return Evidence(TEXTS, {"sure_text": 1.0, "side": side}, start)


def _side(passages: Sequence[Passage], i: int, topics: Topics) -> float:
    """Above 0 if a passage is nearer in vocabulary to the text after it than to the text before it."""
    before = [p.text for p in passages[max(0, i - WINDOW) : i] if p.kind == "body"]
    after = [p.text for p in passages[i + 1 : i + WINDOW] if p.kind == "body"]
    return topics.nearness([passages[i].text], after) - topics.nearness([passages[i].text], before)


def _beside(passages: Sequence[Passage], at: int) -> Iterator[list[str]]:
    """The texts right before and right after a passage, as far as the next heading."""
    for side in (passages[max(0, at - BESIDE_REACH) : at][::-1], passages[at + 1 : at + 1 + BESIDE_REACH]):
        texts: list[str] = []
        for passage in side:
            if passage.kind == "head" and texts:
                break
            texts += [passage.text] if passage.kind == "body" else []
        yield texts


def _changes(passages: Sequence[Passage]) -> dict[int, float]:
    """For each text but the first the log odds that the subject changes before it."""
    bodies = [i for i, passage in enumerate(passages) if passage.kind == "body"]
    return dict(zip(bodies[1:], subject_changes([passages[i].text for i in bodies]), strict=True))


def _on_one_subject(passages: Sequence[Passage], changes: Mapping[int, float], at: int) -> Iterator[list[str]]:
    """The texts before and after a passage, as far as the subject stays the same."""
    before = [i for i in range(at - 1, max(-1, at - SUBJECT_REACH), -1) if passages[i].kind == "body"]
    after = [i for i in range(at + 1, min(len(passages), at + SUBJECT_REACH)) if passages[i].kind == "body"]
    begins = (n for n, i in enumerate(before, 1) if changes.get(i, 0.0) > 0)
    ends = (n for n, i in enumerate(after) if n and changes[i] > 0)
    for places, count in ((before, next(begins, None)), (after, next(ends, None))):
        yield [passages[i].text for i in places[:count]]


def _starts(passages: Sequence[Passage], topics: Topics, changes: Mapping[int, float]) -> list[Signs]:
    """For each place, the signs that an article starts there."""
    starts: list[Signs] = [{"no_gap": 1.0}] * len(passages)
    spans = list(gaps(passages))
    headed = [any(p.kind == "head" for p in passages[left:right]) for left, right in spans]
    far, near = (_depths(_nearness(passages, topics, window), headed) for window in (WINDOW, NEAR_WINDOW))
    for (left, right), *depths in zip(spans, far, near, strict=True):
        signs = start_signs(passages, left, right, Change(*depths, changes[right]))
        starts[left : right + 1] = [signs] * (right + 1 - left)
    return starts


def _nearness(passages: Sequence[Passage], topics: Topics, window: int) -> list[float]:
    """For each gap, how near the vocabulary before it is to the vocabulary after it."""
    texts = [passage.text if passage.kind in ("body", "head") else "" for passage in passages]
    return [
        topics.nearness(texts[max(0, left - window) : left], texts[right : right + window])
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
