"""On what grounds an article was found, where a list does not show it: by which name of a record, or which byline."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Prefetch

from articles.models import Article, Contributor, HospitalName, Passage, PracticeSynonym
from articles.search.base import SearchResult
from articles.search.catalogue import Catalogue
from articles.search.contract import Keys
from articles.search.fields import NAMED, Named, Zone
from articles.search.highlight import Segment, mark
from articles.search.index import families_of, merged_with
from articles.search.matching import FIELD_ZONES, WAYS
from articles.search.query import Term
from articles.search.terms import fold_text

NAMED_BY_KIND = {named.kind: named for named in NAMED}
FURTHER = {"hospital": HospitalName.objects.public, "practice": PracticeSynonym.objects.all}
"""Further names of records, as far as readers may know them."""
Name = tuple[str, str]
"""What something is the name of, and the name as printed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A name that holds a word that was looked for, in segments, and what it is the name of."""

    label: str
    segments: list[Segment]


def grounds(found: SearchResult, lacking: Mapping[Article, Iterable[Term]]) -> dict[int, list[Ground]]:
    """By key of the article, the names on account of which it meets those terms that its card does not show.

    Names that readers must not know of are left out, so there may be nothing to say.
    """
    articles: dict[Term, set[int]] = defaultdict(set)
    for article, terms in lacking.items():
        for term in terms:
            articles[term].add(article.pk)
    names: dict[int, dict[Name, None]] = defaultdict(dict)
    for term, keys in articles.items():
        for key, name in (*bylines(found, term, keys), *names_of_records(found, term, keys)):
            names[key][name] = None
    return {key: [Ground(label, mark(name, found.query)) for label, name in printed] for key, printed in names.items()}


def bylines(found: SearchResult, term: Term, articles: Iterable[int]) -> Iterator[tuple[int, Name]]:
    """Who of the byline is called so, or else the byline that says so, by key of the article."""
    if Zone.BYLINE not in FIELD_ZONES.get(term.field, ()):
        return
    slots = found.catalogue.slots_of_articles(np.array(list(articles), np.int64))
    signed = found.catalogue.article[np.intersect1d(slots, found.matcher.in_zone(term.text, Zone.BYLINE))].tolist()
    if not signed:
        return
    told = set()
    for person in Contributor.objects.filter(article__in=signed):
        if term.text in fold_text(person.name):
            told.add(person.article_id)
            yield person.article_id, (person.get_role_display(), person.name)
    for passage in Passage.objects.filter(article__in=set(signed) - told, kind=Passage.Kind.BYLINE):
        if term.text in fold_text(passage.text):
            yield passage.article_id, (passage.get_kind_display(), passage.text)


def names_of_records(found: SearchResult, term: Term, articles: Iterable[int]) -> Iterator[tuple[int, Name]]:
    """The names of records to which the articles refer, one for each kind of record, by key of the article."""
    for kind, rows in found.matcher.rows_named(term):
        records = np.unique(found.catalogue.names["record"][rows])
        met = {key: np.intersect1d(referred_to(found.catalogue, key, kind), records).tolist() for key in articles}
        printed = printed_names(NAMED_BY_KIND[kind], {record for records in met.values() for record in records})
        for key, records in met.items():
            names = (name for record in records for name in printed[record] if term.text in fold_text(name[1]))
            yield from ((key, name) for name in [next(names, None)] if name)


def referred_to(catalogue: Catalogue, article: int, kind: str) -> Keys:
    """The records of a kind to which an article refers."""
    slots = catalogue.slots_of_articles(np.array([article]))
    ways = (catalogue.references[way] for way, _weight in WAYS[kind])
    return np.concatenate([way.records_of_slot(slot) for way in ways for slot in slots])


def printed_names(named: Named, keys: set[int]) -> dict[int, list[Name]]:
    """The names of records as printed, their own first; merged records share all their names."""
    records = named.model._default_manager.filter(pk__in=merged_with(named.model, keys)).order_by("pk")
    if named.others:
        records = records.prefetch_related(Prefetch(named.others, FURTHER[named.kind](), to_attr="further"))
    printed: dict[int, list[Name]] = {}
    for family in families_of(records):
        names = [label_and_name(record) for record in family]
        names += [label_and_name(other) for record in family for other in getattr(record, "further", ())]
        printed |= {record.pk: [label_and_name(record), *names] for record in family}
    return printed


def label_and_name(row) -> Name:
    return str(row._meta.verbose_name), row.name
