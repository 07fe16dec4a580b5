"""Words: what jieba makes of a folded text, and which of them say most about an article.

Words decide order, related articles and what to offer when nothing is found; never whether something is found. The
index holds some in one piece, which is quicker to look up than their pairs of characters, and finds the same.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from articles.recognise import dictionary
from articles.recognise.dictionary import dictionary_version, dictionary_words
from articles.search.fields import Zone
from articles.search.terms import fold_text

KEYWORDS, MINOR_KEYWORDS = 6, 12
"""How many words of an article are keywords, and how many more minor ones."""
TIMES = {Zone.TITLE: 5, Zone.SUBTITLE: 3, Zone.HEADING: 2}
"""How often a word counts that stands once in such a place."""
FOLDER = Path(__file__).parent
WHOLE_LENGTHS = range(3, 9)
"""Characters of the words that the index holds in one piece; shorter ones are one token anyway."""
COMMON = 20
"""How often jieba's own list must have counted a word for that."""
MADE_BY = ("terms.py", "words.py", "fields.py", "documents.py", "index.py", "additions.py", "data/simplified.tsv")
"""Files that decide what the index holds."""


@cache
def tokenizer():
    """jieba with the words of this domain. Loaded on first use, which takes a second, and never at import."""
    return dictionary.tokenizer(domain_words())


@cache
def domain_words() -> tuple[str, ...]:
    """The words of the shipped lexicons, folded."""
    return tuple(sorted({fold_text(word) for word in dictionary_words()}))


@cache
def whole_words() -> frozenset[str]:
    """The words that the index holds in one piece, folded: long ones of the domain, and common ones of the language."""
    return frozenset(word for word in (*domain_words(), *map(fold_text, common_words())) if len(word) in WHOLE_LENGTHS)


def common_words() -> Iterator[str]:
    """The common long words of jieba's list, read without loading its tables."""
    import jieba

    with jieba.Tokenizer().get_dict_file() as lines:
        for line in lines:
            word, count, _kind = line.decode().split(" ")
            if len(word) in WHOLE_LENGTHS and int(count) >= COMMON:
                yield word


def whole_words_in(text: str) -> list[str]:
    """Those of them that stand in a folded text, also inside longer ones."""
    parts = {text[start : start + length] for length in WHOLE_LENGTHS for start in range(len(text))}
    return sorted(parts & whole_words())


@cache
def rarity() -> tuple[dict[str, float], float]:
    """How rare words are in Chinese at large (jieba's table of inverse frequencies), and the median for others."""
    import jieba

    # Not through jieba.analyse: with it comes the tagger, and its dictionary once more.
    lines = Path(jieba.__file__).with_name("analyse").joinpath("idf.txt").read_text(encoding="utf-8").splitlines()
    rare = {word: float(value) for word, value in map(str.split, lines)}
    return rare, sorted(rare.values())[len(rare) // 2]


def words_of(text: str, names: Iterable[str] = ()) -> list[str]:
    """The words of a folded text, in order, `names` in one piece; without marks and single characters."""
    cutting = dictionary.knowing(tokenizer(), names) if names else tokenizer()
    return [word for word in cutting.cut(text) if len(word) > 1 and word.isalnum() and not word.isdecimal()]


def keywords_of(texts: Iterable[tuple[Zone, str]]) -> list[str]:
    """The keywords of folded texts, the best first: words by how often they stand there and how rare (TF-IDF)."""
    counts: Counter[str] = Counter()
    for zone, text in texts:
        for word in words_of(text):
            counts[word] += TIMES.get(zone, 1)
    rare, median = rarity()
    ranked = sorted(counts, key=lambda word: (-counts[word] * rare.get(word, median), word))
    return ranked[: KEYWORDS + MINOR_KEYWORDS]


@cache
def index_version() -> str:
    """A stamp of what decides the content of the index: code, character table, dictionary. It changes with them."""
    import jieba

    digest = hashlib.sha256(jieba.__version__.encode())
    for name in MADE_BY:
        digest.update((FOLDER / name).read_bytes())
    digest.update(dictionary_version(domain_words()).encode())
    return digest.hexdigest()[:12]
