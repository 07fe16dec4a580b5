"""What speaks for each role of a passage, and for the start of an article at a place.

A *sign* is a named fact about a heading in its surroundings (`head_signs`), about a text (`text_signs`) or about a gap
between two texts (`start_signs`); its value is 1 where it holds, or how far it holds. `HEADS` and `TEXTS` say how much
each sign counts for each role, `START` how much for the start of an article. The weights were fitted on made pages and
then rounded (`python -m tests.page_maker.fit`); what they mean is in the names.
"""

import re
from collections.abc import Mapping, Sequence

from articles.restore.blocks import HALVES
from articles.restore.marks import SIGNATURE
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import goes_on_elsewhere, in_series, is_continuation
from articles.restore.shapes import DATELINE, numbering
from articles.restore.speakers import speaker_of

Signs = dict[str, float]

HEAD_ROLES = ("title", "late_title", "kicker", "subtitle", "heading", "caption", "early_caption", "column_name")
# fmt: off
HEADS = {
    #                          title   late kicker subtit headng captn early_captn column_name
    "usual":                  (  1.4,   1.2,   1.0,  -3.2,  -1.4,   0.8,  -1.2,   0.2),
    "numbered":               (-10.0,  -8.0,  -6.0,  -6.0,   5.2,  -6.0,  -6.0,   0.0),
    "speaker":                (-10.0, -10.6,  -9.0,  -9.0,   5.6,  -8.8,  -9.0,   0.0),
    "beside_speaker":         ( -7.6,  -7.0,  -4.0,   0.0,   4.6,  -2.2,  -4.0,   0.0),
    "in_series":              ( -0.6,  -1.0,   0.0,   0.0,   4.8,  -0.8,  -0.6,   0.0),
    "lone":                   ( -0.4,  -1.4,   0.0,   0.0,  -2.6,   0.0,   0.0,   0.0),
    "shadowed":               (  1.6,   2.4,   0.0,   0.0,   0.0,  -1.6,  -0.8,   0.0),
    "wide":                   (  0.6,   0.0,   0.0,   0.0,  -1.4,   1.4,   1.2,   0.0),
    "names_somebody":         (  1.4,   0.8,   0.0,   0.0,  -3.0,   0.0,   0.0,   0.0),
    "halves":                 (  0.8,   2.4,   0.0,   0.0,   0.0,  -3.0,  -1.0,   0.0),
    "before_byline":          (  2.8,   2.8,  -2.0,   3.8,  -4.6,  -3.0,  -4.0,   0.0),
    "before_subtitle":        (  4.2,   4.8,   0.0,  -4.0,  -4.0,  -4.0,  -4.0,   0.0),
    "before_story":           (  2.0,   1.2,   0.0,   0.0,  -5.0,   2.8,   0.0,   0.0),
    "like_a_subtitle":        ( -3.2,  -3.0,   0.0,   5.0,   0.0,   0.0,   0.0,   0.0),
    "terse":                  ( -2.0,   0.0,   7.0,  -0.4,   1.4,   0.0,   0.0,   0.0),
    "shorter_than_next":      (  1.6,   0.0,   2.0,   0.0,   0.0,   0.0,   0.0,   0.0),
    "nothing_follows":        ( -1.8,   0.0,  -3.0,   0.0,  -3.0,  -1.0,   0.0,   0.0),
    "head_follows":           (  3.4,   1.4,  -2.0,   0.0,  -4.4,   0.0,   0.4,   0.0),
    "after_head":             (  2.2,   0.0,   0.0,   2.2,  -1.4,   0.0,   0.0,   0.0),
    "after_came_from":        ( -4.0,   0.0,   0.0,   0.0,   5.2,  -3.0,  -3.0,   0.0),
    "nearer_before":          (-14.4,   0.0,   0.0,   0.0,  -8.4,   0.0,  -8.0,   0.0),
    "nearer_after":           (  0.0, -11.4,   0.0,   0.0,   0.0,  -8.8,   0.0,   0.0),
    "like_caption":           (  0.0,   0.0,   0.0,   0.0,   0.0,   1.2,   1.2,   0.0),
    "no_caption":             (  0.0,   0.0,   0.0,   0.0,   0.0,  -9.0,  -9.0,   0.0),
}
# fmt: on
"""How much each sign about a heading, or what may be one, counts for each role.

A `late_title` stands after its text; an `early_caption` before the text that it belongs to. A `column_name` is the
name of a column of the newspaper, right above the imprint.
"""
CAPTION_ROLES = ("caption", "early_caption")
CAPTIONS = {"nearer_before": (0.0, -8.0), "nearer_after": (-8.8, 0.0)}
"""How much each sign about a sure caption counts for each role."""

