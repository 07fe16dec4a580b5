"""Finding articles of different pages that print the same: the only writer of marks of texts and of likely reprints.

Texts are compared by their shingles, runs of eight characters (Broder, On the resemblance and containment of documents,
1997). Of each text the few with the smallest hashes are stored as its marks: texts that share much share some of them,
so that a look into an index finds whom to compare. The comparison itself is exact.

Whoever changes articles or their passages calls `refresh_reprints` in the same transaction.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from heapq import nsmallest
from itertools import groupby

from django.db.models import Count, Q

from articles.figure_checks import stable_key
from articles.models import Article, LikelyReprint, Passage, TextMark
from articles.search.index import batches
from articles.search.terms import fold, fold_text

SHINGLE = 8
"""Characters of a shingle: long enough that two texts hardly share one by chance."""
MARKS = 32
"""Marks of a text: one that stands whole in another four times as long shares eight of them on average."""
FEWEST_SHINGLES = 40
"""Below this a text is too short to say that another repeats it."""
FEWEST_MARKS = 2
"""So many marks two texts share before they are compared."""
COMMON = 20
"""A mark that more texts have than this is of a phrase that everybody uses, and says nothing."""
COMPARED = 20
"""With so many texts, at most, each is compared: those that share most marks."""
LIKELY = 50
"""So much of the shorter text, of 100, stands in the other from which on the two are proposed."""
BODY = (Passage.Kind.HEADING, Passage.Kind.PARAGRAPH)

Shingles = frozenset[str]


def refresh_reprints(articles: Iterable[int]) -> None:
    """Mark the texts of these articles (keys) again, and find again which others print the same."""
    for keys in batches(sorted(set(articles))):
        texts = shingles_of(keys)
        marks = {key: marks_of(shingles) for key, shingles in texts.items()}
        write_marks(keys, marks)
        found = list(likely_reprints(texts, nearest(marks)))
        concerned = LikelyReprint.objects.filter(Q(first__in=keys) | Q(second__in=keys))
        concerned.exclude(pk__in=[pair.pk for pair in found]).delete()
        LikelyReprint.objects.bulk_create(found, update_conflicts=True, unique_fields=["id"], update_fields=["shared"])


def shingles_of(articles: Collection[int]) -> dict[int, Shingles]:
    """The shingles of the bodies of those of these articles (keys) that have enough of them."""
    passages = Passage.objects.filter(article__in=articles, kind__in=BODY).order_by("article_id", "order")
    bodies = groupby(passages.only("article_id", "machine_text", "correction"), key=lambda passage: passage.article_id)
    found = {key: shingles("".join(passage.text for passage in body)) for key, body in bodies}
    return {key: its for key, its in found.items() if len(its) >= FEWEST_SHINGLES}


def shingles(text: str) -> Shingles:
    """Every run of characters, without what typesetting or a copyist may change: white space, punctuation, variants."""
    plain = "".join(filter(str.isalnum, fold_text(text)))
    return frozenset(plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1))


def marks_of(shingles: Shingles) -> set[int]:
    """The smallest hashes of the shingles, of 63 bits."""
    return set(nsmallest(MARKS, map(_hash, shingles)))


def write_marks(articles: Collection[int], marks: dict[int, set[int]]) -> None:
    """Give these articles (keys) their marks, and leave those alone that are as they were."""
    wanted = {(key, value) for key, values in marks.items() for value in values}
    rows = TextMark.objects.filter(article__in=articles)
    stored = {(key, value): row for row, key, value in rows.values_list("pk", "article", "value")}
    TextMark.objects.filter(pk__in=[stored[mark] for mark in stored.keys() - wanted]).delete()
    new = sorted(wanted - stored.keys())
    TextMark.objects.bulk_create(
        TextMark(pk=stable_key("mark", [key, value]), article_id=key, value=value) for key, value in new
    )


def nearest(marks: dict[int, set[int]]) -> dict[int, list[int]]:
    """For each text, by its marks, the keys of the articles of other pages that share most of them."""
    values = {value for its in marks.values() for value in its}
    numbers = TextMark.objects.filter(value__in=values).order_by().values("value").annotate(number=Count("pk"))
    values -= set(numbers.filter(number__gt=COMMON).values_list("value", flat=True))
    holders: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    stored = TextMark.objects.filter(value__in=values, article__joined_into=None).order_by()
    for value, *holder in stored.values_list("value", "article", "article__page"):
        holders[value].append(holder)
    pages = dict(Article.objects.filter(pk__in=marks).values_list("pk", "page"))
    return {key: _closest(pages[key], (holders[value] for value in its)) for key, its in marks.items()}


def _closest(page: int, holders: Iterable[list[tuple[int, int]]]) -> list[int]:
    shared = Counter(article for holding in holders for article, its_page in holding if its_page != page)
    ranked = sorted(shared, key=lambda article: (-shared[article], article))
    return [article for article in ranked if shared[article] >= FEWEST_MARKS][:COMPARED]


def likely_reprints(texts: dict[int, Shingles], near: dict[int, list[int]]) -> Iterable[LikelyReprint]:
    """The pairs of one of these texts with one `near` it that print much the same, not yet stored."""
    known = texts | shingles_of({other for found in near.values() for other in found} - texts.keys())
    pairs = {(min(pair), max(pair)) for key, found in near.items() for other in found for pair in [(key, other)]}
    for first, second in sorted(pairs):
        if {first, second} <= known.keys() and (shared := share(known[first], known[second])) >= LIKELY:
            key = stable_key("reprint", [first, second])
            yield LikelyReprint(pk=key, first_id=first, second_id=second, shared=shared)


def unshared(text: str, other: Shingles) -> list[tuple[int, int]]:
    """The spans of a passage that lie in none of the other text's shingles. Too short a passage says nothing."""
    folded = fold(text)
    places = [at for at, char in enumerate(folded.text) if char.isalnum()]
    plain = "".join(folded.text[at] for at in places)
    starts = [at for at in range(len(plain) - SHINGLE + 1) if plain[at : at + SHINGLE] in other]
    shared = {at + step for at in starts for step in range(SHINGLE)}
    own = [at for at in range(len(plain)) if at not in shared] if len(plain) >= SHINGLE else []
    runs = (list(run) for _, run in groupby(enumerate(own), key=lambda numbered: numbered[1] - numbered[0]))
    return [folded.source_span(places[run[0][1]], places[run[-1][1]] + 1) for run in runs]


def share(one: Shingles, other: Shingles) -> int:
    """How much of the shorter of two texts stands in the other, of 100."""
    return round(100 * len(one & other) / min(len(one), len(other)))


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest()) >> 1
