"""A forum: several speakers under one headline, each introduced by a line with name, post and organisation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from articles.restore.speakers import speaker_of
from articles.restore.types import PassageText, SectionText

LEAST_SPEAKERS = 2
PROVINCE_BEFORE_CITY = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:省|自治区)(?=[\u4e00-\u9fff]{2,4}?[市州盟])")
JOINED_POSTS = re.compile(r"[\s]+")


def with_roles(body: Sequence[PassageText]) -> tuple[PassageText, ...]:
    """Mark speaker lines and the section titles beside them, if the article is a forum."""
    speakers = {i for i, part in enumerate(body) if part.kind == "heading" and speaker_of(part.text.text)}
    if len(speakers) < LEAST_SPEAKERS:
        return tuple(body)
    titles_before = sum(i - 1 >= 0 and body[i - 1].kind == "heading" for i in speakers) > len(speakers) / 2
    marked = list(body)
    for i in speakers:
        marked[i] = replace(body[i], role="speaker", level=1)
        beside = i - 1 if titles_before else i + 1
        if 0 <= beside < len(body) and body[beside].kind == "heading" and beside not in speakers:
            marked[beside] = replace(body[beside], role="section_title", level=1)
    return tuple(marked)


def sections(body: Sequence[PassageText]) -> tuple[SectionText, ...]:
    """What each speaker said, as ranges of the body; captions belong to no speaker."""
    starts = [_start(body, i) for i, part in enumerate(body) if part.role == "speaker"]
    end = next((i for i, part in enumerate(body) if part.kind == "caption"), len(body))
    return tuple(_section(body, first, stop - 1) for first, stop in pairwise([*starts, end]))


def _start(body: Sequence[PassageText], speaker: int) -> int:
    return speaker - 1 if speaker and body[speaker - 1].role == "section_title" else speaker


def _section(body: Sequence[PassageText], first: int, last: int) -> SectionText:
    parts = body[first : last + 1]
    found = speaker_of(next(part.text.text for part in parts if part.role == "speaker"))
    title = next((part.text.text for part in parts if part.role == "section_title"), "")
    return SectionText(
        speaker=found["name"],
        position=JOINED_POSTS.sub("；", found["position"].strip()),
        organisation=PROVINCE_BEFORE_CITY.sub("", found["organisation"]),
        title=title,
        body_first=first,
        body_last=last,
        truncated=any(part.truncated for part in parts),
    )
