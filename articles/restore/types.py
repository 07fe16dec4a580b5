"""The values that page restoration works with. All are frozen; all point back to the page.

*Offsets* count characters of the decoded page text from 0; spans are half-open `[start, end)`. *Line numbers* count
from 1 and are inclusive, as an editor counts them.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from articles.restore.mastheads import Masthead, masthead

Span = tuple[int, int]
LineRange = tuple[int, int]

LINE_END = re.compile(r"\r\n|\n|\r")
ADDED = -1
"""Origin of a character that no page character stands behind: a joining space."""

BodyKind = Literal["heading", "paragraph", "caption"]
HeadKind = Literal["kicker", "title", "subtitle", "byline"]
PassageKind = Literal["kicker", "title", "subtitle", "byline", "heading", "paragraph", "caption"]
RemnantKind = Literal["copy", "imprint", "notice", "unplaced"]
ContributorRole = Literal["记者", "通讯员", "特约记者", "整理", "作者", "摄影"]


UNREADABLE = {
    "empty": "The file is empty.",
    "blank": "The file holds nothing but white space.",
    "pdf": "This is a PDF file: copy the text of its pages into a text file.",
    "office": "This is a zip, Word or Excel file: save its text as plain text in UTF-8.",
    "image": "This is an image: the archive reads text only.",
    "rich_text": "This is a rich text file: save it as plain text in UTF-8.",
    "binary": "This is binary data, not text: save the text of the page as UTF-8.",
    "mismarked": "The file begins like one encoding and goes on in another: save it as UTF-8.",
    "unknown_encoding": "The file is in no encoding we know (UTF-8, UTF-16 with a mark, GB18030): save it as UTF-8.",
}
"""Why bytes are no page, by code, and what to do."""


class UnreadablePageError(ValueError):
    """The bytes are no page. `code` is one of `UNREADABLE`; as text, the error is the sentence for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return UNREADABLE[self.code]


@dataclass(frozen=True, slots=True)
class TracedText:
    """Text that knows, character by character, from which place of the page it came.

    `origin[i]` is the page offset of `text[i]`, or `ADDED`. Slicing and joining keep the trace, so that repairs are
    plain text work and no repair has to count.
    """

    text: str
    origin: array = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origin):
            raise ValueError(f"{len(self.text)} characters with {len(self.origin)} origins")

    @classmethod
    def of(cls, text: str, start: int = 0) -> "TracedText":
        """Text that stands on the page at `start`, unchanged."""
        return cls(text, array("i", range(start, start + len(text))))

    @classmethod
    def added(cls, text: str) -> "TracedText":
        """Text that no page character stands behind."""
        return cls(text, array("i", [ADDED]) * len(text))

    @classmethod
    def joined(cls, parts: Iterable["TracedText"]) -> "TracedText":
        text, origin = [], array("i")
        for part in parts:
            text.append(part.text)
            origin.extend(part.origin)
        return cls("".join(text), origin)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: "TracedText") -> "TracedText":
        return TracedText(self.text + other.text, self.origin + other.origin)

    def __getitem__(self, key: slice) -> "TracedText":
        return TracedText(self.text[key], self.origin[key])

    def keep(self, indexes: Iterable[int]) -> "TracedText":
        """The characters at `indexes`, in that order."""
        chosen = list(indexes)
        return TracedText("".join(self.text[i] for i in chosen), array("i", (self.origin[i] for i in chosen)))

    def strip(self) -> "TracedText":
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def spans(self) -> tuple[Span, ...]:
        """Page spans that this text owns, in reading order; neighbours are merged, added characters left out."""
        return tuple(merged_spans(place for place in self.origin if place != ADDED))


