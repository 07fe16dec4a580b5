"""What a line or a block is by its shape: bylines, notices, imprint, captions, numbered headings.

Each shape is one pattern in a table; the first that matches the whole text wins. Patterns know the grammar of newspaper
Chinese, never a particular name.
"""

import re
from functools import lru_cache
from typing import Literal

from articles.restore.mastheads import DESK, NUMERAL, is_about_the_paper, is_running_head

Shape = Literal["notice", "imprint", "credit", "byline", "signature", "subtitle", "caption", ""]

NAME = r"[\u4e00-\u9fff·]{2,5}"
NAMES = rf"{NAME}(?:[\s、，/]+{NAME}){{0,7}}"
SURNAME = (
    r"(?:欧阳|上官|司马|诸葛|司徒|[赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹窦章苏潘葛范彭鲁韦马苗方俞"
    r"任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝安常傅卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米戴宋茅庞熊纪舒项祝董梁杜阮蓝闵季贾"
    r"路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房丁邓洪包左石崔龚程陆翁荀侯宁甘厉刘叶白蒲乔温庄晏柴瞿阎慕连艾容"
    r"向古易廖耿满匡文寇欧聂关曾肖付闫覃尚佟岳闻党谭])"
)
PAPER = r"(?:本报|本刊|本网|[\u4e00-\u9fff]{2,6}[报网])?"
GRADE = r"(?:特约|特派|首席|见习|实习|驻站|全媒体|融媒体)?"
ROLE = rf"{PAPER}{GRADE}(?:记者站?|通讯员|撰稿人?|供稿|摄影|作者)"
PAGE_NUMBER = rf"第?\s*[A-Z]?(?:\d{{1,3}}|{NUMERAL})\s*版"

NOTICE = re.compile(
    rf"[（(【\[▲▶▼◀→]{{0,3}}\s*(?:(?:上|紧|续|前)接|下转|转|接)\s*(?P<page>{PAGE_NUMBER})[^）)】\]。]{{0,40}}[）)】\]▲▶▼◀]*"
)
CONTINUED_FROM = re.compile(r"[上紧续前]接|^\W*接")

IMPRINT = (
    r"(?:主办|承办|协办|主管|支持|指导)(?:单位)?[:：].*",
    r"(?:联系|咨询|热线|投稿|新闻|电子|编辑部)?(?:电话|热线|邮箱|信箱|[Ee]-?mail)(?:[:：].*|\s*[\d-]{7,})",
    rf"(?:本版|本期)?{DESK}(?:[:：\s/].*|[\u4e00-\u9fff]{{2,3}})",
    r"(?:审核|审校|统筹|策划|执行|监制|终审)[:：].{2,40}",
    r"(?:国内统一|邮发代号|社址|地址|邮编|网址|印刷)[^，。]{0,4}[:：].*",
    r"\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期.|第?\s*\w{1,3}\s*版).*",
    r"第?[A-Z]?\d{1,2}\s*版?",
)
CREDIT = (
    r"[（(]?(?:本[版文]|文中|以上|配)?(?:图片|照片|图文|图|稿件)(?:均?由|：|:).{2,40}?(?:提供|供图|摄|拍摄)?[）)]?",
    r"[（(]?(?:资料|网络|配|宣传)(?:图片|照片|图)[）)]?",
    r"[（(]?(?:图片|照片)来源[:：].{2,20}|[（(]?[\u4e00-\u9fff]{2,10}供[图稿][）)]?",
    rf"[（(]?(?:{ROLE}[:：\s]*)?{SURNAME}[\u4e00-\u9fff]{{1,2}}\s*[/／]?\s*摄影?[）)]?",
)
BYLINE = (
    rf"[□■●◎▲★◆\s]*(?:(?:文/图|图/文|图文)\s+)?(?:{ROLE}[:：\s]*{NAMES}\s*)+(?:整理|报道|摄影报道|摄|文/图|文|图)?",
    rf"[□■●◎▲★◆]\s*{NAMES}",
    rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}\s+(?:摄影)?报道",
    rf"{ROLE}[:：\s]*{NAMES}\s+文[\s/／]+{NAMES}\s+图",
    rf"(?:文|图|文图|文/图|撰文|整理|作者|供图)\s*[/:：｜|]\s*{NAMES}(?:\s+图\s*[/:：]\s*{NAMES})?",
    r"[（(]?作者(?:单位)?(?:[:：]|[系为]).{2,40}[）)]?",
)
SIGNED = (rf"[（(](?:{ROLE}[:：\s]*)?{NAMES}(?:\s*{ROLE}[:：\s]*{NAMES})*(?:整理|报道|文/图|摄)?[）)]",)
SUBTITLE = (r"\s*[—―–-]{1,4}[^—，。][^。！？]{3,60}",)
CAPTION = (
    r"[▲△▼◀▶←→↑↓]\s*\S.{3,120}",
    r"(?:图为|图片为|上图|下图|左图|右图|图[①-⑨一二三四\d])[:：为]?.{3,120}",
    rf".{{3,100}}[\s。（(]\s*(?:{ROLE}[:：\s]*)?{NAME}\s*(?:摄影?|供图|/[图摄])[）)]?",
)
SHAPES: tuple[tuple[Shape, re.Pattern], ...] = (
    ("notice", NOTICE),
    ("imprint", re.compile("|".join(IMPRINT))),
    ("credit", re.compile("|".join(CREDIT))),
    ("byline", re.compile("|".join(BYLINE))),
    ("signature", re.compile("|".join(SIGNED))),
    ("subtitle", re.compile("|".join(SUBTITLE))),
    ("caption", re.compile("|".join(CAPTION))),
)
LONGEST_SHAPE = 130
HINT = re.compile(
    r"[:：/｜|版编责美校审组案制□■●◎▲△▼◀▶▲★◆←→↑↓（(—―–\-摄图者员稿理文]|邮|热线|\d\D*$|[报刊讯波览递锦萃击播零描闻】]$"
)
"""What every text of a shape holds: most lines hold none of it and need not be looked at closer."""

