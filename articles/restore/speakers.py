"""Lines that introduce a speaker of a forum: name, organisation and post, in the orders that newspapers use."""

import re

from articles.restore.shapes import NAME

POST = (
    r"(?:党委|党总支|党支部|党组|纪委|直属机关|医务|护理|院长|副|常务|书记|主任|理事|会长|局长|处长|部长|科长|校长|所长|厅长|司长"
    r"|董事|秘书|总经理|执行|兼)"
)
ORGANISATION = (
    r"[\u4e00-\u9fff（）·]{2,30}?(?:医院|卫生院|医学中心|中心|卫生健康委|卫健委|卫健局|卫生健康局|委员会|办公室|大学|学院|研究院|研究所|集团"
    r"|协会|学会|公司|保健院|防治院|总院|分院|院区|社|局|厅|部)"
)
ROLE = rf"(?P<organisation>{ORGANISATION})\s*(?P<position>{POST}[\u4e00-\u9fff、，,（） ]{{0,60}}?)"
SPEAKERS = (
    re.compile(rf"{ROLE}[\s:：]+(?P<name>{NAME})[:：]?"),
    re.compile(rf"(?P<name>{NAME})[\s,，]*[（(]{ROLE}[）)][:：]?"),
    re.compile(rf"(?P<name>{NAME})[\s,，:：]+{ROLE}"),
)
A_POST = re.compile(r"书记|院长|主任|主席|[会局处部科校所厅司]长|理事|秘书")
ORNAMENTS = "—-　 ■□●◆"
LONGEST = 90


def speaker_of(text: str) -> re.Match | None:
    """The speaker that a line introduces, with groups `name`, `organisation`, `position`."""
    if len(text) > LONGEST or "。" in text or not A_POST.search(text):
        return None
    return next((found for pattern in SPEAKERS if (found := pattern.fullmatch(text.strip(ORNAMENTS)))), None)
