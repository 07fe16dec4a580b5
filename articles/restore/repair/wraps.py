"""Latin words that a line end cut with a hyphen."""

import re

from articles.restore.types import TracedText

Lines = tuple[TracedText, ...]

HEAD = re.compile(r"[A-Za-z]{2,}-\s*$")
TAIL = re.compile(r"\s*[a-z]{2,}")


def join_hyphenated(lines: Lines) -> Lines:
    """Put a Latin word back together on the line where it begins: inter- ⏎ vention技术 → intervention ⏎ 技术.

    Only small letters after the break: COVID- ⏎ 19 and T- ⏎ Cell keep their hyphen, and so does a hyphen inside a line.
    """
    whole = list(lines)
    for i in range(len(whole) - 1):
        head, tail = HEAD.search(whole[i].text), TAIL.match(whole[i + 1].text)
        if head and tail:
            stem = whole[i][: whole[i].text.rindex("-")]
            whole[i] = stem + whole[i + 1][: tail.end()].strip()
            whole[i + 1] = whole[i + 1][tail.end() :]
    return tuple(whole)
