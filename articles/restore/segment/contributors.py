"""Who is named in a byline, a signature, a picture credit, or in the first and last words of a text."""

import re
from collections.abc import Iterator, Sequence

from articles.restore.marks import SIGNATURE
from articles.restore.reading_order import Passage
from articles.restore.shapes import GRADE, NAME, PAPER
from articles.restore.types import Contributor, ContributorRole, TracedText, merged_spans

ROLE_WORDS: tuple[tuple[str, ContributorRole], ...] = (
    ("特约记者", "特约记者"),
    ("特约通讯员", "通讯员"),
    ("通讯员", "通讯员"),
    ("记者", "记者"),
    ("整理", "整理"),
    ("摄影", "摄影"),
    ("供图", "摄影"),
    ("图", "摄影"),
    ("摄", "摄影"),
    ("作者", "作者"),
    ("撰稿", "作者"),
    ("供稿", "作者"),
    ("撰文", "作者"),
    ("文", "作者"),
)
ROLE = re.compile(
    rf"{PAPER}{GRADE}(?:记者站?|通讯员|撰稿人?|供稿|撰文|摄影|供图|作者|整理|文/图|文图|[文图](?=\s*[/:：｜|]))\s*[/:：｜|]?\s*"
)
AFTERWORD = re.compile(r"(?:整理|摄影报道|报道|文/图|摄影|摄)\s*$")
NAME_ALONE = re.compile(r"[\u4e00-\u9fff·]{2,6}")
OPENING = re.compile(
    rf"^\s*(?:本报|本刊|本网|[\u4e00-\u9fff]{{2,8}})(?:讯|电|消息)\s*(?:[（(](?P<bracketed>[^（）()]{{2,60}})[）)]"
    rf"|(?P<open>{PAPER}{GRADE}(?:记者|通讯员)\s*{NAME[:-5]}{{2,4}}?)(?=近日|日前|昨日|今日|今天|从|获悉|在|采访|报道|了解))"
)
ABOUT_THE_AUTHOR = re.compile(r"[（(]?作者(?:单位|简介|\s*[系为])")
"""A note on who the author is, which names nobody anew."""
CREDIT = re.compile(r"(?:由|[:：])\s*(?P<name>[^，。（）()]{2,30}?)(?:提供|供图|拍摄|摄)?[）)]?$")


def contributors(passages: Sequence[Passage]) -> list[Contributor]:
    """Everybody whom an article names as having made it, in page order."""
    named: list[Contributor] = []
    for passage in passages:
        text = passage.block.text
        if passage.kind in ("byline", "signature") and not ABOUT_THE_AUTHOR.match(text.text):
            named += _byline(text, run_in=False)
        elif passage.kind == "credit":
            named += _credit(text)
        elif passage.kind == "body":
            named += _run_in(text)
    return named


def _run_in(text: TracedText) -> Iterator[Contributor]:
    opening = OPENING.match(text.text)
    if opening:
        group = "bracketed" if opening["bracketed"] else "open"
        yield from _byline(text[opening.start(group) : opening.end(group)], run_in=True)
    closing = SIGNATURE.search(text.text)
    if closing and text.text[: closing.start()].rstrip()[-1:] in "。！？”…":
        yield from _byline(text[closing.start() :], run_in=True)


def _byline(text: TracedText, *, run_in: bool) -> Iterator[Contributor]:
    """Names under their roles: 本报记者 甲 通讯员 乙 丙 → 记者 甲, 通讯员 乙, 通讯员 丙. Without a role: 作者."""
    after = AFTERWORD.search(text.text.rstrip("）) "))
    final = _role(after[0]) if after else None
    end = after.start() if after else len(text)
    marks = [mark for mark in ROLE.finditer(text.text) if mark.start() < end]
    starts = [(0, 0, None), *((mark.start(), mark.end(), _role(mark[0])) for mark in marks)]
    for (_, start, role), stop in zip(starts, [*(start for start, _, _ in starts[1:]), end], strict=True):
        for found in NAME_ALONE.finditer(text.text, start, max(start, stop)):
            name = text[found.start() : found.end()]
            role_here = final if final == "整理" else role or final or "作者"
            yield Contributor(role_here, name.text, name.spans(), run_in)


def _role(printed: str) -> ContributorRole | None:
    return next((role for word, role in ROLE_WORDS if word in printed), None)


def _credit(text: TracedText) -> Iterator[Contributor]:
    """Who gave the pictures: 图片由某医院提供 → 摄影 某医院, 李某 摄 → 摄影 李某. Of 资料图片 nobody is known."""
    found = CREDIT.search(text.text)
    if not found:
        yield from _byline(text, run_in=False) if AFTERWORD.search(text.text.rstrip("）)")) else ()
    else:
        name = text[found.start("name") : found.end("name")]
        yield Contributor(
            "摄影", name.text, tuple(merged_spans(p for p in name.origin if p >= 0)), institution=len(name) > 4
        )
