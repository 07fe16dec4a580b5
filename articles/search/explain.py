"""Saying in words how a query was read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.search.query import Clause, Either, Near, Query, Years
from articles.search.ranking import CLOSELY_READ

FIELD_PHRASES = {
    "": gettext_lazy("“%(text)s”"),
    "title": gettext_lazy("“%(text)s” in the title"),
    "hospital": gettext_lazy("a hospital “%(text)s”"),
    "initiative": gettext_lazy("an initiative “%(text)s”"),
    "theme": gettext_lazy("a theme “%(text)s”"),
    "person": gettext_lazy("a person “%(text)s”"),
    "author": gettext_lazy("an author “%(text)s”"),
}
UNIT_PHRASES = {
    "sentence": gettext_lazy("%(words)s in one sentence"),
    "paragraph": gettext_lazy("%(words)s in one paragraph"),
}


def read_as(query: Query) -> str:
    """How the query was read, for people, in the language of the reader."""
    if query.is_empty and query.ignored:
        return _("Punctuation alone finds nothing: type at least one Chinese character, letter or digit.")
    if query.is_empty:
        return _("Nothing to look for: type one or more words.")
    return _("; ").join(filter(None, parts(query)))


def parts(query: Query) -> Iterable[str]:
    whole = ", ".join(term.printed for term in query.split_from)
    yield whole and _("“%(text)s” stands nowhere as it is; looked for its words") % {"text": whole}
    yield query.required and _("with %(words)s") % {"words": listed(query.required)}
    yield query.excluded and _("without %(words)s") % {"words": listed(query.excluded)}
    yield query.ignored and _("not looked for: %(words)s") % {"words": quoted(query.ignored)}
    yield query.is_cut and _("the query was too long, its end was left out")


def listed(clauses: Iterable[Clause]) -> str:
    return _(", ").join(map(said, clauses))


def said(clause: Clause) -> str:
    """One clause in words."""
    match clause:
        case Either(options):
            return _(" or ").join(map(said, options))
        case Near(unit, terms):
            return UNIT_PHRASES[unit] % {"words": listed(terms)}
        case Years(first, last) if first == last:
            return _("issued in %(year)d") % {"year": first}
        case Years(first, last):
            return _("issued from %(first)d to %(last)d") % {"first": first, "last": last}
        case _term:
            return FIELD_PHRASES[clause.field] % {"text": clause.printed}


def quoted(texts: Iterable[str]) -> str:
    return _(", ").join(FIELD_PHRASES[""] % {"text": text} for text in texts)


def steps(found) -> Iterable[str]:
    """How each word of a `SearchResult` was looked for: articles that hold it, its rarity, and where it stands."""
    matcher = found.matcher
    for term in found.query.words:
        articles, rarity = int(matcher.clause(term).sum()), matcher.rarity(term)
        yield _("%(term)s: %(articles)d articles, rarity %(rarity)d") % {
            "term": said(term),
            "articles": articles,
            "rarity": rarity,
        }
        for weight, slots in matcher.places_of(term):
            yield _("  weight %(weight)d: %(articles)d articles") % {"weight": weight, "articles": len(slots)}
    yield _("read closely: the best %(number)d") % {"number": min(found.count, CLOSELY_READ)}
