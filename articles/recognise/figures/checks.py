"""Figures put against each other: sums, repetitions and shares that agree, or do not. Nothing is chosen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from articles.recognise.reading import Block
from articles.recognise.types import CheckKind, FigureCheck, FigureFact

CORE = {
    "party_members",
    "in_service_members",
    "retired_members",
    "committee_members",
    "general_branches",
    "party_branches",
    "party_organisations",
}
SUMS = (
    ("party_members", ("in_service_members", "retired_members"), (0,)),
    ("party_organisations", ("general_branches", "party_branches"), (1, 0)),
)
"""A whole, the measures that make it up, and how often the committee itself may count with them."""
COMMITTEE = "党委"
UNIT_CLASSES = {"位": "人", "名": "人", "家": "个"}
AMONG = re.compile("[^。；;]{0,12}其中[^，,。；;]{0,12}")
AND = re.compile("[、，,和及与][^，,。；;、]{0,14}")
"""What stands between a whole and its first part, and between two parts."""
AMONG_OR_OF = re.compile("其中|中[，,]?有")


class Placed(NamedTuple):
    """A figure that can be checked: its index, its block and where its sentence begins. It is exact and holds now."""

    index: int
    figure: FigureFact
    block: Block
    sentence: int

    def follows(self, other: "Placed", between: re.Pattern) -> bool:
        """Whether this figure comes after `other` in one sentence, with nothing but `between` in the middle."""
        if self.sentence != other.sentence or self.block is not other.block or unit(self) != unit(other):
            return False
        return between.fullmatch(self.block.text, other.figure.evidence.end, self.figure.evidence.start) is not None


def figure_checks(figures: Sequence[FigureFact], blocks: Iterable[Block]) -> tuple[FigureCheck, ...]:
    """What the figures of each hospital in an article say about each other, once for each set of figures.

    `figures` are in reading order, `blocks` are those that they stand in.
    """
    found: dict[frozenset[int], FigureCheck] = {}
    for each in by_owner(figures, blocks):
        for check in (*sums(each), *parts(each), *repeated(each), *shares(each)):
            found.setdefault(frozenset(check.figures), check)
    return tuple(sorted(found.values(), key=lambda check: check.figures))


def by_owner(figures: Sequence[FigureFact], blocks: Iterable[Block]) -> Iterable[list[Placed]]:
    """The figures that can be checked, those of each hospital in each article together."""
    where = {(block.article, block.body): block for block in blocks}
    gone = {bygone(figure) for figure in figures if figure.superseded}
    owned: dict[tuple[str, int], list[Placed]] = {}
    for index, figure in enumerate(figures):
        if is_checkable(figure) and bygone(figure) not in gone:
            place = figure.evidence
            block = where[place.article, place.body]
            placed = Placed(index, figure, block, block.sentence_span(place.start)[0])
            owned.setdefault((figure.hospital, place.article), []).append(placed)
    return owned.values()


def is_checkable(figure: FigureFact) -> bool:
    return not (figure.approximate or figure.superseded or figure.value_to is not None)


def bygone(figure: FigureFact) -> tuple[int, str, str, float]:
    """What a figure says. Where a change takes it back (12个党支部合并为8个), it is past in its whole article."""
    return figure.evidence.article, figure.hospital, figure.measure, figure.value


def unit(placed: Placed) -> str:
    return UNIT_CLASSES.get(placed.figure.unit, placed.figure.unit)


def checked(
    kind: CheckKind, agrees: bool, computed: float, whole: Placed, others: list[Placed], own: int = 0
) -> FigureCheck:
    """The check of `whole` against `others`; `own` counts the committee itself."""
    terms = ((each.figure.label, each.figure.value) for each in others)
    figures = (whole, *others)
    return FigureCheck(
        kind=kind,
        agrees=agrees,
        hospital=whole.figure.hospital,
        label=whole.figure.label,
        figures=tuple(each.index for each in figures),
        stated=whole.figure.value,
        computed=round(computed, 2),
        terms=(*([(COMMITTEE, float(own))] if own else []), *terms),
        quotes=tuple(dict.fromkeys(each.figure.evidence.quote for each in figures)),
    )


def sums(figures: list[Placed]) -> Iterator[FigureCheck]:
    """Members in service and retired make the members; committee, general branches and branches the organisations.

    What is missing may be of a third kind (预备党员), so that too small a sum contradicts only where it is printed in
    the sentence of the whole.
    """
    for measure, of, owns in SUMS:
        rows = [next((each for each in figures if each.figure.measure == code), None) for code in (measure, *of)]
        if None in rows:
            continue
        whole, *others = rows
        total = sum(each.figure.value for each in others)
        own = next((own for own in owns if own + total == whole.figure.value), owns[0])
        together = len({(id(each.block), each.sentence) for each in rows}) == 1
        if own + total >= whole.figure.value or together:
            yield checked("parts", own + total == whole.figure.value, own + total, whole, others, own)


def parts(figures: list[Placed]) -> Iterator[FigureCheck]:
    """A…，其中B…、C…: parts that make up the whole. Parts may overlap: no sum contradicts, but a larger part does."""
    for place, whole in enumerate(figures):
        listed: list[Placed] = []
        for each in figures[place + 1 :]:
            if not each.follows(listed[-1] if listed else whole, AND if listed else AMONG):
                break
            listed.append(each)
            total = sum(part.figure.value for part in listed)
            if len(listed) > 1 and total == whole.figure.value:
                yield checked("parts", True, total, whole, listed)
        if listed and listed[0].figure.value > whole.figure.value:
            yield checked("part", False, listed[0].figure.value, whole, listed[:1])


def repeated(figures: list[Placed]) -> Iterator[FigureCheck]:
    """A core measure that is given twice, in two sentences and for no two days."""
    for one, other in combinations((each for each in figures if each.figure.measure in CORE), 2):
        same = one.figure.measure == other.figure.measure and one.figure.as_of == other.figure.as_of
        if same and one.figure.evidence.quote != other.figure.evidence.quote:
            agrees = one.figure.value == other.figure.value
            yield checked("repeated", agrees, other.figure.value, one, [other])


def shares(figures: list[Placed]) -> Iterator[FigureCheck]:
    """79名书记中有59名…，占74.68%: a share of two counts that stand before it in its sentence."""
    for place, share in enumerate(figures):
        if unit(share) in ("%", "％"):
            before = [each for each in figures[:place] if each.sentence == share.sentence and each.block is share.block]
            yield from shares_of(share, [each for each in before if unit(each) not in ("%", "％")])


def shares_of(share: Placed, counts: list[Placed]) -> Iterator[FigureCheck]:
    """The two counts that make the share to the digit printed; where there are just two of one unit, also if not."""
    pairs = [(part, whole) for part, whole in permutations(counts, 2) if part.figure.value <= whole.figure.value]
    pairs = [pair for pair in pairs if unit(pair[0]) == unit(pair[1])]
    fitting = [pair for pair in pairs if fits(share, *pair)]
    says_so = AMONG_OR_OF.search(share.block.text, share.sentence, share.figure.evidence.start)
    if fitting or (says_so and len(pairs) == 1):
        part, whole = (fitting or pairs)[0]
        computed = 100 * part.figure.value / whole.figure.value
        yield checked("share", bool(fitting), computed, share, [part, whole])


def fits(share: Placed, part: Placed, whole: Placed) -> bool:
    printed = share.block.text[share.figure.evidence.start : share.figure.evidence.end]
    decimals = len(printed.partition(".")[2].rstrip("%％"))
    computed = 100 * part.figure.value / whole.figure.value if whole.figure.value else 0.0
    return abs(computed - share.figure.value) <= 0.5 * 10**-decimals + 1e-9
