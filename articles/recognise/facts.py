"""A page's facts: the steps in order and nothing else."""

from articles.recognise.attribution import Attribution
from articles.recognise.describe import describe
from articles.recognise.figures import figure_checks, figure_facts
from articles.recognise.honours import honour_facts
from articles.recognise.hospitals import house_of, name_hospitals
from articles.recognise.hospitals.facts import hospital_facts
from articles.recognise.initiatives import initiative_facts
from articles.recognise.kinds import speaks_for_its_house
from articles.recognise.party import branch_facts
from articles.recognise.people import person_facts
from articles.recognise.policies import policy_facts
from articles.recognise.reading import readings
from articles.recognise.types import NOTHING_KNOWN, Facts, Known
from articles.restore.types import Page


def recognise(page: Page, known: Known = NOTHING_KNOWN) -> Facts:
    """Read out of a restored page what it says, every fact with the sentence that it stands on.

    `known` holds what people confirmed or edited; it comes before any rule. Pure: the same page and the same `known`
    give the same facts.
    """
    articles = readings(page)
    named = name_hospitals(articles, known)
    house = house_of(named)
    owned = tuple(
        Attribution(reading, named[reading.number], house if speaks_for_its_house(reading) else "")
        for reading in articles
    )
    figures = figure_facts(owned)
    return Facts(
        articles=tuple(describe(article, known) for article in owned),
        hospitals=hospital_facts(owned, known),
        branches=branch_facts(owned),
        figures=figures,
        initiatives=initiative_facts(owned, known),
        policies=policy_facts(owned),
        people=person_facts(owned),
        honours=honour_facts(owned),
        checks=figure_checks(figures, [block for reading in articles for block in reading.blocks]),
    )
