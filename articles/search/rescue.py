"""What to offer when nothing is found: which word is to blame, what else it may have meant, which filter to drop."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from django.db import DatabaseError, transaction
from django.db.models import F

from articles.models import Hospital, Initiative, Practice, SearchMiss, SearchSuggestion, Theme
from articles.search.base import SearchResult, search
from articles.search.explain import said
from articles.search.matching import Matcher
from articles.search.pinyin import homophones, sound
from articles.search.query import Clause, Query, Term, typed
from articles.search.terms import fold_text
from articles.search.words import domain_words, tokenizer

MOST_ALIKE, MOST_LOST = 4, 3
"""Offers, and words that are looked after: going through all words that there are takes time for each."""
TRIED = 24
"""Words that are tried for being in the archive, for each one that is not."""
NAMED = (Hospital, Initiative, Practice, Theme)
LONGEST_NAME = 20
MOST_MISSES = 5_000
LONGEST_MISS = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """Another query, and how many articles it finds."""

    query: str
    count: int


def each_alone(found: SearchResult) -> list[tuple[str, Offer]]:
    """What every part looked for finds by itself: in words, and as a query; nothing for a query of one part."""
    clauses = found.query.required
    if len(clauses) + len(found.query.excluded) < 2:
        return []
    counts = [int((found.matcher.clause(clause) & found.matcher.visible).sum()) for clause in clauses]
    return [(said(clause), Offer(typed(clause), count)) for clause, count in zip(clauses, counts, strict=True)]


def without_filters(found: SearchResult) -> list[tuple[str, int]]:
    """How many there would be without each of the filters, by its name; only where there would be any."""
    counts = [(name, found.count_without(name)) for name, values in found.narrowed.items() if values]
    return [(name, count) for name, count in counts if count]


def meant(found: SearchResult) -> list[Offer]:
    """Queries with other words in the place of those that stand nowhere. They are looked for without any filter."""
    query, matcher = found.query, found.matcher
    lost = [clause for clause in query.required if is_word(clause) and not matcher.clause(clause).any()]
    instead = {term: texts for term in lost[:MOST_LOST] if (texts := standing(found, term))}
    most = max(map(len, instead.values()), default=0)
    queries = dict.fromkeys(rewritten(query.typed, instead, choice) for choice in range(min(most, MOST_ALIKE)))
    offers = [Offer(text, search(text).count) for text in queries]
    return sorted((offer for offer in offers if offer.count), key=lambda offer: -offer.count)


def rewritten(typed: str, instead: dict[Term, list[str]], choice: int) -> str:
    """The query as typed, with the so-many-th text in the place of each lost word, or the last that there is."""
    for term, texts in instead.items():
        typed = typed.replace(term.printed, texts[min(choice, len(texts) - 1)])
    return typed


def is_word(clause: Clause) -> bool:
    return isinstance(clause, Term) and not clause.field


def standing(found: SearchResult, lost: Term) -> list[str]:
    """What may have been meant by a word that stands nowhere, or else its parts, as far as they stand somewhere."""
    words = found.words_within(lost.text)
    whole = [" ".join(words), *alike(lost.text)] if len(words) > 1 else alike(lost.text)
    return those_that_stand(found, whole) or those_that_stand(found, words)


def those_that_stand(found: SearchResult, texts: Iterable[str]) -> list[str]:
    """The first of some texts, as far as there are articles with all their words."""
    tried = list(dict.fromkeys(texts))[:TRIED]
    terms = {text: tuple(Term(word, word) for word in text.split()) for text in tried}
    matcher = Matcher(found.catalogue, [term for words in terms.values() for term in words])
    return [text for text, words in terms.items() if matcher.matching(Query(text, words)).any()]


def alike(word: str) -> Iterator[str]:
    """Words and names that sound the same, then those in which one character is another, missing or too many."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    if word.isascii():
        yield from spelled(word)
        return
    known = vocabulary()
    near = [*known[len(word)], *known[len(word) - 1], *known[len(word) + 1]]
    sounding = re.compile("".join(map(same_sound, word)))
    yield from (other for other in known[len(word)] if other != word and sounding.fullmatch(other))
    found = process.extract(word, near, scorer=Levenshtein.distance, score_cutoff=1, limit=TRIED)
    yield from (other for other, _distance, _place in found if other != word)


def same_sound(char: str) -> str:
    """A regular expression for the characters that sound like one, and for itself."""
    return f"(?:{'|'.join(map(re.escape, {char, *homophones().get(sound(char), ())}))})"


def spelled(letters: str) -> list[str]:
    """Names of records that are typed with these letters."""
    models = {model._meta.model_name: model for model in NAMED}
    rows = SearchSuggestion.objects.filter(key=letters, kind__in=models).values_list("kind", "object_pk")[:TRIED]
    return [fold_text(models[kind].objects.get(pk=key).name) for kind, key in rows]


def vocabulary() -> dict[int, list[str]]:
    """All words that may have been meant, by their length: jieba's dictionary, and the names of the archive."""
    by_length: dict[int, list[str]] = defaultdict(list, {length: list(words) for length, words in dictionary().items()})
    for model in NAMED:
        for name in set(map(fold_text, model.objects.values_list("name", flat=True))):
            by_length[len(name)].append(name)
    return by_length


@cache
def dictionary() -> dict[int, tuple[str, ...]]:
    """Words by their length, those of this domain first."""
    by_length: dict[int, list[str]] = defaultdict(list)
    general = (word for word, frequency in tokenizer().FREQ.items() if frequency and len(word) > 1)
    for word in dict.fromkeys(chain(domain_words(), general)):
        by_length[len(word)].append(word)
    return {length: tuple(words) for length, words in by_length.items()}


def count_miss(query: Query) -> None:
    """Count a search that found nothing, by its words alone. The archive goes on where that cannot be written."""
    words = " ".join(term.text for term in query.words)[:LONGEST_MISS]
    if not words:
        return
    try:
        with transaction.atomic():
            if not SearchMiss.objects.filter(words=words).update(times=F("times") + 1) and not is_full():
                SearchMiss.objects.create(words=words)
    except DatabaseError:
        return


def is_full() -> bool:
    """Whether so many searches are counted already that more would tell editors nothing."""
    return SearchMiss.objects.count() >= MOST_MISSES
