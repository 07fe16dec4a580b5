"""Saying in words how a query was read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.search.query import Query


def read_as(query: Query) -> str:
    """How the query was read, for people, in the language of the reader."""
    if query.is_empty and query.ignored:
        return _("Punctuation alone finds nothing: type at least one Chinese character, letter or digit.")
    if query.is_empty:
        return _("Nothing to look for: type one or more words.")
    return _("; ").join(filter(None, parts(query)))


def parts(query: Query) -> Iterable[str]:
    yield query.words and _("with %(words)s") % {"words": quoted(term.printed for term in query.words)}
    yield query.excluded and _("without %(words)s") % {"words": quoted(term.printed for term in query.excluded)}
    yield query.ignored and _("not looked for: %(words)s") % {"words": quoted(query.ignored)}
    yield query.is_cut and _("the query was too long, its end was left out")


def quoted(texts: Iterable[str]) -> str:
    return _(", ").join(_("“%(text)s”") % {"text": text} for text in texts)
