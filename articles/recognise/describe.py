"""What an article is and what it is about."""

from articles.recognise.attribution import Attribution
from articles.recognise.dates import date_of
from articles.recognise.kinds import is_about_party_building, kind_of
from articles.recognise.themes import themes_of
from articles.recognise.types import ArticleFacts, Known


def describe(attribution: Attribution, known: Known) -> ArticleFacts:
    reading = attribution.reading
    party = is_about_party_building(reading)
    kind = kind_of(reading, attribution, party)
    about = () if kind == "commentary" else attribution.about
    return ArticleFacts(
        kind=kind,
        about_party_building=party,
        themes=themes_of(attribution, known),
        hospitals=about,
        hospitals_mentioned=tuple(name for name in attribution.mentioned if name not in about),
        date=date_of(reading),
    )
