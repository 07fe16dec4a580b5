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
def long_follow_pattern() -> re.Pattern:
    return re.compile(any_of(word for word in words("people", "follow") if len(word) > 1))


@cache
def foreign_pattern() -> re.Pattern:
    """Names of other languages: with a dot (阿里木·买买提), or of two parts (扎西卓玛, 斯琴高娃)."""
    part, *next_words = (any_of(words("people", name)) for name in ("name_parts", "speech", "follow", "strong_follow"))
    dotted = "[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}?)+"
    return re.compile(f"{dotted}(?={'|'.join((END.pattern, *next_words))})|{part}{{2}}")


def name_at(text: str, place: int, told: bool = False) -> str:
    """The name that begins at `place`, or "". `told`: a post stands before it that only people of rank hold (书记).

    After two characters a verb of saying or a conjunction decides (张伟|介绍, 张伟|因为), else three are tried before
    two. Surnames that are everyday words too (高, 于, 任), and names that begin like one (郑重), need a verb of saying
    or a stop behind them. Where nothing known follows, the characters of given names decide, if a name is told of.
    """
    if foreign := foreign_pattern().match(text, place):
        return foreign[0]
    match = candidate_pattern().match(text, place)
    if not match:
        return ""
    longest = match[0]
    shorter = longest[:-1]
    tries = (shorter, longest) if ends_early(text, place, longest) else (longest, shorter)
    tests = (is_name, looks_like_a_name) if told else (is_name,)
    found = (name for test in tests for name in tries if len(name) > 1 and test(text, place, name, told))
    return next(found, "")


def ends_early(text: str, place: int, longest: str) -> bool:
    """Whether the shorter name is the likelier: 张伟|介绍, 张伟|因为, 曲蓉|荣获 (and 荣 begins no other word)."""
    end, shorter_end = place + len(longest), place + len(longest) - 1
    if ends_in_and(text, place, longest):
        return False
    if says(text, shorter_end) or pattern("people", "conjunctions").match(text, shorter_end):
        return True
    is_end = says(text, end) or END.match(text, end) or is_word(text, end)
    return is_word(text, shorter_end) and not is_end


def is_word(text: str, place: int) -> bool:
    """Whether a verb, an adverb or a word that follows names stands at `place`, of two characters at least."""
    is_listed = any(text[place : place + 2] in lines(name) for name in ("verbs", "adverbs"))
    return is_listed or long_follow_pattern().match(text, place) is not None


def ends_in_and(text: str, place: int, name: str) -> bool:
    """惠清和|介绍, 孟庆和|把: behind 和 neither a verb of saying nor 把 can stand, so that it ends the name."""
    end = place + len(name)
    return name.endswith("和") and len(name) > 2 and (says(text, end) or text.startswith(("把", "被"), end))


def says(text: str, place: int) -> bool:
    return pattern("people", "speech").match(text, place) is not None


def is_impossible(text: str, place: int, name: str) -> bool:
    given = name[1:-1] if ends_in_and(text, place, name) else name[1:]
    if pattern("people", "not_names").match(text, place) or any(part in given for part in words("people", "not_given")):
        return True
    return name[1:] in words("people", "posts") or pattern("people", "posts").match(text, place + 1) is not None


def is_given(name: str) -> bool:
    """Whether the characters after the surname are used in given names."""
    surname = 2 if name[:2] in words("people", "compound_surnames") else 1
    return all(character in lines("given_names") for character in name[surname:])


def has_given(name: str, told: bool) -> bool:
    """Whether enough of a name is used in given names: all of a short one, some of a longer one.

    A surname that is a conjunction or the like (党员|和群众) counts only behind a post of rank.
    """
    if not told and name[0] in words("people", "particle_surnames"):
        return False
    return is_given(name) or (len(name) > 2 and any(character in lines("given_names") for character in name[1:]))


def is_doubtful(name: str) -> bool:
    return name[0] in words("people", "weak_surnames") or name[:2] in lines("surname_words")


def is_name(text: str, place: int, name: str, told: bool) -> bool:
    """Whether what follows shows that a name ends here. A short name has to be made of characters that names have."""
    end = place + len(name)
    if is_impossible(text, place, name) or not has_given(name, told):
        return False
    if says(text, end) or END.match(text, end) or pattern("people", "strong_follow").match(text, end):
        return True
    return (not is_doubtful(name) or (told and is_likely(name))) and goes_on(text, end)


def is_likely(name: str) -> bool:
    """Whether a long name behind a post is one although its surname is an everyday word: 计长风, but not 占比达."""
    is_particle = name[0] in words("people", "particle_surnames")
    return len(name) > 2 and is_given(name) and not is_particle and name[:2] not in lines("surname_words")


def looks_like_a_name(text: str, place: int, name: str, _told: bool) -> bool:
    return is_given(name) and not is_doubtful(name) and not is_impossible(text, place, name)


def goes_on(text: str, place: int) -> bool:
    """Whether a verb, an adverb or another word that follows names stands at `place`."""
    return is_word(text, place) or pattern("people", "follow").match(text, place) is not None
