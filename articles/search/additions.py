"""Indexing what an act added to the archive, from the rows that it made: nothing has to be read back.

That holds for articles of which every part was made by the same act, and for records with their names. Whatever was
there before is read again by `index`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from articles.ledger import Row
from articles.models import (
    Article,
    ArticleTheme,
    Claim,
    Contributor,
    Figure,
    Passage,
    ReviewReason,
    SearchDocument,
    SearchName,
)
from articles.narrowing import lacks_something
from articles.search.documents import document_of
from articles.search.fields import NAMED, OWNERS, references_by
from articles.search.index import (
    ARTICLE,
    SUGGESTED,
    add_documents,
    add_suggestions,
    note_changes,
    write_names,
)
from articles.search.terms import fold_text

KINDS = {named.model: named.kind for named in NAMED}
Name = tuple[tuple[str, int], str, int | None]
"""The kind and the key of a record, its folded name, and the key of the article to which the name is limited."""


@dataclass(slots=True)
class MadeArticle:
    """An article that an act made, with all its parts."""

    article: Article
    parts: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    def add(self, part: Model) -> None:
        self.parts[Claim if isinstance(part, (Claim, ArticleTheme)) else type(part)].append(part)

    def figures(self) -> list[Figure]:
        """Its figures in the order of reading."""
        figures = (claim for claim in self.parts[Claim] if isinstance(claim, Figure))
        return sorted(figures, key=lambda figure: (figure.passage.order, figure.start, figure.pk))

    def passages(self) -> list[Passage]:
        """Its passages in the order of reading."""
        return sorted(self.parts[Passage], key=lambda passage: passage.order)

    def document(self) -> SearchDocument:
        passages = self.passages()
        contributors = sorted(self.parts[Contributor], key=lambda person: person.order)
        incomplete = lacks_something(self.article, passages, self.parts[ReviewReason])
        references = references_by(self.article, self.parts[Claim], is_incomplete=incomplete)
        return document_of(self.article, references, passages, contributors)


def made_articles(rows: Iterable[Row]) -> dict[int, MadeArticle]:
    """The articles, by key, that an act made with all their parts. What was moved there brings along more."""
    rows = list(rows)
    made = {
        row.record.pk: MadeArticle(row.record)
        for row in rows
        if isinstance(row.record, Article) and row.before is None and row.after
    }
    for row in rows:
        for key in row.articles & made.keys():
            if row.before is None and row.after:
                made[key].add(row.record)
            else:
                del made[key]
    return made


def index_made(articles: Iterable[MadeArticle], records: Iterable[Model]) -> None:
    """Index new articles, and new records or further names of records.

    Nothing of the records may have been indexed in the same act, nor anything that shares names with them.
    """
    articles, records = list(articles), list(records)
    add_documents([made.document() for made in articles])
    titles = [(ARTICLE, made.article.pk, made.article.title) for made in articles]
    named = [(KINDS[type(record)], record.pk, record.name) for record in records if type(record) in KINDS]
    further = [(type(record)._meta.model_name, record.pk, record.name) for record in records if type(record) in OWNERS]
    add_suggestions([*titles, *(each for each in named if each[0] in SUGGESTED), *further])
    names = _new_names(records)
    write_names([SearchName(kind=kind, object_pk=key, text=text, article_id=at) for (kind, key), text, at in names])
    changed = [*((kind, key) for kind, key, _ in (*titles, *named)), *(record for record, *_ in names)]
    note_changes(dict.fromkeys(changed))


def _new_names(records: list[Model]) -> list[Name]:
    """All names of these records, new records or rows that hold a further name, that are not indexed yet."""
    names: dict[Name, bool] = {}
    for record in records:
        model, key = OWNERS.get(type(record), (type(record), "pk"))
        owner = KINDS[model], getattr(record, key)
        names.setdefault((owner, fold_text(record.name), getattr(record, "article_id", None)), type(record) in OWNERS)
    stored = _stored([name for name, is_further in names.items() if is_further])
    return [name for name in names if name not in stored]


def _stored(names: list[Name]) -> set[Name]:
    if not names:
        return set()
    owners, texts, _ = zip(*names, strict=True)
    kinds, keys = zip(*owners, strict=True)
    rows = SearchName.objects.filter(kind__in=set(kinds), object_pk__in=keys, text__in=texts)
    found = rows.values_list("kind", "object_pk", "text", "article")
    return {((kind, key), text, article) for kind, key, text, article in found}
