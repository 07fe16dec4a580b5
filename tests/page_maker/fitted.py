"""The fitted tables as source: `articles/restore/segment/weights.py` is written by this module and by nobody else."""

from collections.abc import Iterable, Iterator, Mapping

from articles.restore.segment import weights

Key = tuple[str, ...]

HEAD = '''"""The weights of the path through a page. Written by `python -m tests.page_maker.fit`, which fitted them.

Each was fitted on pages made by lot, on the layouts for development and on the sample pages, and then rounded.
"""

Phase = str
Role = str
Grammar = dict[Phase, dict[Role, tuple[Phase, float]]]

# fmt: off
'''
ABOUT = {
    "WEIGHTS": '''"""How much each sign (a name in `signs.py`) counts for each role that a passage may play.

A `late_title` stands after its text, a `lead` after such a title, an `opening` begins an article without a title before
it; an `early_caption` stands before the text that it belongs to. A `column_name` is the name of a column of the
newspaper, right above the imprint. `more` is a further line of the heading above.
"""''',
    "START": '''"""Evidence that an article begins in the gap between two texts, by what it begins with.

With a title, with a heading (where its title stands elsewhere), with its text, or with anything else.
"""''',
    "STEPS": '"""Where in an article a role leads from each phase, and how usual that is. All else is impossible."""',
    "LEAVE": '"""How usual it is that an article ends in a phase."""',
    "HABITS": '"""What the style of a page adds to a step: most print all titles before the text, or all after it."""',
}


def source(fitted: Mapping[Key, float]) -> str:
    """The module, with these weights in place of those that are there."""
    roles = ((quoted(sign), [fitted["ROLES", sign, role] for role in weights.ROLES]) for sign in weights.WEIGHTS)
    starts = ((quoted(sign), [fitted["START", sign, each] for each in weights.BEGINNINGS]) for sign in weights.START)
    habits = (
        (f"({', '.join(map(quoted, step))})", [fitted["HABITS", style, *step] for style in weights.STYLES])
        for step in weights.HABITS
    )
    lines = [
        "ROLES = (",
        *(f"    {quoted(role)}," for role in weights.ROLES),
        ")",
        *table("WEIGHTS", weights.ROLES, roles),
        ABOUT["WEIGHTS"],
        "BEGINNINGS = (",
        *(f"    {quoted(begins)}," for begins in weights.BEGINNINGS),
        ")",
        *table("START", weights.BEGINNINGS, starts),
        ABOUT["START"],
        *steps(fitted),
        ABOUT["STEPS"],
        *column("LEAVE", fitted, weights.LEAVE),
        ABOUT["LEAVE"],
        f"STYLES = ({', '.join(map(quoted, weights.STYLES))})",
        *table("HABITS", weights.STYLES, habits),
        ABOUT["HABITS"],
    ]
    return HEAD + "\n".join([*lines, ""])


def column(name: str, fitted: Mapping[Key, float], keys: Iterable[str]) -> Iterator[str]:
    yield f"{name} = {{"
    yield from (f"    {quoted(key)}: {shown(fitted[name, key])}," for key in keys)
    yield "}"


def steps(fitted: Mapping[Key, float]) -> Iterator[str]:
    yield "STEPS: Grammar = {"
    for phase, roles in weights.STEPS.items():
        yield f"    {quoted(phase)}: {{"
        for role, (after, _) in roles.items():
            yield f"        {quoted(role)}: ({quoted(after)}, {shown(fitted['STEPS', phase, role])}),"
        yield "    },"
    yield "}"


def table(name: str, columns: Iterable[str], rows: Iterable[tuple[str, list[float]]]) -> Iterator[str]:
    """A table of weights, its columns named above it."""
    yield f"{name} = {{"
    yield f"    # {' ' * 22}{' '.join(f'{column[:6]:>6}' for column in columns)}"
    for row, values in rows:
        yield f"    {row + ':':<23} ({', '.join(f'{shown(value):>5}' for value in values)}),"
    yield "}"


def quoted(text: str) -> str:
    return f'"{text}"'


def shown(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}"
