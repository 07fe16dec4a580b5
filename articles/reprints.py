"""Finding articles of different pages that print the same: the only writer of marks of texts and of likely reprints.

Texts are compared by their shingles, runs of eight characters (Broder, On the resemblance and containment of documents,
1997). Of each text the few with the smallest hashes are stored as its marks: texts that share much share some of them,
so that a look into an index finds whom to compare. The comparison itself is exact.

Whoever changes articles or their passages calls `refresh_reprints` in the same transaction.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, groupby
from operator import itemgetter

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from articles.figure_checks import stable_key
from articles.inserting import insert_values
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


def add_reprints(bodies: Mapping[int, Iterable[Passage]]) -> None:
    """Mark the texts of articles (keys) that are new, of which `bodies` are all passages, and find which others print
    the same.
    """
    printed = {key: (each.text for each in passages if each.kind in BODY) for key, passages in bodies.items()}
    texts = _long_enough(printed.items())
    marks = {key: marks_of(shingles) for key, shingles in texts.items()}
    add_marks((key, value) for key, values in marks.items() for value in values)
    LikelyReprint.objects.bulk_create(likely_reprints(texts, nearest(marks)))


def shingles_of(articles: Collection[int]) -> dict[int, Shingles]:
    """The shingles of the bodies of those of these articles (keys) that have enough of them."""
    passages = Passage.objects.filter(article__in=articles, kind__in=BODY).order_by("article_id", "order")
    printed = passages.values_list("article_id", Coalesce("correction", "machine_text"))
    bodies = groupby(printed, key=itemgetter(0))
    return _long_enough((key, (text for _, text in body)) for key, body in bodies)


def _long_enough(bodies: Iterable[tuple[int, Iterable[str]]]) -> dict[int, Shingles]:
    """The shingles of those bodies, given in pieces, that have enough of them."""
    found = ((key, shingles("".join(pieces))) for key, pieces in bodies)
    return {key: its for key, its in found if len(its) >= FEWEST_SHINGLES}


def shingles(text: str) -> Shingles:
    """Every run of characters, without what typesetting or a copyist may change: white space, punctuation, variants."""
    plain = "".join(filter(str.isalnum, fold_text(text)))
    return frozenset(plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1))


def marks_of(shingles: Shingles) -> set[int]:
    """The smallest hashes of the shingles, of 63 bits."""
    return set(sorted(map(_hash, shingles))[:MARKS])


def write_marks(articles: Collection[int], marks: dict[int, set[int]]) -> None:
    """Give these articles (keys) their marks, and leave those alone that are as they were."""
    wanted = {(key, value) for key, values in marks.items() for value in values}
    rows = TextMark.objects.filter(article__in=articles)
    stored = {(key, value): row for row, key, value in rows.values_list("pk", "article", "value")}
    TextMark.objects.filter(pk__in=[stored[mark] for mark in stored.keys() - wanted]).delete()
    add_marks(wanted - stored.keys())


def add_marks(marks: Iterable[tuple[int, int]]) -> None:
    """Store new marks: key of the article, and value."""
    rows = [(stable_key("mark", [key, value]), key, value) for key, value in sorted(marks)]
    insert_values(TextMark, ("id", "article_id", "value"), rows)


def nearest(marks: dict[int, set[int]]) -> dict[int, list[int]]:
    """For each text, by its marks, the keys of the articles of other pages that share most of them."""
    values = {value for its in marks.values() for value in its}
    numbers = TextMark.objects.filter(value__in=values).order_by().values("value").annotate(number=Count("pk"))
    telling = list(numbers.filter(number__range=(2, COMMON)).values_list("value", flat=True))
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for value, article in TextMark.objects.filter(value__in=telling).order_by().values_list("value", "article"):
        holders[value].append(article)
    concerned = Article.objects.filter(pk__in={*marks, *chain(*holders.values())}).order_by()
    rows = list(concerned.values_list("pk", "page", "joined_into"))
    own = {article: page for article, page, _ in rows if article in marks}
    others = {article: page for article, page, joined in rows if joined is None}
    return {key: _closest(own[key], chain(*(holders[value] for value in its)), others) for key, its in marks.items()}


def _closest(page: int, holders: Iterable[int], pages: Mapping[int, int]) -> list[int]:
    """Of those who hold a mark, once for each mark, the articles of other pages that do so most often."""
    shared = Counter(holders)
    ranked = sorted(shared, key=lambda article: (-shared[article], article))
    enough = (article for article in ranked if shared[article] >= FEWEST_MARKS)
    return [article for article in enough if pages.get(article, page) != page][:COMPARED]


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
