"""What is right at each place of a path: on made pages by their lines, on the sample pages by what a reader found."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.restore.blocks import find_blocks
from articles.restore.captions import find_captions
from articles.restore.decode import decode
from articles.restore.page import SHADOW_RULES
from articles.restore.reading_order import Passage, join_broken
from articles.restore.repair import repair
from articles.restore.segment.drafts import is_continuation
from articles.restore.segment.split import SURE, gather, is_signed
from articles.restore.segment.weights import BEGINNINGS
from articles.restore.types import TracedText, page_lines
from tests.page_maker.maker import Json, MadePage

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
ROOT = Path(__file__).parents[2]
NO_START: Mapping[str, Features] = {begins: {} for begins in BEGINNINGS}
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


def passages_of(data: bytes) -> list[Passage]:
    """The passages of a page, as the splitting into articles gets them."""
    lines = page_lines(decode(data).text)
    repaired = repair(tuple(TracedText.of(line.text, line.start) for line in lines))
    doubled = {fix.lines[0] for fix in repaired.fixes if fix.rule.startswith(SHADOW_RULES)}
    return join_broken(find_captions(find_blocks(repaired.lines, doubled)))


def spots_of(page: MadePage) -> list[Spot]:
    """The places of a made page."""
    return spots_with(page.data, lines_truth(page))


def sample_spots() -> Iterator[list[Spot]]:
    """The places of each sample page."""
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield spots_with((ROOT / "seeds" / gold["source"]).read_bytes(), text_truth(gold))


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
        goes_on = last == before and last[0] in ("title", "subtitle", "heading")
        return "more" if goes_on else last[0], last[1]

    return truth


def text_truth(gold: Json) -> Truth:
    """The truth of a passage of a page that was read by a person: the text that is the same, or holds it."""
    texts = [(role, i, bare(text)) for i, article in enumerate(gold["articles"]) for role, text in printed(article)]

    def truth(passage: Passage) -> tuple[str, int]:
        text = bare(passage.text)
        if passage.kind == "notice":
            return "notice", -1
        same = [(role, i) for role, i, other in texts if other == text]
        holds = [(role, i) for role, i, other in texts if len(text) >= LEAST_KNOWN and (text in other or other in text)]
        return next(iter([*same, *(each for each in holds if each[0] == "paragraph"), *holds]), ("", -1))

    return truth


def printed(article: Json) -> Iterator[tuple[str, str]]:
    yield from ((role, article[role]) for role in ("title", "subtitle", "kicker") if article[role])
    yield from ((block["type"], block["text"]) for block in article["body"])


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))
