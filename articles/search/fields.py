"""What is searched, and how much a hit there weighs. The tables that index and matching work from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, Q

from articles.models import (
    Article,
    ArticleTheme,
    Hospital,
    HospitalMention,
    HospitalName,
    Initiative,
    InitiativeMention,
    Passage,
    Person,
    PersonMention,
    Policy,
    PolicyMention,
    Practice,
    PracticeSynonym,
    Theme,
)

FIELD_WEIGHTS = {
    "title": 100,
    "subtitle": 60,
    "kicker": 40,
    "heading": 30,
    "byline": 20,
    "caption": 6,
    "paragraph": 4,
}
"""Score of every entry of an article in which a word stands, by the entry's field."""

HEAD = (Passage.Kind.KICKER, Passage.Kind.TITLE, Passage.Kind.SUBTITLE)
"""Parts of the head: an article's own fields say what they are, whatever the passage says."""


def article_texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every (field, text) of an article that is searched, in reading order."""
    for field in HEAD:
        yield field, getattr(article, field)
    for passage in article.passages.all():
        if passage.kind not in HEAD:
            yield passage.kind, passage.text
    for contributor in article.contributors.all():
        yield "byline", contributor.name


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of record that is found by name. `others`: the relation that holds its further names."""

    model: type[Model]
    others: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.model_name


NAMED = (
    Named(Hospital, others="names"),
    Named(Initiative),
    Named(Practice, others="synonyms"),
    Named(Theme),
    Named(Person),
    Named(Policy),
)
OWNERS = {HospitalName: (Hospital, "hospital_id"), PracticeSynonym: (Practice, "practice_id")}
"""Rows that hold a further name: the kind of record that they name, and the field that says which."""


EVERY = Q()


@dataclass(frozen=True, slots=True)
class NameSource:
    """How a named record leads to articles: through the `target` of which claims. `weight`: score of a hit, once."""

    claims: type[Model]
    target: str
    kind: str
    weight: int
    article: str = "passage__article"
    only: Q = EVERY


NAME_SOURCES = (
    NameSource(HospitalMention, "hospital", "hospital", 60, only=Q(is_subject=True)),
    NameSource(HospitalMention, "hospital", "hospital", 10),
    NameSource(InitiativeMention, "initiative", "initiative", 50),
    NameSource(InitiativeMention, "initiative__practice", "practice", 40),
    NameSource(ArticleTheme, "theme", "theme", 20, article="article"),
    NameSource(PersonMention, "person", "person", 20),
    NameSource(PolicyMention, "policy", "policy", 10),
)
