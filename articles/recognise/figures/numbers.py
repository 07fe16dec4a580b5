"""Numbers with a unit, and which of them count something."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.lexicon import any_of, pattern, words
from articles.recognise.numerals import CHINESE

DIGITS = r"(?<![0-9A-Za-z０-９.．])[0-9０-９](?:[0-9０-９,，]*[0-9０-９])?(?:[.．][0-9０-９]+)?"
NAMED = re.compile("“[^“”《》]{1,12}”|《[^《》]{1,60}》")
NOTHING = re.compile("(?<=[为至到])零(?![\u4e00-\u9fff])")
TENTHS = "成(?![为立功员就本果绩效熟长品分百千了都])"
"""七成 is 70 %."""
EVERY = re.compile("每(?:个?季度|个?月|周|星期)[^，,。；;]*(?:培训|开展|组织|学习)$")
RUN_OF_YEARS = re.compile(
    "连续.{2,3}(?:荣获|获得|获评|被评为|被授|位居|蝉联|入选|保持|上榜|获.|居|名列|排名|稳居|位列)"
)
VIEWS = re.compile("(?:阅读|点击|浏览|访问|播放|转发|下载)量[^，。]{0,6}$")
"""Counts that are printed without a unit: 阅读量上万."""
NOT_OF_ANYBODY = re.compile("(?:海拔|身高|体重|车程|东经|北纬)[约达近]?$")
PLANNED = re.compile("(?:计划|力争|预计|争取|拟)[^，,。；;]*$")
AGE = re.compile("(?:年龄|最年轻|最年长|最小|最大|不超过)[^，,。；;、]{0,10}$")
SERVED = re.compile("(?:坚持了|坚守了?|扎根[^，,。；;]{0,6}|一干就是|走过|走过了|从医|党龄|工作了?|有着?|已有|已经)$")
"""Words before years that somebody has spent: 坚持了|三年, 一干就是|19年."""
AROUND_HOURS = re.compile("[之以]?[内外]")
COUNTABLE = re.compile("网格(?!员)|功能|板块|模块|平台|举措")
"""What 级 and 大 may count; 三级医院 and 五大理念 are names."""
REACH = 24


@cache
def number_pattern() -> re.Pattern:
    """约1000余人次, 30余万剂次, 150—200人, 百分之七十, 第七名."""
    number, large, vague = (
        f"(?:{DIGITS}|[{CHINESE}]+(?:万(?=[{CHINESE}])[{CHINESE}]+)?|上(?=万))",
        "[万亿]",
        "[余多来几]",
    )
    return re.compile(
        rf"""(?P<around>约|近|将近|超过?|逾|不少于|至少)?
             (?P<mark>第|百分之)?
             (?P<number>{number})(?P<vague>{vague})?(?P<large>{large})?(?P<vague_large>{vague})?
             (?:[—–\-~～至到](?P<number_to>{number})(?P<vague_to>{vague})?(?P<large_to>{large})?)?
             (?P<unit>{any_of(words("measures", "units"))}|{TENTHS}|(?<=百分之)|)
             (?P<over>以上|左右)?""",
        re.VERBOSE,
    )


def numbers_in(text: str) -> Iterator[re.Match]:
    """The numbers of `text` that count something, in order. Those within a short quote or a title belong to a name."""
    quoted = bytearray(len(text))
    for quote in NAMED.finditer(text):
        quoted[quote.start() : quote.end()] = b"\1" * len(quote[0])
    for match in number_pattern().finditer(text):
        if not quoted[match.start()] and counts(text, match):
            yield match


def unit_of(match: re.Match) -> str:
    """The unit as printed, % for 百分之 and 成, 次 for views; none for 零."""
    if match["unit"] == "成":
        return "%"
    return match["unit"] or ("%" if match["mark"] else "" if match["number"] == "零" else "次")


def counts(text: str, match: re.Match) -> bool:
    """Whether a number counts something. Articles (一个), names (三甲) and commonplaces (两个轮子) do not."""
    if match["mark"]:
        return match["mark"] == "百分之" or match["unit"] == "名"
    before = text[max(0, match.start() - REACH) : match.start()]
    if PLANNED.search(before) or NOT_OF_ANYBODY.search(before):
        return False
    if match["number"] == "零":
        return NOTHING.match(text, match.start()) is not None
    if not match["unit"]:
        return bool(match["large"] and VIEWS.search(text, max(0, match.start() - 10), match.start()))
    if is_commonplace(text, match.end()):
        return False
    test = TESTS.get(match["unit"])
    return (not test or test(text, match)) and (match["number"][0].isdigit() or chinese_counts(text, match))


def is_commonplace(text: str, place: int) -> bool:
    """五个|重点, but not 五个|重点科室."""
    is_counted = pattern("measures", "figures_after_all").match(text, place)
    return not is_counted and pattern("measures", "not_figures").match(text, place) is not None


def chinese_counts(text: str, match: re.Match) -> bool:
    """Whether a number in Chinese characters is meant as one: 两名, 十余人, but not 一家, 千家万户, 十分."""
    if match["number"] == "一":
        return match["unit"] == "次" and is_regular(text, match)
    if match["number"] in ("百", "千"):
        return False
    if is_a_run(match["number"]) or match["vague"] == "几":
        return False
    is_exact = len(match["number"]) == 1 and not match["vague"]
    return not is_exact or match["unit"] not in words("measures", "units_of_digits_only") or is_countable(text, match)


def is_a_run(number: str) -> bool:
    """Whether digits stand side by side that make no number together: 四五|个科室, 唯一|一家."""
    return len(number) > 1 and not re.search("[十百千〇零]", number)


def is_countable(text: str, match: re.Match) -> bool:
    return COUNTABLE.match(text, match.end()) is not None


def is_regular(text: str, match: re.Match) -> bool:
    """每季度…开展|一次."""
    return EVERY.search(text, max(0, match.start() - REACH), match.start()) is not None


def is_run_of_years(text: str, match: re.Match) -> bool:
    """连续两年荣获, 26年党龄, 一干就是19年: the only years that are counted and not dates."""
    if RUN_OF_YEARS.match(text, max(0, match.start() - 2)) or text.startswith("党龄", match.end()):
        return True
    is_long = match["number"] not in "一两二"
    return is_long and SERVED.search(text, max(0, match.start() - REACH), match.start()) is not None


def is_own_jubilee(text: str, match: re.Match) -> bool:
    """A hospital's, not the Party's or the country's."""
    return pattern("measures", "jubilees").search(text, max(0, match.start() - 8), match.start()) is None


def is_time_spent(text: str, match: re.Match) -> bool:
    """Hours that something took, not 24 hours a day or the eight hours of a working day; but 48小时内 is a term."""
    if match["number"] in ("48", "72"):
        return True
    return match["number"] != "24" and AROUND_HOURS.match(text, match.end()) is None


def is_no_clock(text: str, match: re.Match) -> bool:
    """40分, but not 7时|40分."""
    return not text.endswith(("时", "点"), 0, match.start())


def is_an_average_age(text: str, match: re.Match) -> bool:
    """An age that a rule or a figure speaks of (平均年龄29岁, 不超过50岁), not that of one person."""
    return AGE.search(text, max(0, match.start() - REACH), match.start("number")) is not None


def is_no_age(text: str, match: re.Match) -> bool:
    return text[match.end() : match.end() + 1] != "大"


TESTS = {
    "分": is_no_clock,
    "岁": is_an_average_age,
    "小时": is_time_spent,
    "个月": is_no_age,
    "年": is_run_of_years,
    "周年": is_own_jubilee,
    "级": is_countable,
    "大": is_countable,
}
