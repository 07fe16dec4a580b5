"""Initiatives whose name is printed in quotes: 开展“爱心暖冬”活动, “仁心向党”的党建品牌."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.initiatives.found import Found
from articles.recognise.initiatives.practices import AWARDED_BY
from articles.recognise.initiatives.signs import (
    NICKNAME,
    after_a_name,
    before_a_name,
    is_contrasted,
    is_taken,
    tells_only_how,
)
from articles.recognise.lexicon import any_of, words
from articles.recognise.reading import Block

RECEIVED = re.compile("荣获|获得|获")
QUOTE = re.compile("“(?P<name>[^“”。！？]{2,32})”")
SINGLE_DASH = re.compile("(?<!—)—(?!—)")
"""A structure is drawn with dashes: 党委—党支部—党小组."""
DAY = re.compile("[0-9]{1,2}[·.][0-9]{1,2}")
TOLD_BY = re.compile("的?“[0-9一二两三四五六七八九十][^“”]{1,5}”")
"""“一名党员、一份档案”|的“两个一”服务: the first quote tells what the second, the name, stands for."""
PROMISE = re.compile("的?承诺(?!践诺)")
SHORT = 4
"""A name of fewer characters is kept with its quotes and its type: “三带”制度."""
SHORTEST_TOLD = 3
SPIRIT = "精神|理念|传统|格局|院训"
"""What a quote tells the words of, whatever it is called: “…”的|大医|精神."""
LIST = "(?:[、和及与]?(?:[\u4e00-\u9fff]{2,14}的)?“[^“”]{2,32}”){0,8}+"


@cache
def type_pattern() -> re.Pattern:
    """After the quote: the rest of a list of quotes, some adjectives, and what it is a name of."""
    rest = "(?![的为作在了和与及是以把将来])[\u4e00-\u9fff]"
    between, types = (any_of(words("initiatives", name)) for name in ("between", "types"))
    return re.compile(f"(?P<list>{LIST})(?P<kind>{between}*?(?:(?:{rest}){{0,6}}(?={types}))?{types})")


@cache
def verb_pattern() -> re.Pattern:
    verbs, fillers = (any_of(words("initiatives", name)) for name in ("verbs", "fillers"))
    counted = "(?:[0-9]+余?|[一两三四五六七八九十]+)[个项次期场届轮支]"
    return re.compile(f"{verbs}(?:{fillers}|{counted})*{LIST}[、和及与]?$")


@cache
def frame_patterns() -> tuple[re.Pattern, re.Pattern]:
    between = f"(?:等|的|这一|荣誉|服务|发展|工作|办院|治理)*(?:的[\u4e00-\u9fff]{{1,4}}(?={SPIRIT}))?"
    after = re.compile(f"{LIST}{between}{any_of(words('initiatives', 'frames'))}")
    return re.compile(any_of(words("initiatives", "frame_verbs")) + "了?$"), after


@cache
def means_pattern() -> re.Pattern:
    """以“…”|为抓手."""
    return re.compile(f"(?:党建品牌|品牌|活动|工程)?(?:建设|创建)?为{any_of(words('initiatives', 'means'))}")


@cache
def definition_pattern() -> re.Pattern:
    """“…”|是医院党委推出的一项服务."""
    return re.compile(
        f"是[^，,。；;]{{0,24}}[一首][项个种支家][^，,。；;“”]{{0,10}}{any_of(words('initiatives', 'types'))}"
    )


@cache
def telling_pattern() -> re.Pattern:
    """A name that says itself what it is a name of: 红色健康驿站."""
    return re.compile(f"[^，,]{{2,10}}{any_of(words('initiatives', 'telling_ends'))}")


@cache
def award_pattern() -> re.Pattern:
    """A verb of awarding in the clause before the quote."""
    awarded = f"(?:{any_of(words('initiatives', 'awards'))}|{AWARDED_BY})"
    return re.compile(awarded + "[^，,。；;“”]*(?:“[^“”]*”[^，,。；;“”]*)*$")


def is_means(text: str, quote: re.Match) -> bool:
    return text[quote.start() - 1 : quote.start()] == "以" and means_pattern().match(text, quote.end()) is not None


def quoted_in(block: Block) -> Iterator[Found]:
    """Quoted names in prose and titles. A heading's quotes are metaphors, and in a title only telling names count.

    A slogan has a word like 理念 or 坚持 beside it.
    """
    if not (block.is_prose or block.field == "title"):
        return
    for quote in QUOTE.finditer(block.text):
        left = block.text[max(0, quote.start() - 60) : quote.start()]
        kind = type_pattern().match(block.text, quote.end())
        tells_itself = kind or telling_pattern().fullmatch(quote["name"])
        is_named = tells_itself or (block.is_prose and is_told(block.text, quote, left))
        if is_named and not is_frame(block.text, quote, left, kind):
            yield found_quote(block, quote, kind)


def is_told(text: str, quote: re.Match, left: str) -> bool:
    """Whether the words around a quote tell that it is the name of something done."""
    if is_means(text, quote) or definition_pattern().match(text, quote.end()) or verb_pattern().search(left):
        return True
    if len(quote["name"]) < SHORTEST_TOLD or NICKNAME.search(quote["name"]):
        return False
    return bool(is_taken(text, quote) or after_a_name().match(text, quote.end()) or before_a_name().search(left))


def is_frame(text: str, quote: re.Match, left: str, kind: re.Match | None) -> bool:
    """Whether a quote is a slogan, a metaphor or an award-winning title rather than the name of something done."""
    before, after = frame_patterns()
    if award_pattern().search(left) or (kind and RECEIVED.match(text, kind.end())):
        return True
    if is_contrasted(text, quote) or tells_only_how(text, quote, kind):
        return True
    if is_no_name(quote["name"]) or ("——" in quote["name"] and not kind) or TOLD_BY.match(text, quote.end()):
        return True
    is_said = after.match(text, quote.end()) or PROMISE.match(text, quote.end())
    return bool(is_said) or bool(before.search(left) and not kind)


def is_no_name(name: str) -> bool:
    """Whether a quote is nobody's name: a commonplace (一对一), a day (5·12), a structure, half a sentence."""
    is_common = name in words("initiatives", "commonplaces") or DAY.fullmatch(name)
    return bool(is_common or name[-1] in "，,；;" or SINGLE_DASH.search(name))


def found_quote(block: Block, quote: re.Match, kind: re.Match | None) -> Found:
    is_plain = kind and not kind["list"] and not kind["kind"].startswith("的")
    if kind and is_plain and (len(quote["name"]) < SHORT or quote["name"].isdigit()):
        return Found(
            block, quote.start(), kind.end(), block.text[quote.start() : kind.end()], True, "initiative.quoted", 0.8
        )
    confidence = 0.85 if kind else 0.7
    return Found(block, quote.start("name"), quote.end("name"), quote["name"], True, "initiative.quoted", confidence)
