"""What speaks for each role of a passage, and for the start of an article at a place.

A *sign* is a named fact about a heading in its surroundings (`head_signs`), about a text (`text_signs`) or about a gap
between two texts (`start_signs`); its value is 1 where it holds, or how far it holds. `HEADS` and `TEXTS` say how much
each sign counts for each role, `START` how much for the start of an article. The weights were fitted on made pages and
then rounded (`python -m tests.page_maker.fit`); what they mean is in the names.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.restore.blocks import HALVES
from articles.restore.breaks import runs_on
from articles.restore.captions import ACTION, ACTOR, SCENE
from articles.restore.marks import ASKS, CANNOT_END, SIGNATURE, is_closed
from articles.restore.reading_order import Passage
from articles.restore.segment.drafts import goes_on_elsewhere, in_series, is_continuation
from articles.restore.segment.weights import ROLES, WEIGHTS
from articles.restore.shapes import DATELINE, alike, is_names, numbering
from articles.restore.speakers import speaker_of

Signs = dict[str, float]

HEADS = ("title", "late_title", "kicker", "subtitle", "heading", "caption", "early_caption")
TEXTS = ("text", "opening", "lead")
BEGINS: Mapping[str, str] = {
    "title": "titled",
    "kicker": "titled",
    "subtitle": "titled",
    "heading": "headed",
    "opening": "bare",
    "story": "bare",
}
CAPTIONS = ("caption", "early_caption")
COLUMN = {role: i for i, role in enumerate(ROLES)}

SUBTITLE_LIKE = re.compile(
    r"(?:侧记|纪实|纪事|综述|纪略|启示|报告|掠影|剪影|回眸|观察|素描|实录|巡礼|探索|实践|做法|经验)$"
)
SOMEBODY = re.compile(
    r"医院|[\u4e00-\u9fff]{2}[市县区省镇乡]|卫生院|中心|[保健疾控]院|医护|医务|医生|护士|专家|党员|志愿者|患者"
)
"""Whom titles and captions name, and headings inside a text seldom do."""
INSTITUTION = re.compile(r"[\u4e00-\u9fff]{2,16}(?:医院|卫生院|保健院|医学中心|中心|集团)")
"""An institution and nothing else, as the parts of a round-up are headed."""
PEN_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
"""What stands right under a title where a comment is signed: 秋石."""
KNOWN = re.compile(r"(?:医院|全院|院党委|我院|该|这[一家个些]|他们?|她们?|同时|此外|另外|与此同时|其次|再次|最后)")
"""Beginnings of a text that speaks of what a text before it has named."""
FAREWELL = re.compile(
    r"(?:下一步|今后|未来|接下来|站在新的|新的起点|新征程|新时代)[^。]*(?:将|要|继续|奋|努力)[^。]*。$|将(?:继续|不断|进一步|始终)[^。]*。$"
)
"""How a feature takes leave of its readers."""
NEWS_LEAD = re.compile(r"(?:近日|日前|\d{1,2}月\d{1,2}日|连日来|昨日|今天)")
WHEN = re.compile(r"近日|日前|\d{1,2}月\d{1,2}日|连日来|昨日|今天|今年|去年|\d{4}年")
PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:省|市|县|区|镇|乡|州|旗|村)|[\u4e00-\u9fff]{2,8}(?:医院|卫生院|中心)")
"""Names that a text gives in full where it begins to speak of somebody."""
FIRST_SENTENCE = re.compile(r"[^。！？]{0,60}")
FIRST_CLAUSE = 25
"""Characters in which a text that begins something new says when it was."""
ENOUGH_OF_A_NAME, PLACE_REACH = 4, 9
"""Last characters of a name by which it is known again, and passages before a gap in which it may have been said."""
SHORT_TEXT = 40
SIGNED = re.compile(rf"[。！？”…]\s*{SIGNATURE.pattern}")

WHERE = re.compile(r"正在|[员士生者师家们队众人部长任记团]在.")
"""Where somebody is, as captions say it: 医护人员在社区义诊; but 把支部建在一线, 党旗飘扬在前沿."""
COLON = re.compile(r"[：:]")

MOST_AROUND = 12
"""Headings on either side among which others of a series are looked for."""
REACH = 40
"""Passages before and after a heading among which others of its series are looked for."""
NEAR = 6
PLAIN_TEXT = 6
"""Paragraphs without a heading that are many for an article of numbered parts."""
MOST_STANDING = 6.0
LONG, VERY_LONG = 22, 36
"""Characters."""
LONGEST_TERSE = 6
"""Characters of the name of a column, as kickers often are."""
LEAST_DIP, MOST_DIP, USUAL_DEPTH = -0.2, 0.8, 0.8
"""How far a dip in what texts have in common counts, and the share that is no dip."""
MOST_LEAN = 0.4
MOST_ODDS = 6.0
"""Log odds, on either side of 0, beyond which nothing is surer."""
LEAST_CAPTION = -4.0
"""Evidence against a caption, however much there is, counts no more than this: few captions look like one."""
OTHER_WIDTH, SAME_WIDTH = 1.6, 0.6
"""Differences between the columns of two texts, in Han characters."""
KICKER_AT_MOST = 0.8
"""Length of a kicker, as a share of the title under it."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near in vocabulary a passage is to the texts around it.

    `side` is above 0 where it is nearer to what comes after it than to what came before; `before` and `after` are how
    near it is to the texts right beside it, `whole_before` and `whole_after` to all texts there as far as they are on
    one subject; `change` is how likely the subject changes where it stands (log odds).
    """

    side: float
    before: float = 0.0
    after: float = 0.0
    whole_before: float = 0.0
    whole_after: float = 0.0
    change: float = 0.0

    def signs(self) -> Signs:
        return {
            "side": self.side,
            "near_text_before": self.before,
            "near_text_after": self.after,
            "near_subject_before": self.whole_before,
            "near_subject_after": self.whole_after,
            "subject_changes": within(self.change, MOST_ODDS) / MOST_ODDS,
            **self.leans(),
        }

    def leans(self) -> Signs:
        """To which side it leans clearly."""
        return {
            "nearer_after": min(MOST_LEAN, max(0.0, self.side)),
            "nearer_before": min(MOST_LEAN, max(0.0, -self.side)),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """How much the vocabulary changes at a gap.

    `far` and `near` are what the texts on its sides have in common, as shares of what those around have; `odds` is how
    likely the subject changes there (log odds).
    """

    far: float
    near: float
    odds: float

    def signs(self) -> Signs:
        odds = within(self.odds, MOST_ODDS) / MOST_ODDS
        return {
            "dip": max(LEAST_DIP, min(MOST_DIP, USUAL_DEPTH - self.far)),
            "near_dip": max(LEAST_DIP, min(MOST_DIP, USUAL_DEPTH - self.near)),
            "subject_changes": odds,
            "subject_surely_changes": max(0.0, odds),
        }


def within(value: float, most: float) -> float:
    """The value, or the limit that it is beyond."""
    return max(-most, min(most, value))


@dataclass(frozen=True, slots=True)
class Heads:
    """The places of all headings of a page, of those beside a line that introduces a speaker, of those in a series."""

    places: Sequence[int]
    spoken: Container[int]
    serial: Container[int]

    def around(self, at: int) -> list[int]:
        """The places of the headings near a passage."""
        n = bisect_left(self.places, at)
        return [i for i in self.places[max(0, n - MOST_AROUND) : n + MOST_AROUND + 1] if i != at]


def find_heads(passages: Sequence[Passage], places: Sequence[int]) -> Heads:
    """What is known of the headings at these places of a page."""
    spoken = {i for i in places if by_speaker(passages, i)}
    plain = Heads(places, spoken, ())
    series = ([passages[k] for k in plain.around(i) if k not in spoken] for i in places)
    return Heads(
        places, spoken, {i for i, others in zip(places, series, strict=True) if in_series(passages[i], others)}
    )


def head_signs(passages: Sequence[Passage], heads: Heads, at: int, near: Nearness) -> Signs:
    """The signs about the passage `at`, which may be a heading."""
    above = passages[at - 1] if at and goes_under(passages[at - 1], passages[at]) else None
    signs = {
        **_own_signs(passages[at]),
        **_series_signs(passages, heads, at),
        **_neighbour_signs(passages, at),
        **near.signs(),
        **(_line_signs(above, passages[at]) if above else {}),
    }
    return {sign: float(value) for sign, value in signs.items() if value}


def _own_signs(head: Passage) -> Mapping[str, float]:
    """What a heading shows by itself."""
    text, likely = head.text, head.block.caption
    return {
        "usual": True,
        "numbered": numbering(text) is not None,
        "speaker": speaker_of(text) is not None,
        "wide": bool(head.block.column) and head.block.rows == 1 and len(text) > head.block.column + 1.5,
        "names_somebody": bool(SOMEBODY.search(text)) and not speaker_of(text),
        "halves": bool(HALVES.fullmatch(text)),
        "like_a_subtitle": bool(SUBTITLE_LIKE.search(text)) and not HALVES.fullmatch(text),
        "terse": len(text) <= LONGEST_TERSE,
        "like_caption": 0.0 if likely is None else max(LEAST_CAPTION, likely),
        "no_caption": likely is None,
        "closed": is_closed(text),
        "asks": bool(ASKS.search(text)),
        "stands_out": max(-MOST_STANDING, min(MOST_STANDING, head.block.stands_out)),
        "several_rows": head.block.rows > 1,
        "comma": "，" in text,
        "long": len(text) > LONG,
        "very_long": len(text) > VERY_LONG,
        "like_names": is_names(text),
        "institution": bool(INSTITUTION.fullmatch(text)),
        "says_who": bool(ACTOR.match(text)),
        "says_what_is_done": bool(ACTION.search(text)),
        "says_where": bool(WHERE.search(text)),
        "names_scene": bool(SCENE.search(text)),
        "colon": bool(COLON.search(text)),
        "quotes": "“" in text,
    }


def _series_signs(passages: Sequence[Passage], heads: Heads, at: int) -> Mapping[str, bool]:
    """What a heading shows beside the others of the page."""
    head, text, around = passages[at], passages[at].text, heads.around(at)
    before = next((i for i in reversed(around) if i < at), -1)
    after = next((i for i in around if i > at), -1)
    near = [passages[i] for i in around if abs(i - at) <= REACH]
    lengths = {(other.text.count(" "), len(other.text)) for other in near}
    halves, alone = text.count(" "), not numbering(text) and speaker_of(text) is None
    speakers = around[max(0, bisect_left(around, at) - 4) : bisect_left(around, at)]
    return {
        "in_series": at in heads.serial
        or (at not in heads.places and in_series(head, [passages[i] for i in around if i not in heads.spoken])),
        "series_before": before in heads.serial,
        "series_after": after in heads.serial,
        "amid_series": before in heads.serial
        and after in heads.serial
        and alike(passages[before].text, passages[after].text),
        "lone": alone and not any((halves, len(text) + more) in lengths for more in range(-2, 3)),
        "shadowed": head.block.doubled and not all(other.block.doubled for other in near),
        "beside_speaker": speaker_of(text) is None
        and any(speaker_of(p.text) for p in (_beside(passages, at, -1), _beside(passages, at, 1)) if _is_head(p))
        and any(speaker_of(passages[i].text) for i in speakers),
    }


def _neighbour_signs(passages: Sequence[Passage], at: int) -> Mapping[str, bool]:
    """What stands before and after a heading."""
    text, last, following = passages[at].text, _beside(passages, at, -1), _beside(passages, at, 1)
    kind, after = (following.kind, following.text) if following else ("", "")
    before = next((p for p in reversed(passages[max(0, at - NEAR) : at]) if p.kind == "body"), None)
    above = passages[at - 1].kind if at else ""
    below = passages[at + 1].kind if at + 1 < len(passages) else ""
    return {
        "before_byline": kind == "byline",
        "before_subtitle": kind == "subtitle",
        "before_story": bool(DATELINE.match(after)),
        "before_caption": below in ("caption", "credit"),
        "shorter_than_next": kind == "head" and len(text) < KICKER_AT_MOST * len(after),
        "nothing_follows": kind in ("", "signature", "imprint", "notice"),
        "head_follows": kind == "head" and not speaker_of(after) and numbering(text) is None,
        "known_follows": bool(KNOWN.match(after)),
        "news_follows": bool(NEWS_LEAD.match(after)),
        "after_head": _is_head(last) and speaker_of(text) is None,
        "after_came_from": last is not None and is_continuation(last),
        "after_byline": above in ("byline", "signature"),
        "after_caption": above in ("caption", "credit"),
        "first": before is None,
        "after_open_text": before is not None and not before.block.closed,
    }


def goes_under(above: Passage, head: Passage) -> bool:
    """Does a heading stand right under another, so that it may be a further line of it?"""
    return above.kind == "head" and above.block.last < head.block.first <= above.block.last + 2


def _line_signs(above: Passage, head: Passage) -> dict[str, bool]:
    return {
        "under_head": True,
        "pen_name": bool(PEN_NAME.fullmatch(head.text)),
        "close_under_head": head.block.first == above.block.last + 1,
        "runs_on_from_head": runs_on(above.text, head.text) or bool(CANNOT_END.search(above.text)),
        "as_long_as_head": abs(len(above.text) - len(head.text)) <= 1,
        "longer_than_head": len(head.text) > len(above.text) + 1,
        "under_terse": len(above.text) <= LONGEST_TERSE,
    }


def beginning(role: str) -> str:
    """With what an article begins that starts with a passage in this role."""
    return BEGINS.get(role, "aside")


def weighed(signs: Signs, roles: Iterable[str]) -> dict[str, float]:
    """The score of each role."""
    rows = [(value, WEIGHTS[sign]) for sign, value in signs.items()]
    return {role: sum(value * row[i] for value, row in rows) for role in roles for i in (COLUMN[role],)}


def _beside(passages: Sequence[Passage], at: int, step: int) -> Passage | None:
    """The next passage on one side that is no caption or credit."""
    places = range(at + step, max(-1, min(len(passages), at + step * NEAR)), step)
    return next((passages[i] for i in places if passages[i].kind not in ("caption", "credit")), None)


def _is_head(passage: Passage | None) -> bool:
    return passage is not None and passage.kind == "head"


def by_speaker(passages: Sequence[Passage], at: int) -> bool:
    """Does a heading introduce a speaker, or stand beside one that does?"""
    return any(speaker_of(passage.text) for passage in passages[max(0, at - 1) : at + 2])


def start_signs(passages: Sequence[Passage], left: int, right: int, change: Change) -> Signs:
    """The signs about the gap between the texts `passages[left - 1]` and `passages[right]`."""
    gap, before, after = passages[left:right], passages[left - 1], passages[right]
    heads = [passage for passage in gap if passage.kind == "head"]
    earlier = [passage for passage in passages[max(0, left - REACH) : left] if passage.kind == "head"]
    later = [passage for passage in passages[right : right + REACH] if passage.kind == "head"]
    goes_on = any(map(goes_on_elsewhere, gap))
    widths = [p.parts[i].column for p, i in ((before, -1), (after, 0))]
    widths = widths if all(widths) else []
    new_place = _names_new_place(passages, left, right)
    signs = {
        "usual": True,
        "speaks_of_known": bool(KNOWN.match(after.text)),
        "sounds_like_end": bool(FAREWELL.search(before.text)),
        "news_lead": bool(NEWS_LEAD.match(after.text)),
        "numbering_begins": bool(heads) and _begins_numbering(heads[-1], later, earlier),
        "series_begins": any(in_series(head, later) and not in_series(head, earlier) for head in heads),
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
        **change.signs(),
        "bare": not heads,
        "bare_change": 0.0 if heads else within(change.odds, MOST_ODDS) / MOST_ODDS,
        "names_new_place": new_place,
        "bare_new_place": new_place and not heads,
        "says_when": bool(WHEN.search(after.text[:FIRST_CLAUSE])),
        "after_short_text": len(before.text) < SHORT_TEXT,
        "other_width": bool(widths) and max(widths) - min(widths) > OTHER_WIDTH,
        "same_width": bool(widths) and max(widths) - min(widths) < SAME_WIDTH,
        "after_signature": bool(SIGNED.search(before.text)) or any(p.kind in ("signature", "byline") for p in gap),
    }
    return {sign: float(value) for sign, value in signs.items() if value}


def _names_new_place(passages: Sequence[Passage], left: int, right: int) -> bool:
    """Does the text after a gap begin with the name of a place or an institution that none before it names?"""
    sentence = FIRST_SENTENCE.match(passages[right].text)
    named = [found.group()[-ENOUGH_OF_A_NAME:] for found in PLACE.finditer(sentence.group())]
    said = [passage.text for passage in passages[max(0, left - PLACE_REACH) : left] if passage.kind == "body"]
    return any(not any(name in text for text in said) for name in named)


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
