"""Words that segmentation keeps whole: terms of the lexicons and the archive's own names. For ranking, not for recall.

words = dictionary_words(["云溪县人民医院"])
list(tokenizer(words).cut("云溪县人民医院推进医共体建设"))  # 云溪县人民医院 推进 医共体 建设
"""

import hashlib
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from articles.recognise.lexicon import table, words
from articles.recognise.places import divisions

if TYPE_CHECKING:
    from jieba import Tokenizer

TERM_LISTS = (
    ("hospital_names", "heads"),
    ("hospital_names", "modifiers"),
    ("party", "departments"),
    ("people", "posts"),
    ("initiatives", "strong_types"),
)
"""The word lists whose words are terms."""
TELLING = 2 / 3
LONGEST_KEYWORD = 4
"""Keywords of themes that are terms: by weight beside the theme's heaviest, and by length. Others are phrases."""
WORD = re.compile("[\u4e00-\u9fffA-Za-z0-9+·]{2,20}")
"""What jieba can keep whole. A longer name is no word that anybody looks for."""
ROUNDING = 0.02
CUT_OFF = re.compile("[在与和促带]$")
"""The end of a keyword that is the beginning of many words (支部建在)."""


@cache
def lexicon_words() -> frozenset[str]:
    """The terms of the shipped lexicons: institutions, departments, posts, practices, themes, places.

    A term with a general noun behind it is two words (三会一课 制度).
    """
    terms = set(filter(WORD.fullmatch, _terms()))
    nouns = words("initiatives", "types")
    longer = {term + noun for term in terms for noun in nouns}
    return frozenset(terms - longer)


def _terms() -> Iterator[str]:
    for name, key in TERM_LISTS:
        yield from words(name, key)
    for practice in table("practices")["practices"]:
        yield from (practice["name"], *practice["synonyms"])
    for theme in table("themes")["themes"]:
        yield theme["name"]
        least = TELLING * max(theme["keywords"].values()) - ROUNDING
        telling = (word for word, weight in theme["keywords"].items() if weight >= least)
        yield from (word for word in telling if len(word) <= LONGEST_KEYWORD and not CUT_OFF.search(word))
    yield from (division.name for division in divisions().values())


def dictionary_words(names: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of the lexicons and those of `names` that can be words, each once, in a fixed order."""
    return tuple(sorted(lexicon_words().union(filter(WORD.fullmatch, names))))


def dictionary_version(dictionary: tuple[str, ...]) -> str:
    """A stamp of a dictionary, for whatever is stored of the words that it makes."""
    return hashlib.sha256("\n".join(dictionary).encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def tokenizer(dictionary: tuple[str, ...]) -> "Tokenizer":
    """A tokenizer of this process with these words beside jieba's own; the global one stays as it is.

    The first call takes a second or two. The dictionary that was asked for last stays in memory.
    """
    import jieba

    made = jieba.Tokenizer()
    # Not by jieba's own loading, which keeps a cache in the common temporary folder that others may write.
    made.FREQ, made.total = made.gen_pfdict(made.get_dict_file())
    made.initialized = True
    for word in dictionary:
        made.add_word(word)
    return made


def knowing(base: "Tokenizer", names: Iterable[str]) -> "Tokenizer":
    """A tokenizer that keeps `names` whole too: cheap, for the few names of one text. `base` lends its dictionary."""
    import jieba

    made = jieba.Tokenizer()
    made.FREQ, made.total, made.initialized = ChainMap({}, base.FREQ), base.total, True
    for name in names:
        made.add_word(name)
    return made
