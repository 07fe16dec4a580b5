"""Filters and their counts, from the arrays of the catalogue: what the database says, own choices lifted."""

import datetime

import pytest

from articles import facets
from articles.models import Article, Initiative, Policy, Practice, ReviewReason
from articles.search.base import search
from articles.search.index import index_articles, index_names
from articles.search.narrowing import COUNTERS, FILTERS
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Twelve articles on two themes, about three hospitals of two provinces; one hospital was merged into another."""
    hospitals = [make_hospital(f"第{n}医院", province=f"第{n % 2}省", city=f"第{n}市") for n in range(3)]
    old = make_hospital("旧医院", merged_into=hospitals[0])
    themes = [make_theme("主题甲"), make_theme("主题乙")]
    practices = [make_practice("做法甲"), make_practice("做法乙")]
    work = [make_initiative(f"行动{n}", practice=practices[n % 2], is_named=n != 2) for n in range(3)]
    policy = Policy.objects.create(name="《意见》")
    for n in range(12):
        date = datetime.date(2018 + n % 3, 1, 1) if n % 4 else None
        article = make_article(
            f"党建第{n}篇",
            kind="case" if n % 2 else "news",
            page=make_page(issue_date=date),
            about_party_building=n % 3 > 0,
            published=n != 11,
        )
        make_claim(article, hospitals[n % 3], is_subject=True)
        make_claim(article, old if n % 2 else hospitals[1], status="rejected" if n == 4 else "proposed")
        make_claim(article, themes[n % 2])
        make_claim(article, work[n % 3], status="rejected" if n == 5 else "confirmed")
        if n % 3 == 1:
            make_claim(article, policy)
            make_figure(article, f"党建第{n}篇", n, scope="party" if n != 7 else "service")
        if n in (2, 3):
            ReviewReason.objects.create(article=article, code="truncated" if n == 2 else "title_missing")
    index_names([*hospitals, old, *themes, *practices, *work, policy])
    index_articles(Article.objects.all())
    records = {"hospital": hospitals[0], "initiative": work[0], "practice": practices[0], "policy": policy}
    others = {
        "province": "第0省",
        "city": "第1市",
        "kind": "case",
        "year": "2019",
        "figures": "yes",
        "complete": "part",
    }
    return {name: record.public_id for name, record in records.items()} | others | {"theme": themes[0].slug}


@pytest.mark.parametrize("name", sorted(COUNTERS.keys() - {"hospital"}))
def test_counts_are_those_of_the_database(archive, name):
    facet = next(facet for facet in facets.ARTICLE_FACETS if facet.name == name)
    expected = [tuple(map(str, row)) for row in facet.rows(Article.objects.published())]
    assert [tuple(map(str, row)) for row in search("党建").facet(name)] == expected


def test_a_hospital_counts_what_was_merged_into_it(archive):
    rows = {name: count for _, name, count in search("党建").facet("hospital")}
    assert set(rows) == {"第0医院", "第1医院", "第2医院"}
    for name, count in rows.items():
        value = next(value for value, label, _ in search("党建").facet("hospital") if label == name)
        assert search("党建", narrowed={"hospital": [value]}).count == count


@pytest.mark.parametrize("name", COUNTERS)
def test_what_a_value_promises_is_found(archive, name):
    for other in ({}, {"kind": ["case"]}, {"year": ["2019", "unknown"]}):
        narrowed = {key: values for key, values in other.items() if key != name}
        for value, _, count in search("党建", narrowed=narrowed).facet(name):
            assert search("党建", narrowed=narrowed | {name: [value]}).count == count


@pytest.mark.parametrize("name", COUNTERS)
def test_its_own_choice_is_lifted(archive, name):
    assert search("党建", narrowed={name: [archive[name]]}).facet(name) == search("党建").facet(name)


@pytest.mark.parametrize("name", FILTERS)
def test_a_value_that_does_not_exist_lets_nothing_through(archive, name):
    expected = 11 if name == "scope" else 0
    assert search("党建", narrowed={name: ["没有这个"]}).count == expected
    assert search("党建", narrowed={name: []}).count == 11


def test_scope_narrows_to_party_building(archive):
    expected = Article.objects.published().about_party_building().count()
    assert search("党建", narrowed={"scope": ["party"]}).count == expected


@pytest.mark.parametrize(("order", "reverse"), [("newest", True), ("oldest", False)])
def test_orders_put_unknown_dates_last(archive, order, reverse):
    dates = [article.page.issue_date for article in search("党建", order=order).articles]
    known = [date for date in dates if date]
    assert dates == sorted(known, reverse=reverse) + [None] * (len(dates) - len(known))


def test_an_initiative_that_becomes_another_practice_counts_there(archive):
    assert search("党建", narrowed={"practice": [archive["practice"]]}).count
    work = Initiative.objects.filter(practice__public_id=archive["practice"])
    other = Practice.objects.get(name="做法乙")
    changed = list(work)
    work.update(practice=other)
    index_names(changed)
    assert search("党建", narrowed={"practice": [archive["practice"]]}).count == 0
    telling = Article.objects.published().filter(passages__initiativementions__status="confirmed").distinct()
    assert search("党建", narrowed={"practice": [other.public_id]}).count == telling.count()
