"""What is right at each place of a path: on made pages by their lines, on the sample pages by what a reader found."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.restore.blocks import Block, find_blocks
from articles.restore.captions import find_captions
from articles.restore.decode import decode
from articles.restore.page import SHADOW_RULES
from articles.restore.reading_order import Passage, join_broken
from articles.restore.repair import repair
from articles.restore.segment.drafts import is_continuation
from articles.restore.segment.split import SURE, gather, is_signed
from articles.restore.segment.weights import BEGINNINGS
from articles.restore.types import TracedText, page_lines
from tests.page_maker.handset import handset_pages, seed_pages
from tests.page_maker.maker import Json, MadePage
from tests.restore.layouts import page, titles_first
from tests.restore.samples import CASE, COMMENT, NEWS, STORY, Sample

Key = tuple[str, ...]
Features = dict[Key, float]
Truth = Callable[[Passage], tuple[str, int]]
"""The role of a passage, and the number of its article; "" and -1 where nobody says."""

TEXT_ROLES = ("text", "opening", "lead", "story")
RIGHT = {
    "paragraph": TEXT_ROLES,
    "lead": TEXT_ROLES,
    "heading": ("heading",),
    "title": ("title", "late_title"),
    "kicker": ("kicker", "column_name"),
    "subtitle": ("subtitle",),
    "caption": ("caption", "early_caption"),
    "byline": ("byline",),
    "more": ("more",),
}
"""The roles on the path that are right for what is printed; for anything else, whatever its block may be is right."""
CLAIMS = ("paragraph", "lead", "heading", "title", "kicker", "subtitle", "byline", "signature", "more")
"""What an article is made of. A caption, a credit, an imprint or a notice goes along with what is beside it."""
TITLES = ("title", "subtitle", "heading")
NO_START: Mapping[str, Features] = {begins: {} for begins in BEGINNINGS}
MOST_RETURNS = 1
UNDAMAGED = (CASE, NEWS, COMMENT, STORY)
LEAST_KNOWN = 4
"""Characters from which a piece of a text is known as such."""


@dataclass(frozen=True)
class Spot:
    """One place of a path: the features of each role and of each kind of start, and what is right.

    `starts`: an article starts here; `may_start`: the next one may be taken to start here, as where its picture stands
    right before it.
    """

    roles: Mapping[str, Features]
    start: Mapping[str, Features]
    right: frozenset[str]
    starts: bool
    may_start: bool = False
    fixed: float = 0.0


def repaired_blocks(data: bytes) -> tuple[Sequence[TracedText], list[Block]]:
    """The repaired lines of a page, and its blocks, as the joining of what is cut gets them."""
    lines = page_lines(decode(data).text)
    repaired = repair(tuple(TracedText.of(line.text, line.start) for line in lines))
    doubled = {fix.lines[0] for fix in repaired.fixes if fix.rule.startswith(SHADOW_RULES)}
    return repaired.lines, find_captions(find_blocks(repaired.lines, doubled))


def passages_of(data: bytes) -> list[Passage]:
    """The passages of a page, as the splitting into articles gets them."""
    return join_broken(repaired_blocks(data)[1])


def spots_of(page: MadePage) -> list[Spot]:
    """The places of a made page."""
    return spots_with(page.data, lines_truth(page))


def sample_spots() -> Iterator[list[Spot]]:
    """The places of each sample page."""
    yield from (spots_with(made.data, text_truth(made.gold)) for made in seed_pages())


def handset_spots() -> Iterator[list[Spot]]:
    """The places of each page that was set by hand, for development, and whose articles stand together."""
    for made in handset_pages("development"):
        if returns(made) <= MOST_RETURNS:
            yield spots_with(made.data, text_truth(made.gold))


def undamaged_spots() -> Iterator[list[Spot]]:
    """The places of pages on which nothing is damaged, in columns of many widths: what must never be misread."""
    gold = {"articles": [plain_gold(sample) for sample in UNDAMAGED]}
    for column in (10, 13, 16, 18, 24, 30):
        for blank in (True, False):
            yield spots_with(page(*(titles_first(s, column, blank=blank) for s in UNDAMAGED)), text_truth(gold))


def plain_gold(sample: Sample) -> Json:
    body = [("heading", text[2:]) if text.startswith("# ") else ("paragraph", text) for text in sample.body]
    body += [("caption", text) for text in sample.captions]
    return {
        "title": sample.title,
        "subtitle": sample.subtitle,
        "kicker": "",
        "bylines": [],
        "body": [{"type": kind, "text": text} for kind, text in body],
    }


def returns(made: MadePage) -> int:
    """How often a page goes back to an article after another: nothing before such a place tells of what comes."""
    truth, seen, owners = text_truth(made.gold), set(), []
    for passage in passages_of(made.data):
        role, owner = truth(passage)
        if role in CLAIMS and owners[-1:] != [owner]:
            owners.append(owner)
    again = 0
    for owner in owners:
        again += owner in seen
        seen.add(owner)
    return again


def spots_with(data: bytes, truth: Truth) -> list[Spot]:
    passages = passages_of(data)
    truths = [truth(passage) for passage in passages]
    spots: list[Spot] = []
    owner: int | None = None
    for i, (passage, known) in enumerate(zip(passages, gather(passages), strict=True)):
        role, whose = truths[i]
        claims = role in CLAIMS or is_continuation(passage)
        following = next_owner(truths[i:], whose)
        another = owner is None or following not in (owner, -1)
        starts = another and (claims or owner is None)
        owner = following if starts else owner
        features = {each: {("ROLES", sign, each): v for sign, v in known.signs.items()} for each in known.roles}
        right = frozenset(RIGHT.get(role, known.roles)) & features.keys() or frozenset(known.roles)
        start = {each: {("START", sign, each): v for sign, v in known.start.items()} for each in BEGINNINGS}
        spots.append(Spot(features, start, right, starts, another and not starts))
        if is_signed(passage):
            spots.append(Spot({"signature": {}}, NO_START, frozenset({"signature"}), False, fixed=-SURE))
    return spots


def next_owner(truths: Sequence[tuple[str, int]], otherwise: int) -> int:
    """The article of the next text or heading: a caption may stand inside another than its own."""
    return next((owner for role, owner in truths if role in CLAIMS), otherwise)


def lines_truth(page: MadePage) -> Truth:
    """The truth of a passage of a made page: what most of its lines print."""
    last: tuple[str, int, str] = ("", -1, "")

    def truth(passage: Passage) -> tuple[str, int]:
        nonlocal last
        numbers = (n for part in passage.parts for n in range(part.first, part.last + 1))
        parts = (page.owners[n - 1] for n in numbers if n <= len(page.owners))
        seen = Counter((part.role, part.owner, part.prints) for part in parts if part)
        before, last = last, seen.most_common(1)[0][0] if seen else ("", -1, "")
        goes_on = last == before and last[0] in TITLES
        return "more" if goes_on else last[0], last[1]

    return truth


def text_truth(gold: Json) -> Truth:
    """The truth of a passage of a page that was read by a person: the text that is the same, or holds it."""
    texts = [(role, i, bare(text)) for i, article in enumerate(gold["articles"]) for role, text in printed(article)]
    last: tuple[str, int, str] = ("", -1, "")

    def truth(passage: Passage) -> tuple[str, int]:
        nonlocal last
        text = bare(passage.text)
        if passage.kind == "notice":
            return "notice", -1
        same = [each for each in texts if each[2] == text]
        holds = [each for each in texts if len(text) >= LEAST_KNOWN and (text in each[2] or each[2] in text)]
        begins = [last] if last[2] and last[0] in TITLES and text and last[2].endswith(text) else []
        found = [*same, *begins, *(each for each in holds if each[0] == "paragraph"), *holds]
        before, last = last, next(iter(found), ("", -1, ""))
        goes_on = last == before and last[0] in TITLES and last[2] != text
        return "more" if goes_on else last[0], last[1]

    return truth


def printed(article: Json) -> Iterator[tuple[str, str]]:
    yield from ((role, article[role]) for role in ("title", "subtitle", "kicker") if article[role])
    yield from (("byline", person["name"]) for person in article["bylines"])
    yield from ((block["type"], block["text"]) for block in article["body"])


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))
