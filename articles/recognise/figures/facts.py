"""Figures of the hospitals that articles are about."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial

from articles.recognise.attribution import Attribution, Owner
from articles.recognise.departments import departments_before
from articles.recognise.figures.measures import Measure, label_of, measure_named, measure_of
from articles.recognise.figures.numbers import numbers_in, unit_of
from articles.recognise.kinds import argues, is_about_party_building
from articles.recognise.lexicon import any_of, pattern, words
from articles.recognise.numerals import value_of
from articles.recognise.reading import Block
from articles.recognise.types import FigureFact, Scope

APPROXIMATE = ("around", "vague", "vague_large", "vague_to", "over")
AS_OF = re.compile("截[至止]到?(?P<date>[^，,。；]{2,14})|(?P<now>目前)")
TENTH = 10
"""Per cent in a 成."""
REACH = 120
"""Characters of its sentence before a figure that may say when it held."""
OF_A_BRANCH = re.compile(
    "党?支部(?:目前|现)?(?:共|现)?(?:有|辖)?(?:在职|正式|中共)?党员(?:共|总数|人数)?[有为达]?$|党?支部(?:现|共|只|仅)?有$"
)
OF_A_GROUP = re.compile(
    "[名位](?!(?:在职)?(?:职工|员工|人员)|干部职工|工作人员)[^，,。；;]{1,14}中[，,](?:有?党员[有占]?|有)$|每[^，,。；;]{1,8}(?:至少)?有$"
)
"""30名中层干部中，党员有|22名"""
REACH_OF_WHOM = 30
CLAUSE_END = re.compile("[，,；;。！？!?：:、]")


@cache
def change_patterns() -> tuple[re.Pattern, re.Pattern]:
    """A word of change right before a number, and one soon after it."""
    change = any_of(words("measures", "changes"))
    when = "(?:(?:[0-9]{4}年[底初末]?|目前|现在|如今)的?)?"
    return re.compile(f"{change}了?{when}$"), re.compile(f"[\u4e00-\u9fff]{{0,6}}?{change}")


def figure_facts(articles: tuple[Attribution, ...]) -> tuple[FigureFact, ...]:
    """The figures in reading order. A number of a hospital that is only mentioned is left out.

    One that is no hospital's (全市…) counts where Party building is reported, not in an argument.
    """
    return tuple(figure for article in articles for figure in figures_of(article))


def figures_of(article: Attribution) -> Iterator[FigureFact]:
    reports = cache(partial(reports_on_the_party, article))
    for block in article.reading.prose:
        yield from figures_in(block, article, reports)


def reports_on_the_party(article: Attribution) -> bool:
    return is_about_party_building(article.reading) and not argues(article.reading)


def figures_in(block: Block, article: Attribution, reports: Callable[[], bool]) -> Iterator[FigureFact]:
    last: FigureFact | None = None
    for match in numbers_in(block.text):
        owner = article.owner(block, match.start())
        if owner.hospital in article.about or (not owner.hospital and reports()):
            figure = figure_of(block, match, owner)
            if last and is_changed_to(block.text, match.start(), figure):
                figure = replace(figure, measure=last.measure, label=last.label, scope=last.scope)
            yield figure
            last = figure


def is_changed_to(text: str, start: int, figure: FigureFact) -> bool:
    """由7名增至|11名: a number without a noun of its own measures what the one before it did."""
    return figure.measure == "other" and change_patterns()[0].search(text, max(0, start - 12), start) is not None


def figure_of(block: Block, match: re.Match, owner: Owner) -> FigureFact:
    measure = measure_of(block.text, match)
    if measure and measure.code == "party_members":
        measure = members_of_whom(block.text, match.start(), measure)
    rule, confidence = ("figure.measure", 0.9) if measure else ("figure.count", 0.6)
    before = block.text[max(block.sentence_span(match.start())[0], match.start() - REACH) : match.start()]
    large = match["large"] or match["large_to"] or ""
    scale = TENTH if match["unit"] == "成" else 1
    return FigureFact(
        measure=measure.code if measure else "other",
        value=scale * value_of(match["number"], large),
        value_to=scale * value_of(match["number_to"], match["large_to"] or "") if match["number_to"] else None,
        unit=unit_of(match),
        evidence=block.evidence(match.start(), match.end(), rule, round(confidence * owner.confidence, 2)),
        hospital=owner.hospital,
        label=measure.label if measure else label_of(block.text, match),
        approximate=next((match[name] for name in APPROXIMATE if match[name]), ""),
        as_of=as_of(before),
        superseded=is_superseded(before, block.text[match.end() : match.end() + 12]),
        scope=measure.scope if measure else scope_of(before, block.text[match.end() : match.end() + 12]),
    )


def members_of_whom(text: str, place: int, measure: Measure) -> Measure | None:
    """The measure of members that are the hospital's, but not of one branch (护理党支部现有党员|47人) or some group."""
    if OF_A_GROUP.search(text, max(0, place - REACH_OF_WHOM), place):
        return None
    branch = OF_A_BRANCH.search(text, max(0, place - REACH_OF_WHOM), place)
    is_of_one = branch and (text.endswith(("个", "该"), 0, branch.start()) or departments_before(text, branch.start()))
    return measure_named("branch_size") if is_of_one else measure


def scope_of(before: str, after: str) -> Scope:
    """Party where the clause speaks of the Party, else operational."""
    clause = CLAUSE_END.split(before)[-1] + CLAUSE_END.split(after)[0]
    return "party" if pattern("kinds", "party").search(clause) else "operational"


def as_of(before: str) -> str:
    """The date that the sentence gives for a figure, as printed: 截至2022年底，… → 2022年底."""
    found = list(AS_OF.finditer(before))
    return (found[-1]["date"] or found[-1]["now"]) if found else ""


def is_superseded(before: str, after: str) -> bool:
    """Whether it was so once: by the last word about time before the number (原有的4个), or by a change (7名增至)."""
    times = pattern("measures", "past", "present", "changes").findall(before)
    return bool(times and times[-1] in words("measures", "past")) or change_patterns()[1].match(after) is not None
