"""Personal names: two or three characters that begin with a surname and end where something else must begin."""

import re
from functools import cache

from articles.recognise.lexicon import any_of, pattern, words

END = re.compile(r"$|[\s，,。；;：:、！？!?（(）)“”\"《》—…·]")


@cache
def candidate_pattern() -> re.Pattern:
    plain = any_of((*words("people", "surnames"), *words("people", "weak_surnames")))
    compound = any_of(words("people", "compound_surnames"))
    return re.compile(f"(?:{compound}|{plain})[\u4e00-\u9fff]{{1,2}}")


def name_at(text: str, place: int) -> str:
    """The name that begins at `place`, or "".

    After two characters a verb of saying decides (张伟|介绍), else three are tried before two. Surnames that are
    everyday words too (高, 于, 任) need a verb of saying or a stop after the name.
    """
    match = candidate_pattern().match(text, place)
    if not match:
        return ""
    longest = match[0]
    shorter = longest[:-1]
    tries = (shorter, longest) if says(text, place + len(shorter)) else (longest, shorter)
    return next((name for name in tries if len(name) > 1 and is_name(text, place, name)), "")


def says(text: str, place: int) -> bool:
    return pattern("people", "speech").match(text, place) is not None


def is_name(text: str, place: int, name: str) -> bool:
    end = place + len(name)
    if pattern("people", "not_names").match(text, place) or any(
        part in name[1:] for part in words("people", "not_given")
    ):
        return False
    if name[1:] in words("people", "posts") or pattern("people", "posts").match(text, place + 1):
        return False
    if says(text, end) or END.match(text, end):
        return True
    is_weak = name[0] in words("people", "weak_surnames")
    follow = pattern("people", "strong_follow") if is_weak else pattern("people", "strong_follow", "follow")
    return follow.match(text, end) is not None
