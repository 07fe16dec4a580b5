"""Where words stand in a passage, and where they stand after somebody has corrected it. Pure."""

from difflib import SequenceMatcher

from articles.restore.types import Span


def nearest(words: str, text: str, near: int = 0) -> Span | None:
    """The place of `words` in `text` that begins closest to the character `near`; None where there is no such place."""
    starts = [start for start in range(len(text) - len(words) + 1) if text.startswith(words, start)] if words else []
    if not starts:
        return None
    start = min(starts, key=lambda place: abs(place - near))
    return start, start + len(words)


def follow(span: Span, old: str, new: str) -> Span | None:
    """Where the characters of `span` in `old` stand in `new`: None where they were changed, or could be either of two.

    Characters that the correction left alone are followed even where the same words stand in the text twice. Words that
    were moved are followed only where they stand in both texts once.

    >>> follow((5, 7), "某医院，某医院", "某某医院，某医院")
    (6, 8)
    >>> follow((1, 3), "某医院", "某卫生院") is None
    True
    """
    start, end = span
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if block.a <= start and end <= block.a + block.size:
            return start + block.b - block.a, end + block.b - block.a
    words = old[start:end]
    return nearest(words, new) if old.count(words) == new.count(words) == 1 else None
