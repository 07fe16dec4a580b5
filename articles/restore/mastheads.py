"""What a page prints about itself on its edge: newspaper, date, day of the week, page and section, in any order.

Such a running head is a row of these parts and nothing else: A4 党建专刊 2023年6月30日 星期五. No list of newspapers is
needed: a name is known by its ending, and a section by its ending or by two parts beside it that are sure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GAP = r"[\s·•|｜/／:：—―–（）()-]*"
NUMERAL = r"[一二三四五六七八九十]{1,3}"
DESK = (
    r"(?:责任编辑|责编|美术编辑|编辑|美编|版式设计|版式|组版|排版|校对|校检|审校|审读|值班编委|值班主任|值班编辑"
    r"|执行主编|副?主编|总编辑?|社长|制图)"
)
OFFICE = (
    r"(?:(?:社|地|网)址|邮编|邮政编码|(?:新闻|发行|订阅|投稿|广告|读者|监督|编辑)?(?:热线|电话|邮箱|信箱)|传真|[Ee]-?mail|主管|主办|主管主办"
    r"|出版|印刷|通讯地址|社长|总编辑?|法律顾问|国内统一(?:连续出版物号|刊号)|邮发代号|广告(?:经营)?许可证号?)"
)
"""What a newspaper says of its office, before what it is."""
BUSINESS = (
    rf"(?:{OFFICE}|{DESK})\s*[:：]",
    r"(?<![\d.])(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9})(?!\d)",
    r"[\w.-]+@[\w.-]+",
    r"(?:定价|零售|每份|每期)[^，。]{0,6}\d+(?:\.\d+)?\s*元",
    r"国内统一(?:连续出版物号|刊号)",
    r"CN\s?\d\d-\d{4}",
)
SURE = {
    "date": r"(?:19|20)\d\d(?:年|[-./])\s?\d{1,2}(?:月|[-./])\s?\d{1,2}(?:日|(?!\d))",
    "weekday": r"(?:星期|周)[一二三四五六日天]",
    "page": rf"(?:版次\s*[:：]\s*)?第?\s*(?:[A-Z]?\d{{1,3}}|{NUMERAL})\s*版(?!本)|(?:[A-Z]\d{{1,2}}|0\d)(?![A-Z\d])",
    "lunar": r"农历[\u4e00-\u9fff]{4,11}",
    "issue": r"(?:(?:19|20)\d\d年)?[总第]{1,2}\s*\d{1,6}\s*[期号]",
    "pages": r"今日\s*\d{1,3}\s*版",
    "desk": rf"(?:本版|本期)?{DESK}[:：/\s]*(?:(?!{DESK})[\u4e00-\u9fff]){{2,4}}",
    "contact": r"(?:电话|热线|邮箱|[Ee]-?mail)[:：\s]*[\w.@（）()-]{7,}",
}
REPEATED = ("desk", "contact", "issue")
"""Parts of which there may be several."""
PUBLIC = "都市|生活|健康|卫生|医药|科技|教育|工人|农民|青年|老年|法治|经济|科学|人民|党建|杏林|医院|医学|院|工作简"
NEWSPAPER = rf"[\u4e00-\u9fff]{{1,8}}(?:(?:[日晚早晨时周商导]|{PUBLIC})报|医讯)"
SECTION = r"[\u4e00-\u9fff]{0,6}(?:要闻|综合|专题|专版|专刊|特刊|副刊|周刊|新闻|版面|专栏)"
SUBJECT = r"[\u4e00-\u9fff]{0,4}(?:党建|健康|卫生|医疗|广告)"
NUMBER = r"\d{1,2}(?!\d)"
WEAK = {
    "newspaper": NEWSPAPER,
    "section": SECTION,
    "subject": SUBJECT,
    "number": NUMBER,
    "other": r"[\u4e00-\u9fff]{2,8}",
}
PART = re.compile(rf"{GAP}(?:" + "|".join(f"(?P<{name}>{part})" for name, part in (SURE | WEAK).items()) + rf"){GAP}")
LONGEST = 60
DIGITS = re.compile(r"\d+")
WEEKDAYS = "一二三四五六日"
SUPPLEMENT = re.compile(r"[\u4e00-\u9fff]{2,4}(?:周刊|专刊|特刊|副刊|专版)")
COLUMN_NAME = re.compile(
    r"(?:一句话|综合|要闻|新闻|医讯|工作|基层|党建|卫生|健康)?"
    r"(?:集团动态|院内动态|基层动态|工作动态|简讯|短讯|快讯|简报|短波|速览|速递|集锦|荟萃|点击|播报|一览|拾零|扫描|短新闻|一句话新闻)"
)
"""What stands above several short items and is the title of none."""
FACTS = re.compile("|".join(f"(?:{fact})" for fact in BUSINESS))
OWN_OFFICE = re.compile(rf"(?:本[报刊社版]|编辑部){OFFICE}")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a page says of itself; None where it does not say so, or says two things."""

    newspaper: str | None = None
    issue_date: date | None = None
    page_label: str | None = None