def merged_spans(places: Iterable[int]) -> Iterator[Span]:
    """Turn page offsets into spans, merging offsets that follow one another: 3 4 5 9 → (3, 6) (9, 10)."""
    start = end = None
    for place in places:
        if place != end:
            if start is not None:
                yield start, end
            start = place
        end = place + 1
    if start is not None:
        yield start, end


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page as it came, without its line end."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Fix:
    """A named repair where it was applied: which lines, what stood there, what stands there now."""

    rule: str
    lines: LineRange
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that a person should look at: one of `REASONS`, printed words that it is about, and their lines."""

    code: str
    detail: str = ""
    lines: LineRange | None = None


REASONS = {
    "title_missing": "the page prints no title for this article",
    "title_assigned": "the title stands apart from its body and was assigned by fit",
    "placed_by_fit": "a block was moved here from elsewhere on the page",
    "truncated": "the text breaks off",
    "continuation_missing": "another page holds the first or the last part",
    "section_missing": "a numbered or lettered part is missing",
    "unusual_width": "lines are far wider or narrower than the rest of the article",
    "leftover_lines": "lines of the page found no place",
    "undecodable": "the page holds bytes that had to be replaced",
}


@dataclass(frozen=True, slots=True)
class PassageText:
    """One block of an article: a heading, a paragraph, a caption, or a part of the head."""

    kind: PassageKind
    text: TracedText
    level: int | None = None
    role: Literal["", "speaker", "section_title"] = ""
    truncated: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who is named in a byline. `spans` is where the name is printed; `run_in` says that a paragraph holds it too."""

    role: ContributorRole
    name: str
    spans: tuple[Span, ...] = ()
    run_in: bool = False
    institution: bool = False


@dataclass(frozen=True, slots=True)
class SectionText:
    """One speaker's part of a forum: indexes into the article's body, both inclusive."""

    speaker: str
    position: str
    organisation: str
    title: str
    body_first: int
    body_last: int
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as a reader would have seen it printed. `body` is in reading order, captions last.

    `title` is None where the page prints none. `bylines` are the printed lines that stand on their own; a byline that
    runs into a paragraph stays in that paragraph and shows only in `contributors`.
    """

    body: tuple[PassageText, ...]
    kicker: PassageText | None = None
    title: PassageText | None = None
    subtitle: PassageText | None = None
    bylines: tuple[PassageText, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    sections: tuple[SectionText, ...] = ()
    suggested_title: str = ""
    continued_from: str = ""
    continued_on: str = ""
    reasons: tuple[Reason, ...] = ()

    def passages(self) -> Iterator[PassageText]:
        """Head and body, in the order in which a reader meets them."""
        yield from (part for part in (self.kicker, self.title, self.subtitle) if part)
        yield from self.bylines
        yield from self.body


@dataclass(frozen=True, slots=True)
class Remnant:
    """Characters of the page that are no part of an article, and what they are."""

    kind: RemnantKind
    text: TracedText
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read. Every non-space character of `text` is owned by exactly one passage or remnant."""

    text: str
    encoding: str
    lines: tuple[Line, ...]
    articles: tuple[ArticleText, ...]
    remnants: tuple[Remnant, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def masthead(self) -> Masthead:
        """What the page says on its edge about where and when it was printed."""
        return masthead(remnant.text.text for remnant in self.remnants if remnant.kind == "imprint")

    def line_ranges(self, spans: Iterable[Span]) -> tuple[LineRange, ...]:
        """The lines that hold `spans`, in the order of the spans; ranges that touch are merged."""
        starts = [line.start for line in self.lines]
        ranges: list[list[int]] = []
        for start, end in spans:
            first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
            if ranges and first in (ranges[-1][1], ranges[-1][1] + 1):
                ranges[-1][1] = max(last, ranges[-1][1])
            else:
                ranges.append([first, last])
        return tuple((first, last) for first, last in ranges)


def page_lines(text: str) -> tuple[Line, ...]:
    """Split page text as an editor counts lines: at LF, CR LF and CR, and nowhere else."""
    ends = [(match.start(), match.end()) for match in LINE_END.finditer(text)]
    starts = [0, *(after for _, after in ends)]
    stops = [*(before for before, _ in ends), len(text)]
    lines = [
        Line(number, start, text[start:stop]) for number, (start, stop) in enumerate(zip(starts, stops, strict=True), 1)
    ]
    return tuple(lines[:-1] if len(lines) > 1 and not lines[-1].text else lines)
