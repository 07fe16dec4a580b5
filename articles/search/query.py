"""Reading what people type. Every text is a query.

Words must all occur; besides there are "phrases", -exclusions, OR, fields such as 标题: and 同句:(…). Marks that do not
make sense where they stand are taken literally: a lone quotation mark is a character to look for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice, product

from articles.search.terms import fold_text, is_wordless

MOST_CHARACTERS = 200
MOST_TERMS = 16
"""Longer queries are cut, and say so: nobody types them, and every term costs the database a search."""

FIELDS = {
    "title": ("标题", "標題", "title"),
    "hospital": ("医院", "醫院", "hospital"),
    "initiative": ("举措", "舉措", "initiative"),
    "theme": ("主题", "主題", "theme"),
    "person": ("人物", "person"),
    "author": ("作者", "author"),
    "year": ("年", "年份", "year"),
}
"""Fields, and what people type before the colon; the first name is the one that is shown."""
UNITS = {"sentence": ("同句", "sentence"), "paragraph": ("同段", "paragraph")}
"""Where words must stand together, and what people type before the colon."""
OR = ("OR", "或", "|", "｜")
AND = "AND"
"""Says between words what a space says too."""
FIELD_OF = {name.casefold(): field for field, names in FIELDS.items() for name in names}
UNIT_OF = {name.casefold(): unit for unit, names in UNITS.items() for name in names}

TERM = re.compile(
    rf"""(?P<minus> [-－] (?![-－]) )?
        (?: (?P<unit> {"|".join(UNIT_OF)} ) [:：] [(（] (?P<inside> [^()（）]+ ) [)）] (?!\S)
          | (?: (?P<field> {"|".join(FIELD_OF)} ) [:：] (?=\S) )?
            (?: ["“”＂] (?P<double> [^"“”＂]+ ) ["“”＂] (?!\S)
              | 「 (?P<corner> [^「」]+ ) 」 (?!\S)
              | (?P<word> \S+ ) ) )""",
    re.VERBOSE | re.IGNORECASE,
)
INSIDE = re.compile(r"""["“”＂](?P<phrase>[^"“”＂]+)["“”＂](?!\S)|\S+""")
"""A phrase or a word of a bracket."""
YEARS = re.compile(r"(\d{4})(?:[-–—~～至到]+(\d{4}))?年?")


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: as people typed it, and folded; perhaps in one field only."""

    printed: str
    text: str
    field: str = ""
    is_phrase: bool = False

    @property
    def terms(self) -> tuple["Term", ...]:
        return (self,)


@dataclass(frozen=True, slots=True)
class Near:
    """Words that must stand in one sentence, or in one paragraph: `unit` is a key of `UNITS`."""

    unit: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Issued in one of the years from `first` to `last`."""

    first: int
    last: int
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of several."""

    options: tuple[Term | Near | Years, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(chain.from_iterable(option.terms for option in self.options))


Clause = Term | Near | Years | Either


@dataclass(frozen=True)
class Query:
    """How a text was read: every one of `required` must be so, none of `excluded`.

    `ignored` holds terms in which there is nothing to look for, as typed. `is_cut`: the end of the text was left out.
    `split_from`: words that stand nowhere as they were typed, in the place of which `required` has their parts.
    """

    typed: str
    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    ignored: tuple[str, ...] = ()
    is_cut: bool = False
    split_from: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for and nothing to leave out."""
        return not (self.required or self.excluded)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term, looked for or left out, each once."""
        return unique(chain.from_iterable(clause.terms for clause in (*self.required, *self.excluded)))

    @cached_property
    def words(self) -> tuple[Term, ...]:
        """Every term that an article may be found by, each once."""
        return unique(chain.from_iterable(clause.terms for clause in self.required))


EVERYTHING = Query("", required=(Years(0, 9999),))
"""What every article meets: one without a date stands under the year 0."""


def parse(text: str) -> Query:
    """Read a query. Never fails.

    >>> query = parse('党建 “支部 建设” -疫情')
    >>> [term.text for term in query.words], [term.text for term in query.excluded]
    (['党建', '支部建设'], ['疫情'])
    """
    matches = list(TERM.finditer(text[:MOST_CHARACTERS]))
    required: list[Clause] = []
    excluded: list[Clause] = []
    ignored: list[str] = []
    joining = False
    for place, match in enumerate(matches[:MOST_TERMS]):
        clause = clause_of(match)
        if match[0] == AND and can_join(matches, place):
            continue
        if is_or(match) and required and can_join(matches, place):
            joining = True
        elif clause is None:
            ignored.append(printed(match))
        elif match["minus"]:
            excluded.append(clause)
        elif joining:
            required[-1], joining = either(required[-1], clause), False
        else:
            required.append(clause)
    is_cut = bool(text[MOST_CHARACTERS:].strip()) or len(matches) > MOST_TERMS
    return Query(text, unique(required), unique(excluded), tuple(ignored), is_cut)


def is_or(match: re.Match) -> bool:
    return match[0] in OR


def can_join(matches: list[re.Match], place: int) -> bool:
    """Whether something stands on both sides that one can choose between."""
    around = [matches[near] if 0 <= near < min(len(matches), MOST_TERMS) else None for near in (place - 1, place + 1)]
    return all(match and not match["minus"] and not is_or(match) and clause_of(match) for match in around)


def either(*clauses: Clause) -> Either:
    return Either(unique(chain.from_iterable(getattr(clause, "options", (clause,)) for clause in clauses)))


def clause_of(match: re.Match) -> Clause | None:
    """What one match says; None where there is nothing to look for in it."""
    if match["unit"]:
        return near(UNIT_OF[match["unit"].casefold()], match["inside"])
    field = FIELD_OF.get((match["field"] or "").casefold(), "")
    if field == "year":
        literal = match[0].removeprefix(match["minus"] or "")
        return years(printed(match)) or word(Term(literal, fold_text(literal)))
    is_phrase = bool(match["double"] or match["corner"])
    return word(Term(printed(match), fold_text(printed(match)), field, is_phrase))


def printed(match: re.Match) -> str:
    return (match["inside"] or match["double"] or match["corner"] or match["word"]).strip()


def word(term: Term) -> Term | None:
    return None if is_wordless(term.text) else term


def near(unit: str, inside: str) -> Near | Either | Term | None:
    """Words and phrases of a bracket, in each way in which one can choose; one word alone needs no neighbour."""
    choices: list[list[Term]] = []
    joining = False
    for match in islice(INSIDE.finditer(inside), MOST_TERMS):
        if is_or(match) and choices and not joining and inside[match.end() :].strip():
            joining = True
        elif term := word(Term(printed := match["phrase"] or match[0], fold_text(printed), "", bool(match["phrase"]))):
            choices, joining = ([*choices[:-1], [*choices[-1], term]] if joining else [*choices, [term]]), False
    ways = [unique(terms) for terms in islice(product(*choices), MOST_TERMS)]
    clauses = unique(Near(unit, terms) if len(terms) > 1 else terms[0] for terms in ways if terms)
    return either(*clauses) if len(clauses) > 1 else next(iter(clauses), None)


def years(text: str) -> Years | None:
    match = YEARS.fullmatch(fold_text(text))
    if match is None:
        return None
    first, last = sorted(int(year) for year in (match[1], match[2] or match[1]))
    return Years(first, last)


def typed(clause: Clause) -> str:
    """A clause as people could type it.

    >>> [typed(clause) for clause in parse("同句:(党员 积分) 标题:“党建 融合” 年:2017-2022 义诊 或 巡诊").required]
    ['同句:(党员 积分)', '标题:“党建 融合”', '年:2017-2022', '义诊 或 巡诊']
    """
    match clause:
        case Either(options):
            return " 或 ".join(map(typed, options))
        case Near(unit, terms):
            return f"{UNITS[unit][0]}:({' '.join(term.printed for term in terms)})"
        case Years(first, last):
            return f"{FIELDS['year'][0]}:{first}" + (f"-{last}" if last != first else "")
        case Term(printed, _text, field, is_phrase):
            return (f"{FIELDS[field][0]}:" if field else "") + (f"“{printed}”" if is_phrase else printed)


def split(query: Query, parts: dict[Term, tuple[Term, ...]], *, all_of_them: bool = True) -> Query:
    """The query with some of its words replaced by their parts: all of these must occur, or at least one.

    Where one can choose between words, one can choose between their parts.
    """

    def replaced() -> Iterator[Clause]:
        for clause in query.required:
            if isinstance(clause, Either):
                yield either(*chain.from_iterable(parts.get(option, (option,)) for option in clause.options))
                continue
            found = parts.get(clause, (clause,))
            yield from found if all_of_them or len(found) == 1 else (Either(found),)

    return replace(query, required=unique(replaced()), split_from=tuple(parts))


def unique(clauses: Iterable[Clause]) -> tuple:
    """The first of all clauses that look for the same."""
    first: dict[object, Clause] = {}
    for clause in clauses:
        first.setdefault((clause.text, clause.field) if isinstance(clause, Term) else clause, clause)
    return tuple(first.values())
