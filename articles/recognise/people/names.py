"""Personal names: two or three characters that begin with a surname and end where something else must begin."""

import re
from functools import cache

from articles.recognise.lexicon import any_of, lines, pattern, words

END = re.compile(r"$|[\s，,。；;：:、！？!?（(）)“”\"《》—…·]")


@cache
def candidate_pattern() -> re.Pattern:
    plain = any_of((*words("people", "surnames"), *words("people", "weak_surnames")))
    compound = any_of(words("people", "compound_surnames"))
    return re.compile(f"(?:{compound}|{plain})[\u4e00-\u9fff]{{1,2}}")


@cache
def foreign_pattern() -> re.Pattern:
    """Names of other languages: with a dot (阿里木·买买提), or of two parts (扎西卓玛, 斯琴高娃)."""
    part, *next_words = (any_of(words("people", name)) for name in ("name_parts", "speech", "follow", "strong_follow"))
    dotted = "[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}?)+"
    return re.compile(f"{dotted}(?={'|'.join((END.pattern, *next_words))})|{part}{{2}}")


def name_at(text: str, place: int) -> str:
    """The name that begins at `place`, or "".

    After two characters a verb of saying or a conjunction decides (张伟|介绍, 张伟|因为), else three are tried before
    two. Surnames that are everyday words too (高, 于, 任), and names that begin like one (郑重), need a verb of saying
    or a stop behind them.
    """
    if foreign := foreign_pattern().match(text, place):
        return foreign[0]
    match = candidate_pattern().match(text, place)
    if not match:
        return ""
    longest = match[0]
    shorter = longest[:-1]
    is_short = says(text, place + len(shorter)) or pattern("people", "conjunctions").match(text, place + len(shorter))
    tries = (shorter, longest) if is_short else (longest, shorter)
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
    if pattern("people", "strong_follow").match(text, end):
        return True
    is_doubtful = name[0] in words("people", "weak_surnames") or name[:2] in lines("surname_words")
    return not is_doubtful and goes_on(text, end)


def goes_on(text: str, place: int) -> bool:
    """Whether a verb, an adverb or another word that follows names stands at `place`."""
    is_listed = any(text[place : place + 2] in lines(name) for name in ("verbs", "adverbs"))
    return is_listed or pattern("people", "follow").match(text, place) is not None
