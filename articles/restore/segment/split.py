"""Passages in page order → drafts of articles: the best path through the page, and what it leaves apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import Draft, gaps, is_continuation
from articles.restore.segment.path import Place, Step, best_path
from articles.restore.segment.signs import (
    CAPTION_ROLES,
    CAPTIONS,
    HEAD_ROLES,
    HEADS,
    SIGNED,
    START,
    TEXT_ROLES,
    TEXTS,
    Signs,
    head_signs,
    lean_signs,
    start_signs,
    text_signs,
    weighed,
)
from articles.restore.shapes import DATELINE
from articles.restore.topic import Topics

SURE = 9.0
PRINTED = {"opening": "text", "late_title": "title", "column_name": "kicker", "early_caption": "caption"}
"""Roles that differ only in where on the path they stand."""
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
    table: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def place(self) -> Place:
        scores = weighed(self.signs, self.table, self.roles)
        return Place(scores, sum(START[sign] * value for sign, value in self.start.items()))


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
            yield Place({"signature": 0.0}, -SURE)


def _in_role(passage: Passage, step: Step) -> Passage:
    """The passage in the role that the path gave it; a caption that proved to be a heading is one, and vice versa."""
    role = PRINTED.get(step.role, step.role)
    if passage.kind not in ("head", "caption"):
        return replace(passage, role=role)
    kind = "caption" if role == "caption" else "head"
    return replace(passage, role=role, block=replace(passage.block, kind=kind))


def gather(passages: Sequence[Passage]) -> Iterator[Evidence]:
    """What is known of each passage of a page."""
    topics = Topics(passage.text for passage in passages if passage.kind == "body")
    heads = [i for i, passage in enumerate(passages) if passage.kind == "head" or _maybe_head(passage)]
    position = {i: n for n, i in enumerate(heads)}
    for i, start in enumerate(_starts(passages, topics)):
        if i not in position:
            yield _plain_evidence(passages, i, topics, start)
            continue
        signs = head_signs(passages, heads, position[i], _side(passages, i, topics))
        named = i + 1 < len(passages) and passages[i + 1].kind == "imprint"
        yield Evidence(HEAD_ROLES if named else HEAD_ROLES[:-1], signs, start, HEADS)


def _maybe_head(passage: Passage) -> bool:
    return passage.kind == "caption" and passage.block.caption is not None


def _plain_evidence(passages: Sequence[Passage], i: int, topics: Topics, start: Signs) -> Evidence:
    passage = passages[i]
    if passage.kind == "notice":
        return Evidence(("came_from" if is_continuation(passage) else "goes_on",), {}, start)
    if passage.kind == "caption":
        return Evidence(CAPTION_ROLES, lean_signs(_side(passages, i, topics)), start, CAPTIONS)
    if passage.kind != "body":
        return Evidence((passage.kind,), {}, start)
    if DATELINE.match(passage.text):
        return Evidence(("story",), {}, start)
    return Evidence(TEXT_ROLES, text_signs(_side(passages, i, topics)), start, TEXTS)


def _side(passages: Sequence[Passage], i: int, topics: Topics) -> float:
    """Above 0 if a passage is nearer in vocabulary to the text after it than to the text before it."""
    before = [p.text for p in passages[max(0, i - WINDOW) : i] if p.kind == "body"]
    after = [p.text for p in passages[i + 1 : i + WINDOW] if p.kind == "body"]
    return topics.nearness([passages[i].text], after) - topics.nearness([passages[i].text], before)


def _starts(passages: Sequence[Passage], topics: Topics) -> list[Signs]:
    """For each place, the signs that an article starts there."""
    starts: list[Signs] = [{"no_gap": 1.0}] * len(passages)
    spans = list(gaps(passages))
    headed = [any(p.kind == "head" for p in passages[left:right]) for left, right in spans]
    for (left, right), depth in zip(spans, _depths(_nearness(passages, topics), headed), strict=True):
        starts[left : right + 1] = [start_signs(passages, left, right, depth)] * (right + 1 - left)
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
