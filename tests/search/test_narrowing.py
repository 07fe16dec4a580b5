"""Filters and their counts, from the arrays of the catalogue: what the database says, own choices lifted."""

import datetime
from collections import Counter

import pytest

from articles.models import (
    Article,
    Figure,
    HospitalMention,
    Initiative,
    InitiativeMention,
    Policy,
    PolicyMention,
    Practice,
    ReviewReason,
)
from articles.search.base import browse, search
from articles.search.index import index_articles, index_names
from articles.search.narrowing import COUNTERS, FILTERS, MOST_ROWS
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


def mentions(article, model):
    return model.objects.live().in_article(article)


def subjects(article):
    return [mention.hospital for mention in mentions(article, HospitalMention) if mention.is_subject]


def initiatives(article):
    return [mention.initiative for mention in mentions(article, InitiativeMention)]


VALUES = {
    "theme": lambda article: [link.theme.name for link in article.theme_links.live()],
    "hospital": lambda article: [mention.hospital.current().name for mention in mentions(article, HospitalMention)],
    "initiative": lambda article: [initiative.name for initiative in initiatives(article) if initiative.is_named],
    "practice": lambda article: [initiative.practice.name for initiative in initiatives(article)],
    "policy": lambda article: [mention.policy.name for mention in mentions(article, PolicyMention)],
    "province": lambda article: [hospital.province for hospital in subjects(article)],
    "city": lambda article: [hospital.city for hospital in subjects(article)],
    "figures": lambda article: ["yes" if mentions(article, Figure).filter(scope="party").exists() else "no"],
    "complete": lambda article: ["part" if article.review_reasons.filter(code="truncated").exists() else "whole"],
    "kind": lambda article: [article.kind],
    "year": lambda article: [str(article.page.issue_date.year if article.page.issue_date else "unknown")],
}
"""What a reader of one article would file it under, name by name."""
SHOWN_BY_VALUE = ("figures", "complete", "kind", "year")


@pytest.mark.parametrize("name", COUNTERS)
@pytest.mark.parametrize("asked", [{}, {"kind": ["case"]}, {"year": ["2019", "unknown"]}])
def test_counts_are_those_of_reading_every_article(archive, name, asked):
    others = {other: values for other, values in asked.items() if other != name}
    articles = [
        article
        for article in Article.objects.published()
        if all(set(VALUES[other](article)) & set(values) for other, values in others.items())
    ]
    expected = Counter(value for article in articles for value in set(VALUES[name](article)))
    for found in (search("党建", narrowed=asked), browse(narrowed=asked)):
        rows = found.facet(name)
        counts = [(value if name in SHOWN_BY_VALUE else label, count) for value, label, count in rows if count]
        assert dict(counts) == expected
        assert len(counts) == len(expected)
        assert name in SHOWN_BY_VALUE or [count for _, count in counts] == sorted(expected.values(), reverse=True)


def test_everything_is_what_is_published(archive):
    everything = browse()
    published = set(Article.objects.published())
    assert set(everything.articles) == published
    assert everything.count == len(published) == 11


@pytest.mark.parametrize("name", COUNTERS)
def test_what_was_chosen_is_named_whatever_is_left_of_it(archive, name):
    """Narrowed by the title of a single article, nearly every value is left with nothing."""
    labels = {value: label for value, label, _ in browse().facet(name)}
    for word in ("第0篇", "第1篇", "没有这个词"):
        rows = {value: label for value, label, _ in search(word, narrowed={name: [archive[name]]}).facet(name)}
        assert rows.get(archive[name], archive[name]) == labels[archive[name]]
    assert "没有这个" not in [value for value, *_ in browse(narrowed={name: ["没有这个"]}).facet(name)]


def test_a_chosen_value_is_counted_however_far_down_it_stands(archive):
    article = Article.objects.get(title="党建第0篇")
    crowd = [make_theme(f"常见主题{n:02}") for n in range(MOST_ROWS + 5)]
    for other in Article.objects.exclude(pk=article.pk):
        for theme in crowd:
            make_claim(other, theme)
    rare = make_theme("罕见主题")
    make_claim(article, rare)
    index_names([*crowd, rare])
    index_articles(Article.objects.all())
    assert ("罕见主题", 1) in [row[1:] for row in browse(narrowed={"theme": [rare.slug]}).facet("theme")]
    assert "罕见主题" not in [label for _, label, _ in browse().facet("theme")]


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


def test_order_by_the_sound_of_the_first_hospital_then_the_newest():
    """Bāzhōng, Chóngqìng, Zhèngzhōu: not in the order of their characters. A merged one stands with the other."""
    last, first, middle = (make_hospital(f"{place}医院") for place in ("郑州", "巴中", "重庆"))
    old = make_hospital("阿坝旧医院", merged_into=last)
    for title, date, hospitals in [
        ("党建无医院", None, []),
        ("党建郑州", "2020-01-01", [last]),
        ("党建旧名", "2021-01-01", [old]),
        ("党建巴中", None, [first]),
        ("党建新的巴中", "2020-01-01", [last, first]),
        ("党建重庆", None, [middle]),
    ]:
        article = make_article(title, page=make_page(issue_date=date))
        for hospital in hospitals:
            make_claim(article, hospital, is_subject=True)
        make_claim(article, first, is_subject=False)
    index_names([last, first, middle, old])
    index_articles(Article.objects.all())
    expected = ["党建新的巴中", "党建巴中", "党建重庆", "党建旧名", "党建郑州", "党建无医院"]
    for found in (browse(order="hospital"), search("党建", order="hospital")):
        assert [article.title for article in found.articles] == expected


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


def test_facets_call_records_as_they_are_called_now(archive):
    def named() -> dict[str, str]:
        return {value: label for value, label, _count in browse().facet("initiative")}

    before = named()
    initiative = Initiative.objects.get(public_id=archive["initiative"])
    assert before[initiative.public_id] == "行动0"
    initiative.name = "改名行动"
    initiative.save()
    index_names([initiative])
    assert named() == before | {initiative.public_id: "改名行动"}
    Initiative.objects.filter(pk=initiative.pk).update(is_named=False)
    index_names([initiative])
    assert initiative.public_id not in named()
    assert initiative.public_id in [value for value, *_ in chosen_rows("initiative", initiative.public_id)]
    unnamed = Initiative.objects.get(name="行动2")
    Initiative.objects.filter(pk=unnamed.pk).update(is_named=True, public_id="newplace")
    index_names([unnamed])
    assert named()["newplace"] == "行动2"
    assert unnamed.public_id not in [value for value, *_ in chosen_rows("initiative", unnamed.public_id)]


def chosen_rows(name: str, value: str) -> list:
    return browse(narrowed={name: [value]}).facet(name)
