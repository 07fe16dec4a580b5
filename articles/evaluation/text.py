"""How text is compared: white space goes, punctuation has one width, so that only characters and their order count."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

FOLD = str.maketrans(",;:?!(．“”‘’―–)", "，；：？！（.\"\"''——）")
SPACE = re.compile(r"\s+")
NOT_A_WORD = re.compile(r"[^\w%]+")
LEAST_SHARE = 0.4


def folded(text: str | None) -> str:
    return SPACE.sub("", text or "").translate(FOLD)


def bare(text: str | None) -> str:
    """The letters, digits and percent signs alone."""
    return NOT_A_WORD.sub("", folded(text))


def is_same_name(one: str, other: str) -> bool:
    """Equal but for punctuation, or one part of the other with three characters and two fifths of it at least."""
    short, long = sorted((bare(one), bare(other)), key=len)
    if not short:
        return False
    return short == long or (len(short) >= 3 and short in long and len(short) / len(long) >= LEAST_SHARE)


def passages(article: Json, kinds: Iterable[str] = ("heading", "paragraph")) -> list[str]:
    return [folded(block["text"]) for block in article.get("body", []) if block["type"] in kinds]


def printed(page: Json) -> str:
    """Everything that a page prints."""
    return "\n".join(folded(text) for article in page.get("articles", []) for text in texts(article) if text)


def texts(article: Json) -> Iterator[str | None]:
    yield from (article.get(part) for part in ("kicker", "title", "subtitle"))
    yield from (block["text"] for block in article.get("body", []))
