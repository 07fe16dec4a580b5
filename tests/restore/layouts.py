"""Lays clean articles out as damaged pages: hard wraps, blank lines, shadows, titles in other places."""

import re
from collections.abc import Iterable, Sequence

from tests.restore.samples import Sample

NO_START = "，。、；：！？”’）》"
INDENT = 2


def char_width(char: str) -> float:
    return 0.5 if "!" <= char <= "~" else 1.0


def wrap(text: str, column: int, *, indent: int = INDENT) -> list[str]:
    """Break a paragraph into lines of `column` Han characters, no line beginning with a closing mark."""
    lines, line, used = [], "", float(indent)
    for char in text:
        if (
            used + char_width(char) > column
            and char not in NO_START
            and not (char_width(char) < 1 and line[-1:].isascii())
        ):
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += char_width(char)
    return [*lines, line]


def body_lines(sample: Sample, column: int, *, between: Sequence[str] = ("",), blank: bool = True) -> list[str]:
    """The body at a column width; a two-part heading runs over two lines."""
    lines: list[str] = []
    for text in sample.body:
        lines += text[2:].split(" ") if text.startswith("# ") else wrap(text, column)
        lines += list(between) if blank else []
    return lines


def head_lines(sample: Sample) -> list[str]:
    return [line for text in (sample.title, sample.subtitle, sample.byline) if text for line in (text, "")]


def tail_lines(sample: Sample) -> list[str]:
    return [sample.signature, ""] if sample.signature else []


def titles_first(sample: Sample, column: int = 16, *, blank: bool = True) -> list[str]:
    captions = [line for caption in sample.captions for line in ("", caption)]
    return [*head_lines(sample), *body_lines(sample, column, blank=blank), *tail_lines(sample), *captions, ""]


def title_last(sample: Sample, column: int = 16) -> list[str]:
    return [*body_lines(sample, column), *tail_lines(sample), sample.title, ""]


def shadowed(text: str, copies: int = 2) -> str:
    """Each run of a line printed more than once, as a drop shadow comes out of a PDF."""
    return "".join(run * copies for run in re.findall(r"[，。、；：！？“”]|[^，。、；：！？“”\s]+|\s+", text)).replace(
        "  ", " "
    )


def double_spaced(lines: Iterable[str]) -> list[str]:
    return [part for line in lines if line for part in (line, "")]


def with_column_breaks(lines: Sequence[str], every: int = 7) -> list[str]:
    """A blank line wherever a column ends, whether or not a sentence does."""
    broken: list[str] = []
    for i, line in enumerate(lines, 1):
        broken += [line, ""] if i % every == 0 else [line]
    return broken


def page(*columns: Sequence[str]) -> bytes:
    return "\n".join(line for column in columns for line in column).encode()
