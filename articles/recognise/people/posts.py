"""Posts and the organisations that they are held in: 梅岭市卫生健康局局长兼梅岭市人民医院党委书记."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.recognise.lexicon import any_of, pattern, words

CHAIN = re.compile("(?:[—―]+(?:专访|访|记))?(?P<chain>[^，,。；;：:“”！？!?《》—―\\s]{0,60})$")
"""The words before a name, without the dash of a subtitle and its verb: ——访|某医院院长."""
JOINT = re.compile("兼任?|、|和|及")
OWN = re.compile("(?:该院|本院|我院|医院|院|该?科室?|支部|该支部)?$")


class Post(NamedTuple):
    """A post as printed. `organisation` is "" where the text leaves it to the context (该院院长, 院长)."""

    organisation: str
    position: str


@cache
def post_pattern() -> re.Pattern:
    return re.compile(any_of(words("people", "posts")))


@cache
def ending_pattern() -> re.Pattern:
    return re.compile(f"(?:原|时任|现任)?{any_of(words('people', 'posts'))}$")


def posts_before(text: str, end: int) -> tuple[Post, ...]:
    """The posts of the chain that ends at `end`, one for each organisation, in the order printed."""
    chain = CHAIN.search(text, max(0, end - 60), end)["chain"]
    posts: list[Post] = []
    for organisation, position in held(chain):
        if posts and (not organisation or OWN.match(organisation)):
            posts[-1] = Post(posts[-1].organisation, f"{posts[-1].position}、{position}")
        else:
            posts.append(Post(organisation, position))
    return tuple(posts)


def held(chain: str) -> Iterator[tuple[str, str]]:
    """Each part of the chain that ends in a post, with what stands before the post; parts that do not are dropped."""
    for part in JOINT.split(chain):
        if ending := ending_pattern().search(part):
            yield organisation_in(part[: ending.start()]), ending[0]


def organisation_in(before: str) -> str:
    """What is left of the words before a post once everything up to the last boundary is gone: 据…的东南村 → 东南村."""
    return pattern("people", "organisation_boundaries").split(before)[-1]
