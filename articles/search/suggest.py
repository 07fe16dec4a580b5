"""What to offer while somebody types: hospitals, initiatives, practices, themes and titles that anybody may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from articles.models import Article, Hospital, Initiative, Practice, Theme
from articles.search.catalogue import Catalogue, catalogue
from articles.search.contract import Keys, Lookup, pair_index
from articles.search.fields import NAMED_KINDS, Zone
from articles.search.index import ARTICLE
from articles.search.pinyin import letters
from articles.search.ranking import best, newest
from articles.search.terms import fold_text, is_wordless

MOST, MOST_OF_A_KIND = 10, 4
LOOKED_THROUGH = 400
"""Of what is typed in Latin letters, how many spellings that begin so are looked through at most."""
LONGEST = 40
MODELS = {"hospital": Hospital, "initiative": Initiative, "practice": Practice, "theme": Theme, ARTICLE: Article}
"""Kinds that are offered, in this order, titles last."""
WAYS = {"hospital": "root", "initiative": "initiative", "theme": "theme"}
"""Kind → the references of the catalogue that say which articles a record stands in."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record to go to, or words to look for. `count`: articles that anybody may see; 0 for a title."""

    kind: str
    label: str
    address: str
    count: int = 0


def suggest(text: str) -> list[Suggestion]:
    """What `text` may be the beginning of, or stand in: by characters, by pinyin and by its initials."""
    folded = fold_text(text[:LONGEST])
    if is_wordless(folded):
        return []
    held = catalogue()
    visible = held.alive & (held.visibility > 0)
    records = by_characters(held, folded)
    titles = held.slots_of_documents(pair_index().find([Lookup(folded, Zone.TITLE)])[0])
    if folded.isascii():
        # Whoever writes pinyin parts its syllables with an apostrophe: xi'an.
        for kind, keys in by_letters(letters(folded)).items():
            records[kind] |= keys
        titles = np.union1d(titles, held.slots_of_articles(np.array(list(records.pop(ARTICLE, ())), np.int64)))
    offered = [each for kind in WAYS for each in best_records(held, visible, kind, records[kind], folded)]
    offered += practices(held, visible, records["practice"])
    return [*offered, *best_titles(held, titles[visible[titles]])][:MOST]


def by_characters(held: Catalogue, folded: str) -> dict[str, set[int]]:
    """The records with the text in one of their names, by kind."""
    names = held.names
    rows = held.rows_of_names(pair_index().find_names([folded])[0])
    rows = rows[names["article"][rows] == 0]
    found: dict[str, set[int]] = defaultdict(set)
    for kind in MODELS.keys() & set(NAMED_KINDS):
        ours = rows[names["kind"][rows] == NAMED_KINDS.index(kind)]
        keys = names["record"][ours].tolist()
        found[kind] = {held.roots.get(key, key) for key in keys} if kind == "hospital" else set(keys)
    return found


def by_letters(typed: str) -> dict[str, set[int]]:
    """The records whose names are typed with these letters first, by kind."""
    found: dict[str, set[int]] = defaultdict(set)
    for kind, key in pair_index().spelled(typed, list(MODELS), LOOKED_THROUGH):
        found[kind].add(key)
    return found


def best_records(held: Catalogue, visible: np.ndarray, kind: str, keys: set[int], folded: str) -> Iterator[Suggestion]:
    """Those that most articles tell of; records that no public article tells of are not public."""
    counts = article_counts(held, visible, WAYS[kind], np.array(sorted(keys), np.int64))
    chosen = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_OF_A_KIND]
    records = MODELS[kind].objects.in_bulk(chosen)
    found = [records[key] for key in chosen if key in records]
    for record in sorted(found, key=lambda record: not fold_text(record.name).startswith(folded)):
        yield Suggestion(kind, record.name, record.get_absolute_url(), counts[record.pk])


def article_counts(held: Catalogue, visible: np.ndarray, way: str, keys: Keys) -> dict[int, int]:
    """Public articles that refer to each of the records, without those that have none."""
    references = held.references[way]
    records = references.records
    if not len(keys) or not len(records):
        return {}
    counts = np.bincount(records[visible[references.slots]], minlength=int(keys.max()) + 1)
    return {int(key): int(counts[key]) for key in keys if counts[key]}


def practices(held: Catalogue, visible: np.ndarray, keys: set[int]) -> Iterator[Suggestion]:
    """Practices that a public article tells of, as words to look for: they have no page of their own."""
    initiatives = Initiative.objects.filter(practice__in=keys).values_list("pk", "practice__name")
    names = dict(initiatives) if keys else {}
    counts = article_counts(held, visible, "initiative", np.array(sorted(names), np.int64))
    for name in list(dict.fromkeys(names[key] for key in counts))[:MOST_OF_A_KIND]:
        yield Suggestion("practice", name, "")


def best_titles(held: Catalogue, slots: Keys) -> Iterable[Suggestion]:
    keys = held.article[best(slots, newest(held, slots), MOST_OF_A_KIND)].tolist()
    articles = Article.objects.in_bulk(keys)
    found = (articles[key] for key in keys if key in articles)
    return [Suggestion(ARTICLE, article.title, article.get_absolute_url()) for article in found]
