"""People and the posts they hold."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.recognise.attribution import Attribution
from articles.recognise.lexicon import words
from articles.recognise.numerals import CHINESE
from articles.recognise.people.names import END, name_at
from articles.recognise.people.posts import OWN, Post, post_pattern, posts_before
from articles.recognise.reading import Block
from articles.recognise.types import Mention, PersonFact
from articles.restore.types import SectionText

GAP = re.compile(r"\s{0,2}(?:——)?")
TITLE_AFTER = re.compile(
    "(?:主任医师|副主任医师|主治医师|教授|院士|护士长)(?:现任|擅长|于|说|表示|介绍|认为|带领|团队|[，。])"
)


class Found(NamedTuple):
    block: Block
    start: int
    name: str
    post: Post
    rule: str
    confidence: float


def person_facts(articles: tuple[Attribution, ...]) -> tuple[PersonFact, ...]:
    """Each person once for each organisation, in the order of first mention, with the fullest post printed."""
    rows: dict[tuple[str, str], list[tuple[str, str, Mention]]] = {}
    for article in articles:
        for found in found_in(article):
            organisation, hospital = placed(article, found)
            evidence = found.block.evidence(found.start, found.start + len(found.name), found.rule, found.confidence)
            row = (found.post.position, hospital, Mention(found.name, evidence))
            rows.setdefault((found.name, organisation), []).append(row)
    return tuple(
        PersonFact(
            name, max((row[0] for row in each), key=len), organisation, tuple(row[2] for row in each), each[0][1]
        )
        for (name, organisation), each in rows.items()
    )


def found_in(article: Attribution) -> Iterator[Found]:
    speakers = {section.body_first: section for section in article.reading.article.sections if section.speaker}
    for block in article.reading.blocks:
        if block.body in speakers:
            yield from speaker_in(block, speakers[block.body])
        else:
            yield from named_after_post(block)
            yield from named_before_title(block)


def speaker_in(block: Block, section: SectionText) -> Iterator[Found]:
    """The speaker of a section, who stands in its first heading, with one post for each organisation."""
    start = block.text.rfind(section.speaker)
    if start < 0:
        return
    first, *others = re.split("[；;]", section.position)
    more = (post for other in others for post in posts_before(other, len(other)))
    for post in (Post(section.organisation, first), *more):
        yield Found(block, start, section.speaker, post, "person.speaker", 0.95)


def named_after_post(block: Block) -> Iterator[Found]:
    """党委书记李建国, 首任院长——周大同."""
    for post in post_pattern().finditer(block.text):
        start = GAP.match(block.text, post.end()).end()
        name = name_at(block.text, start, post[0] not in words("people", "plain_posts"))
        if name and not is_a_phrase(post, name):
            for held in posts_before(block.text, post.end()):
                yield Found(block, start, name, held, "person.post", 0.85)


def is_a_phrase(post: re.Match, name: str) -> bool:
    """党员|包一村, “党员|包村”: after a word for anybody neither a task nor the rest of a quote is a name."""
    is_quoted = post.string.startswith("“", post.start() - 1)
    return post[0] in words("people", "plain_posts") and ((name[0] == "包" and name[1] in CHINESE) or is_quoted)


def named_before_title(block: Block) -> Iterator[Found]:
    """专业组孙立新主任医师擅长…: the name stands between the end of a unit and a title."""
    for title in TITLE_AFTER.finditer(block.text):
        for length in (3, 2):
            start = title.start() - length
            if (
                start >= 0
                and starts_a_name(block.text, start)
                and name_at(block.text, start) == block.text[start : title.start()]
            ):
                position = post_pattern().match(block.text, title.start())[0]
                yield Found(block, start, block.text[start : title.start()], Post("", position), "person.title", 0.65)
                break


def starts_a_name(text: str, place: int) -> bool:
    return place == 0 or bool(END.match(text, place - 1)) or text[place - 1] in words("people", "before_post_ends")


def placed(article: Attribution, found: Found) -> tuple[str, str]:
    """The organisation of a post, and the hospital that it is or belongs to."""
    organisation = found.post.organisation
    if OWN.match(organisation):
        owner = article.owner(found.block, found.start).hospital
        return owner, owner
    for each in article.named_in(found.block):
        if stands_for(organisation, each.printed.text, each.name):
            return organisation.replace(each.printed.text, each.name, 1), each.name
    inner = organisation.endswith(words("people", "departments"))
    return organisation, article.owner(found.block, found.start).hospital if inner else ""


def stands_for(organisation: str, printed: str, name: str) -> bool:
    return organisation.startswith((printed, name)) or printed.endswith(organisation)
