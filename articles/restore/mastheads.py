"""What a page prints about itself on its edge: newspaper, date, day of the week, page and section, in any order.

Such a running head is a row of these parts and nothing else: A4 党建专刊 2023年6月30日 星期五. No list of newspapers is
needed: a name is known by its ending, and a section by its ending or by two parts beside it that are sure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GAP = r"[\s·•|｜/／:：—―–-]*"
NUMERAL = r"[一二三四五六七八九十]{1,3}"
DESK = r"(?:责任编辑|责编|编辑|美编|美术编辑|版式|版式设计|校对|审校|值班编委|制图)"
SURE = {
    "date": r"(?:19|20)\d\d(?:年|[-./])\s?\d{1,2}(?:月|[-./])\s?\d{1,2}(?:日|(?!\d))",
    "weekday": r"(?:星期|周)[一二三四五六日天]",
    "page": rf"(?:版次\s*[:：]\s*)?第?\s*(?:[A-Z]?\d{{1,3}}|{NUMERAL})\s*版(?!本)|(?:[A-Z]\d{{1,2}}|0\d)(?![A-Z\d])",
    "lunar": r"农历[\u4e00-\u9fff]{4,11}",
    "issue": r"[总第]{1,2}\s*\d{1,6}\s*[期号]",
    "pages": r"今日\s*\d{1,3}\s*版",
    "desk": rf"(?:本版|本期)?{DESK}[:：\s]*[\u4e00-\u9fff]{{2,4}}",
}
PUBLIC = "都市|生活|健康|卫生|医药|科技|教育|工人|农民|青年|老年|法治|经济|科学|人民"
NEWSPAPER = rf"[\u4e00-\u9fff]{{1,6}}(?:[日晚早晨时周商导]|{PUBLIC})报"
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
        return "newspaper" in parts
    if "other" in parts:
        return sure + len(parts.keys() & {"newspaper", "section", "subject"}) > 1 and sure > 0
    return sure > 0 or {"section", "number"} <= parts.keys()


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
        if part is None or part.lastgroup in parts:
            return {}
        parts[part.lastgroup] = part[part.lastgroup]
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
