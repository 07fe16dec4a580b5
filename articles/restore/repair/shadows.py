"""Shadow copies: a drop shadow is drawn as a second copy of each run of glyphs, and both reach the text layer."""

import re
from functools import lru_cache

from articles.restore.marks import HAN
from articles.restore.types import TracedText

Lines = tuple[TracedText, ...]

LONGEST_RUN = 120
"""Longest run of glyphs, in characters, that is looked for as one copy."""
SURE_RUN = 3
"""A line counts as doubled only with a run this long, or with more runs: 高高兴兴 and 研究研究 are words."""
SURE_RUNS = 5
"""So many short runs, all doubled, are no words: 党党建建引引领领发发展展."""
SURE_INNER_RUN = 6
"""Inside a line that is not doubled as a whole, only runs this long are copies."""
MOST_LINES = 3
"""Lines over which one doubled headline may run."""

SECTION_LETTER = re.compile(rf"^\s*([A-Z])(\1+)\s*(?=[{HAN}])(?![制级型类])(?!.*[，。；])")
DOUBLED_MARK = re.compile(r"([，。、；：！？])\1")
RUN_OF_HAN = re.compile(rf"[{HAN}]+")
DASHED = re.compile(r"^\s*([—―–-]+)(?P<text>[^—―–].{2,100}?)\s*([—―–-]+)\s*(?P=text)\s*$")


def undouble_phrases(lines: Lines) -> Lines:
    """Undo the shadow copy of a headline or a lead: 医院医院。。随着改革随着改革 → 医院。随着改革.

    Safe only where *every* run of the line is doubled (or tripled), punctuation included, and one run is long enough
    to be no word, or the runs are many (以以高高质质量量); short tails such as 用用？？ follow a doubled neighbour.
    Left alone: 常态化、制度化 and the like.
    """
    kept = [_first_copies(line.text) for line in lines]
    sure = [runs is not None and (max(map(len, runs)) >= SURE_RUN or len(runs) >= SURE_RUNS) for runs in kept]
    beside = [any(sure[max(0, i - 1) : i + 2]) for i in range(len(lines))]
    return tuple(
        line.keep(i for run in runs for i in run) if runs is not None and near else line
        for line, runs, near in zip(lines, kept, beside, strict=True)
    )


def undouble_across_lines(lines: Lines) -> Lines:
    """Undo a copy that runs over line ends: 坚持党建引 ⏎ 领坚持党建 ⏎ 引领 → 坚持党建引 ⏎ 领, and a line printed twice.

    Two or three neighbouring lines must, put together, be nothing but copies of a run of at least four characters.
    """
    whole = list(lines)
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    for at in range(len(filled)):
        for count in range(2, MOST_LINES + 1):
            chosen = filled[at : at + count]
            used = frozenset().union(*(_characters(lines[i].text) for i in chosen))
            if 2 * len(used) > sum(len(whole[i].text) for i in chosen):
                continue
            runs = _first_copies("".join(whole[i].text for i in chosen))
            if len(chosen) == count and runs is not None and len(runs) == 1 and len(runs[0]) > SURE_RUN:
                origin = TracedText.joined(whole[i] for i in chosen).origin
                left = {origin[i] for i in runs[0]}
                for i in chosen:
                    whole[i] = whole[i].keep(k for k, place in enumerate(whole[i].origin) if place in left)
    return tuple(whole)


@lru_cache(maxsize=2 * MOST_LINES)
def _characters(text: str) -> frozenset[str]:
    """The characters of a line, kept while the lines beside it are looked at: those of all take much memory."""
    return frozenset(text) - {" "}


def undouble_dashed(line: TracedText) -> TracedText:
    """Undo an asymmetric copy of a dashed subtitle: ———某院纪实—某院纪实 → ——某院纪实.

    The dashes of both copies are shared out evenly: three and one make two. The text must be the same twice.
    """
    found = DASHED.match(line.text)
    if not found:
        return line
    dashes = [*range(*found.span(1)), *range(*found.span(3))]
    return line.keep([*dashes[: max(1, len(dashes) // 2)], *range(*found.span("text"))])


def undouble_section_letter(line: TracedText) -> TracedText:
    """Undo the shadow of a section letter: CC结语 → C 结语.

    Only capital letters before Han at the start of a line without commas or stops. AA制 and CC级 are left alone.
    """
    found = SECTION_LETTER.match(line.text)
    if not found:
        return line
    return line[found.start(1) : found.end(1)] + TracedText.added(" ") + line[found.end() :]


def undouble_runs(line: TracedText) -> TracedText:
    """Undo the copy of a run inside a line that is otherwise plain: 组织架构健全组织架构健全，院 → 组织架构健全，院.

    No Chinese phrase repeats six characters or more without a mark between. Left alone: shorter repetition, and
    常规心电图、动态心电图、动态血压. A mark after the run that is doubled with it (，，) becomes one.
    """
    while copy := _inner_copy(line.text):
        start, end = copy
        line = line[:start] + line[end + bool(DOUBLED_MARK.match(line.text, end)) :]
    return line


def _first_copies(text: str) -> list[list[int]] | None:
    """Indexes of the first copy of each run, if the text is nothing but copied runs; white space is passed over."""
    if 2 * len(set(text)) > len(text) + 2:
        return None
    solid = "".join(text.split())
    if len(solid) < 2 or 2 * len(set(solid)) > len(solid):
        return None
    places = [i for i, char in enumerate(text) if not char.isspace()]
    runs, at = [], 0
    while at < len(solid):
        size = _doubled_run(solid, at)
        if not size:
            return None
        runs.append(list(range(places[at], places[at + size - 1] + 1)))
        run = solid[at : at + size]
        while solid.startswith(run, at):
            at += size
    return _with_gaps(text, runs)


def _with_gaps(text: str, runs: list[list[int]]) -> list[list[int]]:
    """Keep one space between runs where the page prints one: the halves of a headline."""
    spaced = []
    for run in runs:
        gap = spaced and run[0] and text[run[0] - 1].isspace()
        spaced.append([run[0] - 1, *run] if gap else run)
    return spaced


def _doubled_run(text: str, at: int) -> int:
    """Length of the longest run at `at` that is printed twice in a row, or 0. 党建党建 inside it is taken apart."""
    for size in range(min(LONGEST_RUN, (len(text) - at) // 2), 0, -1):
        run = text[at : at + size]
        if text[at] == text[at + size] and text.startswith(run, at + size):
            return next(n for n in range(min(2, size), size + 1) if size % n == 0 and run == run[:n] * (size // n))
    return 0


def _inner_copy(text: str) -> tuple[int, int] | None:
    """Span of the second copy of a run that is printed twice in a row within the text."""
    if len(text) < 2 * SURE_INNER_RUN:
        return None
    last: dict[str, int] = {}
    for at in range(len(text) - SURE_INNER_RUN + 1):
        gram = text[at : at + SURE_INNER_RUN]
        size = at - last.get(gram, at)
        if (
            size >= SURE_INNER_RUN
            and text.startswith(run := text[at - size : at], at)
            and RUN_OF_HAN.fullmatch(run)
            and len(set(run)) > 2
        ):
            return at, at + size
        last[gram] = at
    return None