TEXT_ROLES = ("text", "opening", "lead")
# fmt: off
TEXTS = {
    #                          text   opening lead
    "usual":                  (  0.0,   0.0,  -1.2),
    "side":                   (  0.0,   0.0,  -4.4),
}
# fmt: on
"""How much each sign about a text counts for each role: a `lead` follows a title that stands after the text."""

START = {
    "usual": -6.0,
    "speaks_of_known": -1.2,
    "sounds_like_end": 2.0,
    "news_lead": 2.2,
    "numbering_begins": 4.2,
    "continues_series": -1.6,
    "speaker_between": -4.4,
    "numbering_opens": 10.2,
    "forum_begins": 4.8,
    "breaks_off": 2.4,
    "dip": 7.6,
    "no_gap": -3.0,
}
"""Evidence that an article begins in the gap between two texts."""

SUBTITLE_LIKE = re.compile(
    r"(?:侧记|纪实|纪事|综述|纪略|启示|报告|掠影|剪影|回眸|观察|素描|实录|巡礼|探索|实践|做法|经验)$"
)
SOMEBODY = re.compile(
    r"医院|[\u4e00-\u9fff]{2}[市县区省镇乡]|卫生院|中心|[保健疾控]院|医护|医务|医生|护士|专家|党员|志愿者|患者"
)
"""Whom titles and captions name, and headings inside a text seldom do."""
KNOWN = re.compile(r"(?:医院|全院|院党委|我院|该|这[一家个些]|他们?|她们?|同时|此外|另外|与此同时|其次|再次|最后)")
"""Beginnings of a text that speaks of what a text before it has named."""
FAREWELL = re.compile(
    r"(?:下一步|今后|未来|接下来|站在新的|新的起点|新征程|新时代)[^。]*(?:将|要|继续|奋|努力)[^。]*。$|将(?:继续|不断|进一步|始终)[^。]*。$"
)
"""How a feature takes leave of its readers."""
NEWS_LEAD = re.compile(r"(?:近日|日前|\d{1,2}月\d{1,2}日|连日来|昨日|今天)")
SIGNED = re.compile(rf"[。！？”…]\s*{SIGNATURE.pattern}")

REACH = 40
"""Passages before and after a heading among which others of its series are looked for."""
NEAR = 6
PLAIN_TEXT = 6
"""Paragraphs without a heading that are many for an article of numbered parts."""
LONGEST_TERSE = 6
"""Characters of the name of a column, as kickers often are."""
LEAST_DIP, MOST_DIP, USUAL_DEPTH = -0.2, 0.8, 0.8
"""How far a dip in what texts have in common counts, and the share that is no dip."""
MOST_LEAN = 0.4
LEAST_CAPTION = -4.0
"""Evidence against a caption, however much there is, counts no more than this: few captions look like one."""
KICKER_AT_MOST = 0.8
"""Length of a kicker, as a share of the title under it."""


def head_signs(passages: Sequence[Passage], heads: Sequence[int], n: int, side: float) -> Signs:
    """The signs about the heading `heads[n]`, an index of `passages`; `side` as in `lean_signs`."""
    at = heads[n]
    head, text = passages[at], passages[at].text
    last, following = _beside(passages, at, -1), _beside(passages, at, 1)
    kind, after = (following.kind, following.text) if following else ("", "")
    near = [passages[i] for i in heads[max(0, n - 12) : n + 13] if i != at and abs(i - at) <= REACH]
    plain = [passages[i] for i in heads[max(0, n - 12) : n + 13] if i != at and not _by_speaker(passages, i)]
    number, speaker = numbering(text), speaker_of(text) is not None
    beside_speaker = not speaker and any(speaker_of(p.text) for p in (last, following) if p and p.kind == "head")
    likely = head.block.caption
    signs = {
        "usual": True,
        "numbered": number is not None,
        "speaker": speaker,
        "beside_speaker": beside_speaker and any(speaker_of(passages[i].text) for i in heads[max(0, n - 4) : n]),
        "in_series": in_series(head, plain),
        "lone": not number and not speaker and not any(_as_long(head, other) for other in near),
        "shadowed": head.block.doubled and not all(other.block.doubled for other in near),
        "wide": bool(head.block.column) and head.block.rows == 1 and len(text) > head.block.column + 1.5,
        "names_somebody": bool(SOMEBODY.search(text)) and not speaker,
        "halves": bool(HALVES.fullmatch(text)),
        "before_byline": kind == "byline",
        "before_subtitle": kind == "subtitle",
        "before_story": bool(DATELINE.match(after)),
        "like_a_subtitle": bool(SUBTITLE_LIKE.search(text)) and not HALVES.fullmatch(text),
        "terse": len(text) <= LONGEST_TERSE,
        "shorter_than_next": kind == "head" and len(text) < KICKER_AT_MOST * len(after),
        "nothing_follows": kind in ("", "signature", "imprint", "notice"),
        "head_follows": kind == "head" and not speaker_of(after) and not number,
        "after_head": _is_head(last) and not speaker,
        "after_came_from": last is not None and is_continuation(last),
        "like_caption": 0.0 if likely is None else max(LEAST_CAPTION, likely),
        "no_caption": likely is None,
    }
    return {sign: float(value) for sign, value in (signs | lean_signs(side)).items() if value}


