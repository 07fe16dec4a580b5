"""What a figure measures, by the words around it; the table is data/measures.json."""

import re
from functools import cache
from typing import NamedTuple

from articles.recognise.figures.numbers import unit_of
from articles.recognise.lexicon import any_of, lines, pattern, table, words
from articles.recognise.types import Scope

REACH = 24
"""Characters before a number that may say what it measures."""
HAN_AFTER = re.compile("[\u4e00-\u9fff]{0,10}")
WHEN = "(?:[由从](?:[0-9]{4}年[底初末]?的?|原来的?|原有的?|最初的?)?)?"
SHARES = ("%", "％", "个百分点")
OF_WHICH = re.compile("(?:的|是|为)(?P<noun>[\u4e00-\u9fff]{2,10})")
FARTHEST = 22
ENUMERATION_OR_TIME = "等(?![级次候待])|[年月]来|以来"
"""事规则》等|制度, 4年来|义诊"""
PARTICLE = re.compile("[的了在与和及并将于是对有被由从以至到]")


class Measure(NamedTuple):
    """A row of the table. `before` and `context` end at the number, `after` begins behind its unit.

    A figure has to fit `context`, if there is one, and one of `before` and `after`, if there is either. In the table
    `{amount}` stands for the words between a noun and its number (总数达到, 由原来的).
    """

    code: str
    label: str
    scope: Scope
    units: tuple[str, ...]
    before: re.Pattern | None
    after: re.Pattern | None
    context: re.Pattern | None

    def fits(self, text: str, match: re.Match) -> bool:
        if unit_of(match) not in self.units:
            return False
        left = text[max(0, match.start() - REACH) : match.start()]
        if self.context and not self.context.search(left):
            return False
        by_noun = (self.before and self.before.search(left)) or (self.after and self.after.match(text, match.end()))
        return bool(by_noun) or not (self.before or self.after)


@cache
def measures() -> tuple[Measure, ...]:
    return tuple(map(measure_of_row, table("measures")["measures"]))


def measure_of_row(row: dict) -> Measure:
    amount = table("measures")["amount"]
    before = re.compile(f"(?:{row['before'].replace('{amount}', amount)})$") if "before" in row else None
    after, context = (re.compile(row[key]) if key in row else None for key in ("after", "context"))
    return Measure(row["code"], row["label"], row["scope"], tuple(row["units"]), before, after, context)


def measure_of(text: str, match: re.Match) -> Measure | None:
    """The first measure of the table that fits a number, for the telling rows come first."""
    return next((measure for measure in measures() if measure.fits(text, match)), None)


def measure_named(code: str) -> Measure:
    return next(measure for measure in measures() if measure.code == code)


def label_of(text: str, match: re.Match) -> str:
    """The noun that is counted: what follows the unit (3项|技术, 800平方米的|文化长廊), or else what stands before
    (进修班|114期, 满意率|92%的目标)."""
    after = HAN_AFTER.match(text, match.end())[0]
    before = words_before().search(text, max(0, match.start() - FARTHEST), match.start())
    of_which = None if unit_of(match) in SHARES else OF_WHICH.match(text, match.end())
    return (
        ("" if change_at_start().match(after) else noun_at_start(after))
        or (noun_at_start(of_which["noun"]) if of_which else "")
        or (noun_at_end(before[1]) if before else "")
    )


@cache
def words_before() -> re.Pattern:
    """The words before a number, without the unit of another number: 26个|党支部中有|24个."""
    unit = f"(?<=[0-9])(?:{any_of(words('measures', 'units'))})(?!来|以来)"
    return re.compile(f"(?:{unit})?([\u4e00-\u9fff]{{1,14}}?)”?{WHEN}$")


@cache
def change_at_start() -> re.Pattern:
    return re.compile(any_of(words("measures", "changes")))


def noun_at_start(words_after: str) -> str:
    """技术填补了 → 技术: up to the first particle or verb."""
    end = next((place for place in range(len(words_after)) if ends_a_noun(words_after, place)), len(words_after))
    return words_after[:end]


def ends_a_noun(text: str, place: int) -> bool:
    is_verb = text[place : place + 2] in lines("verbs") and (place >= 2 or place == 0)
    return (
        is_verb
        or PARTICLE.match(text, place) is not None
        or pattern("measures", "label_verbs").match(text, place) is not None
    )


def noun_at_end(words_before: str) -> str:
    """已连续举办椎间孔镜进修班 → 椎间孔镜进修班: what follows the last verb of counting."""
    pieces = noun_break().sub(lambda found: found["word"] or " ", words_before).split()
    return pieces[-1].removesuffix("中") if pieces else ""


@cache
def noun_break() -> re.Pattern:
    """What ends a noun, apart from the words that hold such a verb: 获得, but not 获得者."""
    ends = (ENUMERATION_OR_TIME, any_of(words("measures", "label_verbs")), PARTICLE.pattern)
    return re.compile(f"(?P<word>{any_of(words('measures', 'label_words'))})|{'|'.join(ends)}")