NUMBERING = (
    ("part", re.compile(r"(?P<mark>[A-H])[\s.、．]\s*(?=[\u4e00-\u9fff])")),
    ("chapter", re.compile(rf"第(?P<mark>{NUMERAL})[章节部分篇]+")),
    ("first", re.compile(rf"(?P<mark>{NUMERAL})\s*[、．.]")),
    ("second", re.compile(rf"[（(](?P<mark>{NUMERAL})[）)]")),
    ("digit", re.compile(r"(?P<mark>\d{1,2})\s*[、．.](?!\d)|(?P<circled>[①-⑩])")),
)
NEWSROOM = r"(?:本报|本刊|本网|新华社|人民网|中新社|[\u4e00-\u9fff]{2,6}[报网])"
DATELINE = re.compile(rf"{NEWSROOM}[^\s，。（(]{{0,8}}(?:讯|电|消息)(?=[\s（(：:]|{ROLE}|$)|本报讯|讯[（(\s]")
GLUED_DATELINE = re.compile(r"(?<=[^\s，、；：“（])\s+(?=本报讯)")
UTTERANCE = re.compile(r"(?:(?:本[报刊网])?记者|主持人|问|答|Q|A)\s*[:：](?=\s*\S)")
"""Who speaks in an interview, at the start of what is said."""
FRESH_START = re.compile(
    r"近日|日前|近年来|近期|此外|同时|目前|据悉|据了解|据介绍|一直以来|多年来|长期以来|截至|今年|去年|首先|其次|另外"
    r"|与此同时|为了?[^，]{2,30}，|(?:20|19)\d\d年|本报|记者|在[^，]{2,30}(?:中|上|下|方面|时)，|该[院市县局]|作为"
)


NAME_ROW = re.compile(rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}(?:[\s、]+{SURNAME}[\u4e00-\u9fff]{{1,2}}){{0,4}}")


def is_names(text: str) -> bool:
    """Does a line look like names alone, as some newspapers print their bylines?"""
    return NAME_ROW.fullmatch(text.strip()) is not None


def shape_of(text: str) -> Shape:
    """The shape of a whole line or block, or "" for plain text."""
    text = text.strip()
    if len(text) > LONGEST_SHAPE or not HINT.search(text):
        return ""
    shape = next((shape for shape, pattern in SHAPES if pattern.fullmatch(text)), "")
    return shape or ("imprint" if is_running_head(text) or is_about_the_paper(text) else "")


@lru_cache(maxsize=4096)
def numbering(text: str) -> tuple[str, int] | None:
    """Kind and number of a numbered or lettered heading: 三、搭建舞台 → ("first", 3), B 对加强 → ("part", 2)."""
    text = text.lstrip()
    for kind, pattern in NUMBERING:
        if found := pattern.match(text):
            return kind, _number(next(mark for mark in found.groups() if mark))
    return None


def _number(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if mark.isascii():
        return ord(mark) - ord("A") + 1
    if mark in "①②③④⑤⑥⑦⑧⑨⑩":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(mark) + 1
    tens, _, ones = mark.rpartition("十")
    digits = "零一二三四五六七八九"
    if "十" not in mark:
        return digits.find(mark[0])
    return 10 * (digits.find(tens) if tens else 1) + (digits.find(ones) if ones else 0)


@lru_cache(maxsize=1 << 14)
def alike(one: str, other: str) -> bool:
    """Are two headings made alike: numbered in one way, or in as many halves that are as long or share their words?"""
    if numbering(one) or numbering(other):
        return bool(numbering(one) and numbering(other)) and numbering(one)[0] == numbering(other)[0]
    halves = list(zip(one.split(), other.split(), strict=False))
    if one == other or len(one.split()) != len(other.split()) or not 0.6 < len(one) / max(1, len(other)) < 1.7:
        return False
    as_long = all(len(a) == len(b) for a, b in halves)
    return (as_long and len(halves) > 1) or any(_share_words(a, b) for a, b in halves)


def _share_words(one: str, other: str) -> bool:
    """Do two phrases of the same length have at least two fifths of their characters, and two, in the same places?"""
    same = sum(a == b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and same >= max(2, 0.4 * len(one))
