"""Questions about words, asked of jieba's lexicon. It is loaded on the first question, not on import."""

from functools import cache, lru_cache
from math import log

LONGEST_WORD = 4
KINDS = {
    "n": "noun", "v": "verb", "d": "adverb", "p": "preposition", "c": "conjunction", "q": "measure", "m": "number",
    "r": "pronoun", "t": "time", "f": "place", "s": "place", "u": "particle", "y": "particle", "a": "adjective",
}  # fmt: skip
"""Kinds of words by the first letter of the tag that the lexicon gives them."""
COMMON = 4500
"""How often the lexicon counts a word that is used whatever a text is about."""


@cache
def _lexicon() -> tuple[dict[str, int], float]:
    # Not by jieba's own loading, which keeps a cache in the common temporary folder that others may write.
    import jieba

    tokenizer = jieba.Tokenizer()
    frequency, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return frequency, log(total)


def joining_gain(left: str, right: str) -> float:
    """How much likelier `left + right` reads as one text than as two, in nats: above 0 where a word spans the join.

    生活质 + 量得到 gains by 质量; 近日， + 医院 gains nothing.
    """
    tail, head = left[-LONGEST_WORD:], right[:LONGEST_WORD]
    return _likelihood(tail + head) - _likelihood(tail) - _likelihood(head)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each short word of the lexicon."""
    import jieba

    with jieba.Tokenizer().get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return {row[0]: KINDS.get(row[2][:1], "other") for row in rows if len(row[0]) <= LONGEST_WORD}


@lru_cache(maxsize=1 << 14)
def kind_of_first(text: str) -> str:
    """What the longest word of the lexicon with which a text begins is: 个，由 → measure, 医院 → noun."""
    if text[:1].isascii():
        return "number" if text[:1].isdecimal() else "other"
    return next((_kinds()[text[:n]] for n in range(LONGEST_WORD, 0, -1) if text[:n] in _kinds()), "mark")


@lru_cache(maxsize=1 << 14)
def kind_of_last(text: str) -> str:
    """The same for the word with which a text ends."""
    if text[-1:].isascii():
        return "number" if text[-1:].isdecimal() else "other"
    return next((_kinds()[text[-n:]] for n in range(LONGEST_WORD, 0, -1) if text[-n:] in _kinds()), "mark")


@cache
def common_pairs() -> frozenset[str]:
    """Words of two characters that say nothing of the subject of a text: 一个, 工作, 进行."""
    return frozenset(word for word, count in _lexicon()[0].items() if len(word) == 2 and count > COMMON)


@lru_cache(maxsize=1 << 16)
def _likelihood(text: str) -> float:
    """Log likelihood of the best segmentation of a short text."""
    frequency, total = _lexicon()
    best = [0.0] + [float("-inf")] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            count = frequency.get(text[start:end], 0) or (1 if end - start == 1 else 0)
            if count:
                best[end] = max(best[end], best[start] + log(count) - total)
    return best[-1]
