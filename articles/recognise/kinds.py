"""What an article is: its kind, and whether Party building is its subject."""

import re

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import pattern, words
from articles.recognise.reading import Reading
from articles.recognise.types import ArticleKind

POST = re.compile(r"(?:党委|党总支|党支部|党组|支部)(?:副?书记|委员|会)")
ONE_WORD_IN = 150
"""Party building is the subject where a word of it stands in every so many characters."""
LONGEST_BRIEF = 1200
ARGUMENT = re.compile("必须|应当|应该|需要|如何|亟[须需]|(?<![主重不只])要(?![求点素闻])")
ONE_CALL_IN = 200
"""Who argues says what has to be done, once in so many characters at least."""


def is_about_party_building(reading: Reading) -> bool:
    """Whether Party building is what an article is about. 党委书记 before a name is a post and says nothing."""
    text = POST.sub("", reading.text)
    times = sum(1 for _ in pattern("kinds", "party").finditer(text))
    return times * ONE_WORD_IN >= len(text)


def kind_of(reading: Reading, attribution: Attribution, party: bool) -> ArticleKind:
    """Forum: several speakers. Brief: a short item of a news column. Case: one hospital and its Party building.

    Commentary argues about Party building and no hospital in particular; everything else is news.
    """
    if len(reading.article.sections) > 1:
        return "forum"
    if is_brief(reading):
        return "brief"
    if not party:
        return "news"
    if not attribution.about:
        return "commentary" if argues(reading) else "news"
    return "case" if len(attribution.about) == 1 else "news"


def argues(reading: Reading) -> bool:
    return len(ARGUMENT.findall(reading.text)) * ONE_CALL_IN >= len(reading.text)


def is_brief(reading: Reading) -> bool:
    opening = next((block.text for block in reading.prose), "")
    return opening.startswith(words("kinds", "brief_openings")) and len(reading.text) <= LONGEST_BRIEF
