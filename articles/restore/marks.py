"""What punctuation tells: whether a sentence is closed, what is left open, how wide a line is printed."""

import re
from functools import lru_cache

OPENERS = "“‘（(《〈「『【["
CLOSERS = "”’）)》〉」』】]"
PAIRS = dict(zip(CLOSERS, OPENERS, strict=True))

MARKS = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
MAY_CLOSE = frozenset("。！？!?…”’）)》」』】")
CLOSED = re.compile(r"[。！？!?…][”’）)》」』】]*$")
SIGNATURE = re.compile(r"[（(](?:[\u4e00-\u9fff·]{1,6}[ 、/]*){1,6}[）)]$")
CANNOT_START = re.compile(r"[，。、；：！？,;:?!”’）)》〉」』】…%]")
MID_SENTENCE_START = re.compile(
    r"的(?!确|士)|了(?![解然])|们|着(?![力眼手重])|[“‘]?[，。、；：！？,;:?!”’）)》〉」』】…%]|[年月日](?!来|前|均|度|初|底)|\d*%"
)
CANNOT_END = re.compile(r"[，、；：,;:“‘（(《〈「『【]$")
OPEN_WORD = re.compile(r"[也都就和与的在是把被对将及或而并从向由于其这那为以让使]$")
ASKS = re.compile(r"[？！?!]”?$")
NARROW = re.compile(r"[\x21-\x7e]")
SPACE = re.compile(r"\s+")
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"


def is_closed(text: str) -> bool:
    """Does the text end where a sentence ends? A signature in brackets after the full stop does not count."""
    text = text.rstrip()
    if text[-1:] not in MAY_CLOSE:
        return False
    return bool(CLOSED.search(text) or CLOSED.search(SIGNATURE.sub("", text).rstrip()))


def open_marks(text: str) -> list[str]:
    """Quotation marks and brackets that the text opens and does not close, outermost first."""
    return _unpaired(text)[0]


def stray_closers(text: str) -> list[str]:
    """Closing marks that the text never opened, in order: a sign that its beginning stands elsewhere."""
    return _unpaired(text)[1]


@lru_cache(maxsize=256)
def _unpaired(text: str) -> tuple[list[str], list[str]]:
    """Opening and closing marks that have no partner in the text."""
    left: list[str] = []
    stray: list[str] = []
    for char in MARKS.findall(text):
        if char in OPENERS:
            left.append(char)
        elif left and left[-1] == PAIRS[char]:
            left.pop()
        else:
            stray.append(char)
    return left, stray


def width(text: str) -> float:
    """Printed width in Han characters; Latin letters and digits count half, white space nothing."""
    solid = SPACE.sub("", text)
    return len(solid) - len(NARROW.findall(solid)) / 2