def is_running_head(line: str) -> bool:
    """Is a line nothing but what a page prints about itself? One part alone may be text (星期五), but a newspaper."""
    parts = _parts(line)
    sure = len(parts.keys() & SURE.keys())
    if len(parts) == 1:
        return bool(parts.keys() & {"newspaper", "issue"}) or bool(SUPPLEMENT.fullmatch(line))
    if {"newspaper", "number"} <= parts.keys():
        return True
    if "other" in parts:
        return sure + len(parts.keys() & {"newspaper", "section", "subject"}) > 1 and sure > 0
    return sure > 0 or {"section", "number"} <= parts.keys()


def is_column_name(line: str) -> bool:
    return COLUMN_NAME.fullmatch(re.sub(r"[\s【】\[\]■●◆]", "", line)) is not None


def is_about_the_paper(line: str) -> bool:
    """Is a line the name of a column, or about the newspaper's office: at least two facts, or one that is its own?"""
    if is_column_name(line):
        return True
    if re.search("[，。]", line):
        return False
    return len(FACTS.findall(line)) > 1 or bool(OWN_OFFICE.match(line))


def masthead(lines: Iterable[str]) -> Masthead:
    """Newspaper, date and page from the running heads among some lines."""
    found: dict[str, set] = {"newspaper": set(), "date": set(), "page": set()}
    for line in filter(is_running_head, lines):
        parts = _parts(line)
        day = _day(parts)
        if day and len(parts.keys() & SURE.keys()) > 1:
            found["date"].add(day)
        for name in found.keys() & parts.keys() - {"date"}:
            found[name].add(_label(parts[name]) if name == "page" else parts[name])
    newspaper, day, page = (values.pop() if len(values) == 1 else None for values in found.values())
    return Masthead(newspaper, day, page)


def _parts(line: str) -> dict[str, str]:
    """The parts of a line by name; none where anything else stands between them."""
    parts: dict[str, str] = {}
    at = 0
    while at < len(line) <= LONGEST:
        part = PART.match(line, at)
        if part is None or (part.lastgroup in parts and part.lastgroup not in REPEATED):
            return {}
        parts.setdefault(part.lastgroup, part[part.lastgroup])
        at = part.end()
    return parts


def _day(parts: dict[str, str]) -> date | None:
    """The date, if there is such a day and it is the day of the week that is printed beside it."""
    try:
        day = date(*map(int, DIGITS.findall(parts.get("date", ""))))
    except (TypeError, ValueError):
        return None
    weekday = parts.get("weekday", "")[-1:].replace("天", "日")
    return day if weekday in ("", WEEKDAYS[day.weekday()]) else None


def _label(printed: str) -> str:
    """版次：第 4 版 → 第4版."""
    return re.sub(r"版次|[:：\s]", "", printed)
