"""Reading what people type: words that must all occur, "phrases", and -exclusions. Every text is a query.

Marks that do not make sense where they stand are taken literally: a lone quotation mark is a character to look for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.terms import fold_text, is_wordless

MOST_CHARACTERS = 200
MOST_TERMS = 16
"""Longer queries are cut, and say so: nobody types them, and every term costs the database a search."""

TERM = re.compile(
    r"""(?P<minus> [-－] (?![-－]) )?
        (?: ["“”＂] (?P<double> [^"“”＂]+ ) ["“”＂] (?!\S)
          | 「 (?P<corner> [^「」]+ ) 」 (?!\S)
          | (?P<word> \S+ ) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Something to look for: as people typed it, and folded."""

    printed: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """How a text was read: every one of `words` must occur, none of `excluded`.

    `ignored` holds terms in which there is nothing to look for, as typed. `is_cut`: the end of the text was left out.
    """

    typed: str
    words: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for and nothing to leave out."""
        return not (self.words or self.excluded)


def parse(text: str) -> Query:
    """Read a query. Never fails.

    >>> query = parse('党建 “支部 建设” -疫情')
    >>> [term.text for term in query.words], [term.text for term in query.excluded]
    (['党建', '支部建设'], ['疫情'])
    """
    matches = list(TERM.finditer(text[:MOST_CHARACTERS]))
    found = [(bool(match["minus"]), term(match)) for match in matches[:MOST_TERMS]]
    return Query(
        typed=text,
        words=unique(term for minus, term in found if not minus and not is_wordless(term.text)),
        excluded=unique(term for minus, term in found if minus and not is_wordless(term.text)),
        ignored=tuple(term.printed for _, term in found if is_wordless(term.text)),
        is_cut=bool(text[MOST_CHARACTERS:].strip()) or len(matches) > MOST_TERMS,
    )


def term(match: re.Match) -> Term:
    printed = match["double"] or match["corner"] or match["word"]
    return Term(printed.strip(), fold_text(printed))


def unique(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The first of all terms that fold to the same."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.text, term)
    return tuple(first.values())
