"""How Chinese is typed in Latin letters: 医共体 is yigongti, or ygt for short; and which characters sound alike."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from articles.search.terms import fold_text

LONGEST = 120


def typed_forms(name: str) -> Iterator[str]:
    """The whole pinyin of a name and its initials, letters and digits alone. Nothing for a name without any Chinese."""
    from pypinyin import lazy_pinyin

    syllables = [letters(syllable) for syllable in lazy_pinyin(fold_text(name), errors=list)]
    forms = ["".join(syllables), "".join(syllable[:1] for syllable in syllables)]
    yield from dict.fromkeys(form[:LONGEST] for form in forms if form)


def letters(syllable: str) -> str:
    """The syllable without whatever is neither a lower-case letter nor a digit: ü is typed v, as keyboards have it."""
    return "".join(char for char in syllable.replace("ü", "v").lower() if char.isascii() and char.isalnum())


@cache
def sound(char: str) -> str:
    """The most usual reading of one character, without tone; the character itself where it has none."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(char)[0]


@cache
def homophones() -> dict[str, frozenset[str]]:
    """Reading → all characters of the usual set that sound so. 20,992 readings, made on first use."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for code in range(0x4E00, 0xA000):
        by_sound[sound(chr(code))].add(chr(code))
    return {reading: frozenset(chars) for reading, chars in by_sound.items()}