def lean_signs(side: float) -> Signs:
    """To which text a passage is nearer in vocabulary; `side` is above 0 where that is the text after it."""
    return {"nearer_after": min(MOST_LEAN, max(0.0, side)), "nearer_before": min(MOST_LEAN, max(0.0, -side))}


def text_signs(side: float) -> Signs:
    return {"usual": 1.0, "side": side}


def weighed(signs: Signs, table: Mapping[str, Sequence[float]], roles: Sequence[str]) -> dict[str, float]:
    """The score of each role."""
    rows = [(value, table[sign]) for sign, value in signs.items()]
    return {role: sum(value * row[i] for value, row in rows) for i, role in enumerate(roles)}


def _beside(passages: Sequence[Passage], at: int, step: int) -> Passage | None:
    """The next passage on one side that is no caption or credit."""
    places = range(at + step, max(-1, min(len(passages), at + step * NEAR)), step)
    return next((passages[i] for i in places if passages[i].kind not in ("caption", "credit")), None)


def _is_head(passage: Passage | None) -> bool:
    return passage is not None and passage.kind == "head"


def _by_speaker(passages: Sequence[Passage], at: int) -> bool:
    """Does a heading introduce a speaker, or stand beside one that does?"""
    return any(speaker_of(passage.text) for passage in passages[max(0, at - 1) : at + 2])


def _as_long(one: Passage, other: Passage) -> bool:
    return one.text.count(" ") == other.text.count(" ") and abs(len(one.text) - len(other.text)) <= 2


def start_signs(passages: Sequence[Passage], left: int, right: int, depth: float) -> Signs:
    """The signs about the gap between the texts `passages[left - 1]` and `passages[right]`.

    `depth` is what the texts on its sides have in common, as a share of what those around it have.
    """
    gap, before, after = passages[left:right], passages[left - 1], passages[right]
    heads = [passage for passage in gap if passage.kind == "head"]
    earlier = [passage for passage in passages[max(0, left - REACH) : left] if passage.kind == "head"]
    later = [passage for passage in passages[right : right + REACH] if passage.kind == "head"]
    goes_on = any(map(goes_on_elsewhere, gap))
    signs = {
        "usual": True,
        "speaks_of_known": bool(KNOWN.match(after.text)),
        "sounds_like_end": bool(FAREWELL.search(before.text)),
        "news_lead": bool(NEWS_LEAD.match(after.text)),
        "numbering_begins": bool(heads) and _begins_numbering(heads[-1], later, earlier),
        "continues_series": any(_goes_on(head, earlier) for head in heads),
        "speaker_between": any(speaker_of(head.text) for head in heads)
        and any(speaker_of(head.text) for head in earlier[-4:]),
        "numbering_opens": bool(heads)
        and (numbering(heads[0].text) or ("", 0))[1] == 1
        and all(passage.kind == "body" for passage in passages[max(0, left - PLAIN_TEXT) : left])
        and left >= PLAIN_TEXT,
        "forum_begins": any(speaker_of(head.text) for head in [*heads, *later[:1]])
        and not any(speaker_of(head.text) for head in earlier[-6:]),
        "breaks_off": not before.block.closed and not goes_on,
        "dip": max(LEAST_DIP, min(MOST_DIP, USUAL_DEPTH - depth)),
    }
    return {sign: float(value) for sign, value in signs.items() if value}


def _begins_numbering(head: Passage, later: Sequence[Passage], earlier: Sequence[Passage]) -> bool:
    """Is a plain heading followed by a series that begins at one, and no part of a series that is under way?"""
    number = numbering(later[0].text) if later else None
    if number is None or numbering(head.text):
        return False
    under_way = any(numbering(passage.text) and numbering(passage.text)[0] == number[0] for passage in earlier)
    return number[1] == 1 and not (under_way and number[0] != "first")


def _goes_on(head: Passage, earlier: Sequence[Passage]) -> bool:
    """Does a heading carry on a series? A numbered one does unless it begins again at one."""
    number = numbering(head.text)
    return in_series(head, earlier) and not (number and number[1] == 1)
