"""What an article is: its kind, and whether Party building is its subject."""

import re

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import pattern, words
from articles.recognise.people.facts import named_after_post
from articles.recognise.people.names import name_at
from articles.recognise.reading import Reading
from articles.recognise.types import ArticleKind

POST = re.compile(r"(?:党委|党总支|党支部|党组|支部|纪委)(?:副?书记|委员|会)")
ONE_WORD_IN = 160
"""Party building is the subject where a word of it stands in every so many characters."""
LONGEST_BRIEF = 1200
SHORT_ITEM = 200
TINY_ITEM = 120
"""One paragraph of so many characters is an item of a column, whatever it opens with."""
COLUMN = 3
"""So many reports on one page make a column of short news."""
FEWEST_PARAGRAPHS = 5
"""A feature needs so many, or headings."""
LEAD = 120
FEWEST_TIMES = 4
"""Paragraphs that have to name a person whom an article portrays, and three in five of them all."""
EVENT_DAY = re.compile(
    "(?:本报讯[^）]*）?)?(?:(?:20[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日|近日|日前|连日来|[昨今]日|昨天|[0-9]{1,2}日)"
)
EVENT = re.compile("召开|举行|举办|揭牌|启动|开幕|表彰|签约|挂牌|走进|慰问|开展[^，,。；]{0,16}活动")
BEYOND = re.compile("卫生健康|卫健|全[市省县国]|[我本][市省县]")
HAS_TO = re.compile("(?<![主重不只简])要(?![求点素闻])")
ONE_CALL_IN, LOUD = 150, 60
"""Who argues says what has to be done, once in so many characters at least; who names a hospital only as an example,
far more often."""


def is_about_party_building(reading: Reading) -> bool:
    """Whether Party building is what an article is about. 党委书记 before a name is a post and says nothing."""
    text = POST.sub(lambda post: "" if name_at(post.string, post.end()) else post[0], reading.text)
    times = sum(1 for _ in pattern("kinds", "party").finditer(text))
    return times * ONE_WORD_IN >= len(text)


def kind_of(reading: Reading, attribution: Attribution, party: bool) -> ArticleKind:
    """Forum: several speakers. Brief: a short item of a news column. Case: one hospital and its Party building.

    Commentary argues about no hospital in particular; everything else is news, the report of an event too.
    """
    if len(reading.article.sections) > 1:
        return "forum"
    if is_brief(reading):
        return "brief"
    if argues(reading, LOUD if attribution.about else ONE_CALL_IN):
        return "commentary"
    is_of_one = len(attribution.about) == 1 or attribution.subject
    is_feature = party and is_of_one and has_room(reading) and not (reports_an_event(reading) or is_portrait(reading))
    return "case" if is_feature else "news"


def has_room(reading: Reading) -> bool:
    """Whether an article has headings, or enough paragraphs and does not open as a report."""
    paragraphs = sum(block.kind == "paragraph" for block in reading.blocks)
    is_report = reading.opening.startswith(words("kinds", "brief_openings"))
    is_told_at_length = paragraphs >= FEWEST_PARAGRAPHS and not is_report
    return is_told_at_length or any(block.kind == "heading" for block in reading.blocks)


def is_portrait(reading: Reading) -> bool:
    """Whether one person stands in most paragraphs: a report about that one. Who is interviewed only answers."""
    paragraphs = [block for block in reading.blocks if block.kind == "paragraph"]
    names = {found.name for block in paragraphs for found in named_after_post(block)}
    told = [name for name in names if not any(block.text.startswith((f"{name}：", f"{name}:")) for block in paragraphs)]
    times = max((sum(name in block.text for block in paragraphs) for name in told), default=0)
    return times >= FEWEST_TIMES and times * 5 >= len(paragraphs) * 3


def argues(reading: Reading, one_in: int = ONE_CALL_IN) -> bool:
    """Whether a text that is no report calls for or weighs something more than once, and once in so many characters."""
    is_report = reading.opening.startswith(words("kinds", "brief_openings"))
    calls = len(HAS_TO.findall(reading.text)) + len(pattern("kinds", "argument").findall(reading.text))
    return not is_report and calls > 1 and calls * one_in >= len(reading.text)


def speaks_for_its_house(reading: Reading) -> bool:
    """Whether an article without a hospital may be about the one whose paper its page is: no argument, no region."""
    return not argues(reading) and not BEYOND.search(reading.opening)


def is_brief(reading: Reading) -> bool:
    """Whether an article is called short news, one short paragraph, a very short report, or one of several short ones.

    A longer report beside very short ones is news: the column of its page is theirs.
    """
    is_called_so = any(pattern("kinds", "brief_titles").search(block.text) for block in reading.head)
    if is_called_so or is_tiny(reading):
        return True
    if not reading.opening.startswith(words("kinds", "brief_openings")):
        return False
    is_of_column = len(reading.reports_beside) >= COLUMN and min(reading.reports_beside) > SHORT_ITEM
    return len(reading.text) <= (LONGEST_BRIEF if is_of_column else SHORT_ITEM)


def is_tiny(reading: Reading) -> bool:
    return len(reading.prose) == 1 and len(reading.opening) <= TINY_ITEM


def reports_an_event(reading: Reading) -> bool:
    """Whether an article without headings opens with a day and what was held on it: 6月30日下午，…召开…大会."""
    has_headings = any(block.kind in ("heading", "subtitle") for block in reading.blocks)
    lead = reading.opening[:LEAD]
    return not has_headings and EVENT_DAY.match(lead) is not None and EVENT.search(lead) is not None
