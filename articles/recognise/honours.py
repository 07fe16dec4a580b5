"""Honours: what was awarded, to whom, by whom and when."""

import re
from collections.abc import Iterator

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import any_of
from articles.recognise.reading import Block
from articles.recognise.types import HonourFact

RECEIVED = "荣获|获得|荣膺|喜获|斩获|获评为?|获颁|被评为|评为|被授予|授予|被确定为|入选|当选为?|颁发了?|获"
AWARD = any_of(
    [
        "奖",
        "奖章",
        "勋章",
        "奖项",
        "先进集体",
        "先进个人",
        "先进单位",
        "先进基层党组织",
        "优秀共产党员",
        "先锋",
        "示范单位",
        "文明单位",
        "标兵",
        "劳动模范",
        "红旗手",
        "荣誉称号",
        "称号",
        "等奖",
        "金奖",
        "银奖",
        "百强党支部",
        "示范党支部",
        "样板党支部",
        "楷模",
    ]
)
QUOTED = re.compile(
    rf"(?:{RECEIVED})了?(?P<issuer>[^，。；“”]{{0,16}}?)(?P<list>(?:[、和]?“[^“”]{{2,40}}”)+)(?:等|的|荣誉|光荣|多项|项)*(?:称号|荣誉|奖项|表彰|[，。,；])"
)
PLAIN = re.compile(
    rf"(?:荣获|荣膺|喜获|斩获|获评|被评为|被授予|获得|获)(?P<name>[^，。；、“”的]{{2,24}}?{AWARD})(?=[，。；、;,和]|$)"
)
COMMENDED = re.compile(r"受到了?(?P<name>[^，。；“”]{2,20}?的?(?:表彰|嘉奖))")
NAME = re.compile("“([^“”]{2,40})”")
ADVERBS = re.compile("(?:先后|多次|连续.{1,3}|曾|已|还|均|也|再次|同时|近年来|此前)+$")
GIVEN = ("颁发", "授予")
YEAR = re.compile(r"((?:19|20)\d\d)年")
RECIPIENT = re.compile("[^，。；：“”,;]{0,24}$")


def honour_facts(articles: tuple[Attribution, ...]) -> tuple[HonourFact, ...]:
    """The honours of the hospitals that articles are about, in reading order."""
    return tuple(
        honour for article in articles for block in article.reading.prose for honour in honours_in(block, article)
    )


def honours_in(block: Block, article: Attribution) -> Iterator[HonourFact]:
    for match in QUOTED.finditer(block.text):
        for name in NAME.finditer(block.text, match.start("list"), match.end("list")):
            yield from honour_of(block, article, match, name.span(1), match["issuer"])
    for match in (*PLAIN.finditer(block.text), *COMMENDED.finditer(block.text)):
        yield from honour_of(block, article, match, match.span("name"))


def honour_of(
    block: Block, article: Attribution, match: re.Match, span: tuple[int, int], issuer: str = ""
) -> Iterator[HonourFact]:
    owner, confidence = article.owner(block, match.start())
    if owner not in article.about:
        return
    clause = ADVERBS.sub("", RECIPIENT.search(block.text, max(0, match.start() - 24), match.start())[0])
    years = YEAR.findall(clause)
    yield HonourFact(
        name=block.text[slice(*span)],
        evidence=block.evidence(*span, "honour.received", round(0.75 * confidence, 2)),
        hospital=owner,
        recipient="" if match[0].startswith(GIVEN) or YEAR.match(clause) else clause,
        issuer=issuer,
        year=int(years[-1]) if years else None,
    )
