"""Figures: a number, its unit, what it measures and whose it is."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import any_of, pattern, table, words
from articles.recognise.numerals import CHINESE, LARGE, value_of
from articles.recognise.reading import Block
from articles.recognise.types import FigureFact, Scope

LONGEST_LEFT = 24
DIGITS = r"[0-9０-９](?:[0-9０-９,，]*[0-9０-９])?(?:[.．][0-9０-９]+)?"
SENTENCE_PART = re.compile(r"[，,；;。！？!?：:、]")


class Measure(NamedTuple):
    """What a figure may measure. Patterns: the words before the number, after its unit, and the clause before it."""

    code: str
    label: str
    scope: Scope
    before: re.Pattern | None
    after: re.Pattern | None
    context: re.Pattern | None

    def fits(self, left: str, text: str, end: int) -> bool:
        if self.context and not self.context.search(left):
            return False
        tests = [self.before and self.before.search(left), self.after and self.after.match(text, end)]
        return any(tests) or not (self.before or self.after)


@cache
def measures() -> tuple[Measure, ...]:
    return tuple(map(measure_of, table("measures")["measures"]))


def measure_of(row: dict) -> Measure:
    before, after, context = (re.compile(row[key]) if key in row else None for key in ("before", "after", "context"))
    before = re.compile(f"(?:{row['before']})$") if before else None
    return Measure(row["code"], row["label"], row["scope"], before, after, context)


@cache
def number_pattern() -> re.Pattern:
    """A number with its unit: 约 1000 余 人次, 30余万剂次, 150—200人, 第七名."""
    return re.compile(
        rf"""(?P<around>约|近|超过|超|逾|达到|不少于|至少|将近)?
             (?P<rank>第)?(?P<number>{DIGITS}|[{CHINESE}]+|上(?=[万亿]))
             (?P<more>[余多来几])?(?P<large>[万亿])?(?P<more_after>[余多来])?
             (?:[—–\-~～至到](?P<number_to>{DIGITS}|[{CHINESE}]+)(?P<large_to>[万亿])?(?P<more_to>[余多来])?)?
             (?P<unit>{any_of(words("measures", "units"))}|(?<=万)(?=[，。；、”]))
             (?P<over>以上|左右|以内)?""",
        re.VERBOSE,
    )


def figure_facts(articles: tuple[Attribution, ...]) -> tuple[FigureFact, ...]:
    """The figures of every hospital, in reading order. Numbers that are nobody's are left out."""
    return tuple(
        figure
        for article in articles
        for block in article.reading.blocks
        if block.is_prose
        for figure in figures_in(block, article)
    )


def figures_in(block: Block, article: Attribution) -> Iterator[FigureFact]:
    quoted = [match.span() for match in SHORT_QUOTE.finditer(block.text)]
    for match in number_pattern().finditer(block.text):
        owner, confidence = article.owner(block, match.start())
        if (
            owner in article.about
            and is_figure(block.text, match)
            and not any(start < match.start() < end for start, end in quoted)
        ):
            yield figure_of(block, match, owner, confidence)


SHORT_QUOTE = re.compile("[“《][^“”《》]{1,12}[”》]")


def is_figure(text: str, match: re.Match) -> bool:
    """Whether a number counts something. Names (三甲, 第一附属), articles (一个) and commonplaces (两个轮子) do not."""
    number, unit = match["number"], match["unit"]
    if match["rank"]:
        return unit == "名"
    if number == "一" and not (unit == "次" and EVERY.search(text, max(0, match.start() - 24), match.start())):
        return False
    if pattern("measures", "not_figures").match(text, match.end()):
        return False
    if unit == "年":
        return bool(RUN_OF_YEARS.fullmatch(text[match.start() - 2 : match.end() + 3]))
    if (
        number != "一"
        and not number[0].isdigit()
        and unit in words("measures", "units_of_digits_only")
        and not is_telling(text, match)
    ):
        return False
    if unit == "周年" and pattern("measures", "jubilees").search(text, max(0, match.start() - 8), match.start()):
        return False
    return unit not in ("级", "大") or is_telling(text, match)


EVERY = re.compile("每(?:个?季度|个?月|周|星期|年|半年|天|日)[^，,。；;]*$")
RUN_OF_YEARS = re.compile("连续.{2,3}(?:荣获|获得|获评|被评为|被授|位居|蝉联|入选|保持|上榜|获.)")
TELLING = re.compile("网格(?!员)|功能|板块|模块|平台|举措")


def is_telling(text: str, match: re.Match) -> bool:
    return bool(TELLING.match(text, match.end()))


def figure_of(block: Block, match: re.Match, owner: str, confidence: float) -> FigureFact:
    left = block.text[max(0, match.start() - LONGEST_LEFT) : match.start()]
    measure = next((each for each in measures() if each.fits(left, block.text, match.end())), None)
    label = measure.label if measure else label_of(block.text, match)
    sure = 0.9 if measure else 0.6
    return FigureFact(
        measure=measure.code if measure else "other",
        value=scaled(match["number"], match["large"] or match["large_to"]),
        value_to=scaled(match["number_to"], match["large_to"]) if match["number_to"] else None,
        unit=match["unit"] or "次",
        evidence=block.evidence(
            match.start(), match.end(), "figure.measure" if measure else "figure.count", sure * confidence
        ),
        hospital=owner,
        label=label,
        approximate=next((match[name] for name in APPROXIMATE if match[name]), ""),
        superseded=is_superseded(block, match.start()),
        scope=measure.scope if measure else scope_of(block, match),
    )


APPROXIMATE = ("around", "more", "more_after", "more_to", "over")


def scaled(number: str, large: str | None) -> float:
    return (1.0 if number == "上" else value_of(number)) * LARGE.get(large or "", 1)


def label_of(text: str, match: re.Match) -> str:
    """The noun that is counted: what follows the unit, or else what stands before the number."""
    after = NOUN_AFTER.match(text, match.end())
    if after and after[0]:
        return after[0]
    before = NOUN_BEFORE.search(text, max(0, match.start() - 10), match.start())
    return before[0] if before else ""


NOUN_AFTER = re.compile("[\u4e00-\u9fff]{0,10}")
NOUN_BEFORE = re.compile("[\u4e00-\u9fff]{1,8}$")


def scope_of(block: Block, match: re.Match) -> Scope:
    clause_start = max(
        (each.end() for each in SENTENCE_PART.finditer(block.text, max(0, match.start() - 30), match.start())),
        default=0,
    )
    around = block.text[clause_start : match.end() + 12]
    return "party" if pattern("kinds", "party").search(around) else "operational"


def is_superseded(block: Block, place: int) -> bool:
    """Whether the last word about time before the number says that it was true once: 原设的5个…改为6个."""
    start, _ = block.sentence_span(place)
    times = list(time_pattern().finditer(block.text, start, place))
    return bool(times) and times[-1][0] in words("measures", "past")


@cache
def time_pattern() -> re.Pattern:
    return pattern("measures", "past", "present")
