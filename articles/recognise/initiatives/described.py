"""Initiatives named without quotes, by a verb and a telling noun: 成立党员突击队, 搭建医院一体化管理平台."""

import re
from collections.abc import Iterator
from functools import cache

from articles.recognise.initiatives.found import Found
from articles.recognise.lexicon import any_of, words
from articles.recognise.reading import Block

NO_PART = "[和与及在把被让由的向]|作为|搬[到进]|送进|传到|变成|[固转]化为|修订|健全|完善|规章|现代医院|分级诊疗"
NAME = f"(?![0-9这该本其他她])(?:(?!{NO_PART})[\u4e00-\u9fffA-Za-z0-9·+]){{2,16}}?"


@cache
def described_pattern() -> re.Pattern:
    verbs, types = any_of(words("initiatives", "strong_verbs")), any_of(words("initiatives", "strong_types"))
    counted = "(?:[0-9]+余?[个项期次场]|[一两三四五六七八九十]+[个项次场])?"
    attribute = "(?:[^，,。；;“”]{0,30}的)?"
    return re.compile(
        f"{verbs}(?:了|起|出)?{counted}{attribute}{counted}(?P<name>{NAME}{types})(?=[、，,。；;和及与等\\d]|$)"
    )


def described_in(block: Block) -> Iterator[Found]:
    if not block.is_prose:
        return
    for match in described_pattern().finditer(block.text):
        name = match["name"]
        if name not in words("initiatives", "generic_names"):
            yield Found(block, match.start("name"), match.end("name"), name, True, "initiative.described", 0.6)
