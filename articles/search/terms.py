"""Folding: what index and query have in common, so that people find what is printed however they type it.

Every character folds by itself: width and compatibility forms (NFKC), case, quotation marks, and traditional to
simplified by OpenCC's character table. White space and invisible characters go. Because no character looks at its
neighbours, any part of a text folds to a part of the folded text.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SIMPLIFIED_FILE = Path(__file__).with_name("data") / "simplified.tsv"
QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟「」〝〞", '"'), **dict.fromkeys("‘’‚‛『』", "'")},
)
INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Unicode categories of what nobody sees: controls, format characters, lone surrogates, white space."""
WORDLESS = ("P", "S")
"""First letters of the Unicode categories in which there is nothing to look for: punctuation and symbols."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. `offsets[i]` is the place in the original of the character that `text[i]` was made from."""

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that holds the non-empty span `[start, end)` of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold `text`, remembering where each character came from.

    >>> fold("ＣＴ 檢 查")
    Folded(text='ct检查', offsets=(0, 1, 3, 5))
    """
    plain = text.translate(FOLDING)
    if UNEQUAL.isdisjoint(text):
        return Folded(plain, tuple(range(len(text))))
    pieces = [FOLDING[ord(char)] for char in text]
    return Folded("".join(pieces), tuple(place for place, piece in enumerate(pieces) for _ in piece))


def fold_text(text: str) -> str:
    """The folded text alone: what the index stores."""
    return text.translate(FOLDING)


def is_wordless(text: str) -> bool:
    """Whether there is nothing in `text` to look for: it is empty, punctuation or symbols."""
    return all(unicodedata.category(char)[0] in WORDLESS for char in text)


class Folding(dict):
    """Code point → what it folds to. Filled character by character, as they come."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        if len(folded) != 1:
            UNEQUAL.add(chr(code))
        return self.setdefault(code, folded)


FOLDING = Folding()
UNEQUAL: set[str] = set()
"""Characters met so far that fold to none or to several."""


def fold_character(char: str) -> str:
    """What one character folds to: usually one character, none for white space, several for such as ㎡ → m2."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    visible = (part for part in plain.translate(QUOTES) if unicodedata.category(part) not in INVISIBLE)
    return "".join(simplified().get(part, part) for part in visible)


@cache
def simplified() -> dict[str, str]:
    """Traditional character → simplified character. Read on first use, once per process."""
    return dict(line.split("\t") for line in SIMPLIFIED_FILE.read_text(encoding="utf-8").splitlines())


# --- Tokens: what of a folded text the index holds ------------------------------------------------------------------

# SQLite's `ascii` tokenizer cuts at ASCII marks and at nothing else. Their full-width forms never occur in folded text.
UNBROKEN = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}


def tokens(texts: Iterable[str], mark: str = "", *, with_characters: bool = False) -> list[str]:
    """The tokens of folded texts: of each its pairs of neighbouring characters in order, then perhaps all characters.

    The last "pair" of a text is one character. So every character begins a token, and no run of pairs reaches from one
    text into the next.

    >>> tokens(["党建强", "院"])
    ['党建', '建强', '强', '院']
    >>> tokens(["党建强"], with_characters=True)
    ['党建', '建强', '强', '党', '建', '强']
    """
    texts = list(texts)
    pairs = [text[place : place + 2] for text in texts for place in range(len(text))]
    characters = sorted(set("".join(texts))) if with_characters else ()
    return [(mark + token).translate(UNBROKEN) for token in (*pairs, *characters)]


def whole_token(word: str, mark: str) -> str:
    """The token of a folded word that is held in one piece."""
    return (mark + word).translate(UNBROKEN)


def word_tokens(word: str, mark: str = "") -> list[str]:
    """The tokens that stand one after another where the folded `word` stands in a text: its pairs, or itself."""
    pairs = [word[place : place + 2] for place in range(len(word) - 1)] or [word]
    return [(mark + pair).translate(UNBROKEN) for pair in pairs]
