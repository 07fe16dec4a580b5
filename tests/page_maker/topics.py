"""Articles drawn from topics: each topic holds titles, headings, paragraphs and captions that can be put together anew.

A topic gives as many different articles as there are ways to choose among its parts, so that nothing can be fitted to a
dozen texts. Some topics are held out, to see whether what was fitted on the others holds for them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from tests.page_maker.samples import TEXTS, Block, Draft, Kind, Speaker, samples

Topic = Mapping[str, Any]

HELD_OUT_EACH = 4
"""One topic in so many is held out."""
SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳唐罗薛雷贺汤"
GIVEN = "明华建国伟芳娜敏静丽强磊军洋勇艳杰涛超秀英霞平刚桂兰玉萍红鑫宇博文浩然欣怡雨晨思远若溪"
NUMBERINGS = ("一二三四五六七八", "{}、"), ("一二三四五六七八", "（{}）"), ("12345678", "{}."), ("ABCDEFGH", "{} ")
HEALTH = ("医院", "卫生院", "保健院")
SPEAKER_FORMS = (
    "{organisation}{position} {name}",
    "{name} {organisation}{position}",
    "{name}（{organisation}{position}）",
    "{organisation}{position}：{name}",
)
SECOND_TITLE = 0.15
"""How many articles without another subtitle have a second title, without a dash, in its place."""
LENGTHS: dict[Kind, tuple[int, int]] = {"feature": (3, 7), "news": (1, 4), "brief": (0, 1), "commentary": (2, 5)}
"""Paragraphs after the first, by kind of article."""


@cache
def topics(*, held_out: bool) -> tuple[Topic, ...]:
    records = json.loads((TEXTS / "topics.json").read_text(encoding="utf-8"))
    return tuple(record for i, record in enumerate(records) if (i % HELD_OUT_EACH == HELD_OUT_EACH - 1) == held_out)


def compose(topic: Topic, kind: Kind, rng: Random) -> Draft:
    """An article of a kind, made of parts of a topic."""
    least, most = LENGTHS[kind]
    count = min(len(topic["paragraphs"]), rng.randint(least, most))
    chosen = sorted(rng.sample(range(len(topic["paragraphs"])), count))
    texts = merged([rng.choice(topic["openings"]), *(topic["paragraphs"][i] for i in chosen)], rng)
    captions = rng.sample(topic["captions"], rng.randint(0, len(topic["captions"]))) if kind != "commentary" else ()
    title, *others = rng.sample(topic["titles"], len(topic["titles"]))
    return Draft(
        kind,
        title,
        tuple(with_headings(texts, topic["headings"], rng) if kind != "brief" else map(paragraph, texts)),
        kicker=rng.choice(topic["kickers"]) if kind != "brief" and rng.random() < 0.25 else "",
        subtitle=subtitle(topic, kind, others, rng),
        contributors=contributors(kind, rng),
        captions=tuple(captioned(text, rng) for text in captions) if kind != "brief" else (),
    )


def subtitle(topic: Topic, kind: Kind, titles: Sequence[str], rng: Random) -> str:
    """The line under a title: with a dash on most features, a second title on some articles, none on most."""
    if topic["subtitles"] and kind == "feature" and rng.random() < 0.6:
        return rng.choice(topic["subtitles"])
    return rng.choice(titles) if kind in ("feature", "news") and rng.random() < SECOND_TITLE else ""


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def merged(texts: Sequence[str], rng: Random) -> list[str]:
    """Paragraphs, some of them made one."""
    whole = [texts[0]]
    for text in texts[1:]:
        if rng.random() < 0.15:
            whole[-1] += text
        else:
            whole.append(text)
    return whole


def with_headings(texts: Sequence[str], headings: Sequence[str], rng: Random) -> Iterator[Block]:
    """Paragraphs with headings above some of them, numbered in one way or not at all."""
    count = min(len(headings), len(texts) - 1) if rng.random() < 0.75 else 0
    places = sorted(rng.sample(range(1, len(texts)), count)) if count > 1 else []
    numerals, form = rng.choice(NUMBERINGS)
    plain = rng.random() < 0.75 or any(heading.startswith(("一", "（", "问")) for heading in headings)
    for i, text in enumerate(texts):
        if i in places:
            n = places.index(i)
            yield Block("heading", headings[n] if plain else form.format(numerals[n]) + headings[n])
        yield paragraph(text)


def contributors(kind: Kind, rng: Random) -> tuple[tuple[str, str], ...]:
    if kind == "commentary":
        return (("作者", name(rng)),)
    roles = rng.choice(
        (["记者"], ["记者", "通讯员"], ["通讯员"], ["记者", "记者"], ["特约记者"], ["记者", "通讯员", "通讯员"])
    )
    return tuple((role, name(rng)) for role in roles)


def name(rng: Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2, 2))))


def captioned(text: str, rng: Random) -> str:
    """A caption in one of the forms in which newspapers print it."""
    forms = (
        text,
        text,
        text,
        f"{text}。",
        f"图为{text}。",
        f"▲{text}",
        f"{text} {name(rng)} 摄",
        f"{text}。 {name(rng)}摄",
    )
    return rng.choice(forms)


def forum(rng: Random) -> Draft:
    """Some speakers of a forum, under other names, introduced in one of the forms that newspapers use."""
    draft = rng.choice([draft for draft in samples("development") if draft.kind == "forum"])
    firsts = [i for i, block in enumerate(draft.body) if block.speaker]
    parts = [draft.body[i:j] for i, j in zip(firsts, [*firsts[1:], len(draft.body)], strict=True)]
    chosen = [parts[i] for i in sorted(rng.sample(range(len(parts)), rng.randint(2, len(parts))))]
    form, titled = rng.choice(SPEAKER_FORMS), rng.random() < 0.7
    said = (block for part in chosen for block in introduced(part, form, titled, rng))
    return draft.but(body=(*draft.body[: firsts[0]], *said))


def introduced(part: Sequence[Block], form: str, titled: bool, rng: Random) -> Iterator[Block]:
    who = Speaker(name(rng), part[0].speaker.position, part[0].speaker.organisation)
    printed = form.format(name=who.name, position=who.position, organisation=who.organisation)
    yield Block("speaker", printed, speaker=who)
    yield from part[1:] if titled else part[2:]
