"""Drop shadows: glyphs that are drawn more than once, and therefore stand on the page more than once."""

import re
from collections.abc import Callable
from random import Random

from tests.page_maker.parts import Part, Parts, Role, in_roles

RUN = re.compile(r"[，。、；：！？“”‘’（）《》]|[^，。、；：！？“”‘’（）《》]+")
LETTER = re.compile(r"([A-F]) ")


def shadowed_titles(parts: Parts, rng: Random) -> Parts:
    """Each half of a title is there twice: 党史学习党史学习 教育教育."""
    return shadowed(parts, ("title",), lambda line: by_halves(line, 2))


def tripled_titles(parts: Parts, rng: Random) -> Parts:
    """Each half of a title is there three times: 映初心映初心映初心 逐梦行逐梦行逐梦行."""
    return shadowed(parts, ("title",), lambda line: by_halves(line, 3))


def asymmetric_subtitles(parts: Parts, rng: Random) -> Parts:
    """A subtitle and its copy share the dashes unevenly: ———副题—副题."""

    def uneven(line: str) -> str:
        return f"———{line[2:]}—{line[2:]}" if line.startswith("——") else line * 2

    return shadowed(parts, ("subtitle",), uneven)


def shadowed_captions(parts: Parts, rng: Random) -> Parts:
    """Captions are there twice, phrase by phrase and mark by mark: 卫生日卫生日，，义诊义诊."""
    return shadowed(parts, ("caption",), lambda line: by_phrase(line, 2))


def shadowed_leads(parts: Parts, rng: Random) -> Parts:
    """A lead in display type is there twice, phrase by phrase; phrases that cross a line break are cut by it."""
    return shadowed(parts, ("lead",), lambda line: by_phrase(line, 2))


def shadowed_headings(parts: Parts, rng: Random) -> Parts:
    """Headings are there twice, line by line: 强组织强组织."""
    return shadowed(parts, ("heading",), lambda line: by_halves(line, 2))


def doubled_section_letters(parts: Parts, rng: Random) -> Parts:
    """The big letter of a section is there twice: BB对加强…."""
    return in_roles(parts, ("heading",), lambda part: part.but(lines=(double_letter(part.lines[0]), *part.lines[1:])))


def copies_on_next_line(parts: Parts, rng: Random) -> Parts:
    """A one-line caption or title and its copy stand on two lines."""
    return in_roles(parts, ("caption", "title"), on_next_line)


def on_next_line(part: Part) -> Part:
    return part if part.shadowed or len(part.lines) > 1 else part.but(lines=part.lines * 2, shadowed=True)


def shadowed(parts: Parts, roles: tuple[Role, ...], copied: Callable[[str], str]) -> Parts:
    def with_copies(part: Part) -> Part:
        return part if part.shadowed else part.but(lines=tuple(map(copied, part.lines)), shadowed=True)

    return in_roles(parts, roles, with_copies)


def by_halves(line: str, copies: int) -> str:
    return " ".join(half * copies for half in line.split(" "))


def by_phrase(line: str, copies: int) -> str:
    return "".join(run * copies for run in RUN.findall(line))


def double_letter(line: str) -> str:
    return LETTER.sub(r"\1\1", line, count=1) if LETTER.match(line) else line


DAMAGES = (
    doubled_section_letters, tripled_titles, shadowed_titles, asymmetric_subtitles, shadowed_captions, shadowed_leads,
    shadowed_headings, copies_on_next_line,
)  # fmt: skip
