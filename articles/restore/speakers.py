"""Lines that introduce a speaker of a forum: name, organisation and post, in the orders that newspapers use."""

import re
from functools import lru_cache

POST = (
    r"(?:党委|党总支|党支部|党组|纪委|直属机关|医务|护理|院长|副|常务|书记|主任|理事|会长|局长|处长|部长|科长|校长|所长|厅长|司长"
    r"|董事|秘书|总经理|执行|兼)"
)
ORGANISATION = (
    r"(?:(?![的由在把被将是了])[\u4e00-\u9fff（）·]){2,30}?(?:医院|卫生院|医学中心|中心|卫生健康委|卫健委|卫健局|卫生健康局|委员会|办公室|大学|学院|研究院|研究所|集团"
    r"|协会|学会|公司|保健院|防治院|总院|分院|院区|社|局|厅|部)"
)
A_POST = r"(?:书记|主任|主席|[院会局处部科校所厅司]长|理事|秘书|委员|经理)"
DEPARTMENT = r"(?:[\u4e00-\u9fff]{1,6}(?:科|室|病区|病房)|后勤|机关)?"
POSITION = rf"{DEPARTMENT}(?:{POST}[\u4e00-\u9fff、，,（） ]{{0,60}}?)?{A_POST}"
ROLE = rf"(?P<organisation>{ORGANISATION})\s*(?P<position>{POSITION})"
SPEAKER = r"(?:(?![的由在将把被是了和与为])[\u4e00-\u9fff·]){2,5}"
SPEAKERS = (
    re.compile(rf"{ROLE}[\s:：]+(?P<name>{SPEAKER})[:：]?"),
    re.compile(rf"(?P<name>{SPEAKER})[\s,，]*[（(]{ROLE}[）)][:：]?"),
    re.compile(rf"(?P<name>{SPEAKER})[\s,，:：]+{ROLE}"),
)
ORNAMENTS = "—-　 ■□●◆"
LONGEST = 90


@lru_cache(maxsize=4096)
def speaker_of(text: str) -> re.Match | None:
    """The speaker that a line introduces, with groups `name`, `organisation`, `position`."""
    if len(text) > LONGEST or "。" in text or not re.search(A_POST, text):
        return None
    return next((found for pattern in SPEAKERS if (found := pattern.fullmatch(text.strip(ORNAMENTS)))), None)
