"""The list of articles: filters, search, order, pages."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article, Hospital, InitiativeMention, Policy
from articles.search.index import index_articles, index_names
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
def found(client):
    """Titles of the articles that the list shows for a query, in its order."""

    def fetch(**query) -> list[str]:
        response = client.get(f"{reverse('articles')}?{urlencode(query, doseq=True)}")
        assert response.status_code == 200
        return [article.title for article in response.context["page"]]

    return fetch


@pytest.fixture
def library():
    """Four articles that differ in everything that the list can be narrowed by."""
    first = make_hospital("第一医院", province="甲省")
    second = make_hospital("第二医院", province="乙省")
    rows = [
        ("甲", first, "case", "2020-05-01", "组织建设", True),
        ("乙", second, "news", "2021-05-01", "党员教育", True),
        ("丙", first, "news", None, "党员教育", False),
        ("丁", None, "brief", "2021-06-01", None, False),
    ]
    for title, hospital, kind, date, theme, about in rows:
        page = make_page("文字", issue_date=date)
        text = f"{title}文说到{hospital or '别处'}的支部。"
        article = make_article(title, [text], page=page, kind=kind, about_party_building=about)
        if hospital:
            make_claim(article, hospital, is_subject=True)
        if theme:
            make_claim(article, make_theme(theme))
        index_articles([article])
    index_names([first, second])


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, "甲乙丙丁"),
        ({"scope": "party"}, "甲乙"),
        ({"scope": "nonsense"}, "甲乙丙丁"),
        ({"kind": "news"}, "乙丙"),
        ({"kind": ["case", "brief"]}, "甲丁"),
        ({"kind": "nonsense"}, ""),
        ({"province": "甲省"}, "甲丙"),
        ({"province": ["甲省", "乙省"]}, "甲乙丙"),
        ({"province": "甲省", "kind": "news"}, "丙"),
        ({"year": "2021"}, "乙丁"),
        ({"year": "unknown"}, "丙"),
        ({"year": ["2020", "unknown"]}, "甲丙"),
        ({"year": "²⁰²⁰"}, ""),
        ({"year": "99999999999999999999"}, ""),
        ({"hospital": "nobody0"}, ""),
        ({"theme": "a\x00b"}, "甲乙丙丁"),
        ({"q": "别处"}, "丁"),
        ({"q": "支部", "kind": "case"}, "甲"),
        ({"q": "支部", "province": "甲省", "scope": "party"}, "甲"),
        ({"q": "没有的词"}, ""),
        ({"page": "nonsense"}, "甲乙丙丁"),
        ({"sort": "nonsense"}, "甲乙丙丁"),
    ],
)
def test_narrowing(found, library, query, titles):
    assert sorted(found(**query)) == sorted(titles)


@pytest.fixture
def told(library):
    """Two more articles: one of a city, with an initiative of a practice, a policy, a figure; one that breaks off."""
    hospital = make_hospital("第三医院", province="甲省", city="丙市")
    full = make_article("戊", ["第三医院推行先锋行动，落实《示范意见》，有党员5名。"], kind="case")
    initiative = make_initiative("先锋行动", hospital=hospital, practice=make_practice("双培养"))
    policy = Policy.objects.create(name="《示范意见》")
    make_claim(full, hospital, is_subject=True)
    make_claim(full, initiative)
    make_claim(full, policy)
    make_figure(full, "党员5名", 5, scope="party")
    broken = make_article("己", continued_on="第3版")
    make_figure(broken, "正文", 7, scope="other")
    index_names([hospital, initiative, policy])
    index_articles([full, broken])
    return {"initiative": initiative, "practice": initiative.practice, "policy": policy}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"city": "丙市"}, "戊"),
        ({"city": "甲省"}, ""),
        ({"province": "甲省", "city": "丙市"}, "戊"),
        ({"figures": "yes"}, "戊"),
        ({"figures": "no"}, "甲乙丙丁己"),
        ({"figures": ["yes", "no"]}, "甲乙丙丁戊己"),
        ({"figures": "nonsense"}, ""),
        ({"complete": "part"}, "己"),
        ({"complete": "whole"}, "甲乙丙丁戊"),
        ({"complete": "whole", "figures": "no", "kind": "case"}, "甲"),
    ],
)
def test_narrowing_by_what_was_read(found, told, query, titles):
    assert sorted(found(**query)) == sorted(titles)


@pytest.mark.parametrize("name", ["initiative", "practice", "policy"])
def test_narrowing_by_a_record(found, told, name):
    assert found(**{name: told[name].public_id}) == ["戊"]
    assert found(**{name: "nothing0"}) == []


@pytest.mark.parametrize("name", ["initiative", "policy"])
def test_record_is_found_by_the_address_it_had_before_a_merge(found, told, name):
    former = type(told[name]).objects.create(
        name="旧名", merged_into=told[name], **({"organiser": "某单位"} if name == "initiative" else {})
    )
    assert found(**{name: former.public_id}) == ["戊"]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("city", {"丙市": 1}),
        ("initiative", {"先锋行动": 1}),
        ("practice", {"双培养": 1}),
        ("policy", {"《示范意见》": 1}),
        ("figures", {"with figures of Party building": 1, "without": 5}),
        ("complete", {"as printed, nothing missing": 5, "a part is missing": 1}),
    ],
)
def test_facet_of_what_was_read(client, told, name, counts):
    facets = {one.facet.name: one for one in client.get(reverse("articles")).context["facets"]}
    assert {str(choice.label): choice.count for choice in facets[name].choices} == counts


def test_rejected_claim_narrows_and_counts_nothing(client, found, told):
    InitiativeMention.objects.update(status="rejected")
    index_articles(Article.objects.all())
    assert found(practice=told["practice"].public_id) == []
    facets = {one.facet.name: one for one in client.get(reverse("articles")).context["facets"]}
    assert facets["practice"].choices == []


def test_hospital_that_is_only_named_gives_no_city(client, told):
    article = make_article("庚")
    make_claim(article, make_hospital("旁及医院", city="丁市"))
    index_articles([article])
    facets = {one.facet.name: one for one in client.get(reverse("articles")).context["facets"]}
    assert "丁市" not in {choice.value for choice in facets["city"].choices}


def test_facet_is_folded_until_it_is_used(client, told):
    def is_open(query):
        facets = client.get(reverse("articles"), query).context["facets"]
        return {one.facet.name: one.is_open for one in facets}["practice"]

    assert not is_open({})
    assert is_open({"practice": told["practice"].public_id})


def test_words_are_marked_wherever_a_card_prints_them(client):
    hospital = make_hospital("先锋医院<b>")
    article = make_article("题", ["正文没有这个词。"], kicker="眉题先锋", subtitle="副题先鋒")
    make_claim(article, hospital, is_subject=True)
    make_claim(article, make_theme("先锋岗"))
    index_articles([article])
    index_names([hospital])
    html = client.get(reverse("articles"), {"q": "先锋"}).content.decode()
    for printed in (
        "眉题<mark>先锋</mark>",
        "副题<mark>先鋒</mark>",
        "<mark>先锋</mark>医院&lt;b&gt;",
        "<mark>先锋</mark>岗",
    ):
        assert printed in html
    assert "<mark>" not in client.get(reverse("articles")).content.decode()


@pytest.mark.parametrize("query", [{}, {"q": "支部"}])
def test_order_by_hospital(found, library, query):
    """dì-èr before dì-yī, then the newest; what is about none comes last."""
    assert found(sort="hospital", **query) == ["乙", "甲", "丙", "丁"]


def test_theme_and_hospital_by_their_addresses(found, library):
    assert sorted(found(theme=make_theme("党员教育").slug)) == ["丙", "乙"]
    assert sorted(found(hospital=Hospital.objects.get(name="第一医院").public_id)) == ["丙", "甲"]


def test_hospital_is_found_by_the_address_it_had_before_a_merge(found, library):
    today = Hospital.objects.get(name="第二医院")
    merged = make_hospital("第二医院旧名", merged_into=today)
    assert found(hospital=merged.public_id) == ["乙"]


@pytest.mark.parametrize(
    ("sort", "titles"), [("newest", ["丁", "乙", "甲", "丙"]), ("oldest", ["甲", "乙", "丁", "丙"])]
)
def test_order_puts_unknown_dates_last(found, library, sort, titles):
    assert found(sort=sort) == titles


def test_order_of_arrival(found, library):
    for hour, title in enumerate("甲乙丙丁"):
        Article.objects.filter(title=title).update(published_at=datetime(2023, 5, 1, hour, tzinfo=UTC))
    index_articles(Article.objects.all())
    assert found(sort="added") == ["丁", "丙", "乙", "甲"]


def test_search_marks_the_words(body, library):
    html = body(f"{reverse('articles')}?q=支部")
    assert html.count("<mark>支部</mark>") == 4


def test_facet_counts_what_the_other_filters_let_through(client, library):
    response = client.get(f"{reverse('articles')}?kind=news&province=甲省")
    facets = {
        one.facet.name: {choice.value: choice.count for choice in one.choices} for one in response.context["facets"]
    }
    assert facets["kind"] == {"news": 1, "case": 1}
    assert facets["province"] == {"甲省": 1, "乙省": 1}
    assert facets["year"] == {"unknown": 1}


def pills(response):
    return [pill.value for pill in response.context["pills"]]


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([f"x{number}" for number in range(25)], 20),
        (["x" * 100], 1),
        (["x" * 101, "y"], 1),
        (["x", "x", ""], 1),
        (["a\x00b", "y"], 1),
    ],
)
@pytest.mark.parametrize("name", ["theme", "hospital", "province", "kind", "year"])
def test_long_address_is_read_in_part_and_the_page_says_so(client, name, values, read):
    response = client.get(reverse("articles"), {name: values})
    assert len(pills(response)) == read
    is_cut = len(set(filter(None, values))) > read
    assert ("The address asks for more than is read" in response.content.decode()) == is_cut


def test_what_was_not_read_stands_in_no_link(body, settings):
    settings.ARTICLES_PER_PAGE = 1
    index_articles([make_article(title) for title in "甲乙"])
    html = body(f"{reverse('articles')}?kind=case&kind={'x' * 101}&nothing={'y' * 101}&page=1")
    links = [link for link in re.findall(r'href="([^"]*)"', html) if not link.startswith("/language/")]
    assert "?kind=case&amp;page=2" in links
    assert [link for link in links if "xxx" in link or "yyy" in link] == []


@pytest.mark.parametrize("name", ["articles", "initiatives", "figures"])
def test_long_address_makes_no_huge_page(client, name):
    values = [f"value-{number}" for number in range(900)]
    for parameter in ("theme", "hospital", "kind", "practice", "measure", "nothing"):
        assert len(client.get(reverse(name), {parameter: values}).content) < 80_000


def test_long_words_and_many_filters_make_no_huge_page(client):
    """What is chosen is listed, and of the rest as much as there is room for."""
    article = make_article("支部建设")
    hospitals = [make_hospital(f"第{n}医院", province=f"第{n}省", city=f"第{n}市") for n in range(70)]
    for hospital in hospitals:
        make_claim(article, hospital, is_subject=True)
    index_names(hospitals)
    index_articles([article])
    words = f"支部 或 {'没有人找的词' * 40}"
    asked = {"q": words[:200], "city": [f"第{n}市" for n in range(10)], "province": [f"第{n}省" for n in range(9)]}
    response = client.get(reverse("articles"), asked)
    facets = {one.facet.name: one for one in response.context["facets"]}
    assert len(response.content) < 300_000
    assert len(pills(response)) == 19
    assert [len(facets[name].chosen) for name in ("city", "province")] == [10, 9]
    assert 2 <= len(facets["hospital"].choices) < 60
    plain = client.get(reverse("articles"), {"q": "支部"}).context["facets"]
    assert {len(one.choices) for one in plain if one.facet.name in ("city", "hospital")} == {60}


def test_long_search_is_cut_and_says_so(body, library):
    html = body(f"{reverse('articles')}?q={'支部 ' * 2000}")
    assert len(html) < 200_000
    assert "read-as" in html


def test_choice_leads_to_itself_and_back(client, library):
    response = client.get(f"{reverse('articles')}?kind=news&q=支部&page=1")
    choices = {choice.value: choice for one in response.context["facets"] for choice in one.choices}
    chosen, other = choices["news"], choices["case"]
    assert chosen.chosen
    assert not other.chosen
    for choice, titles in [(chosen, "甲乙丙丁"), (other, "甲乙丙")]:
        page = client.get(reverse("articles") + choice.address).context["page"]
        assert sorted(article.title for article in page) == sorted(titles)


def test_chosen_value_that_finds_nothing_keeps_its_name(client, library):
    theme = make_theme("组织建设")
    response = client.get(f"{reverse('articles')}?kind=brief&theme={theme.slug}")
    assert [(pill.value, pill.label) for pill in response.context["pills"]] == [
        (theme.slug, "组织建设"),
        ("brief", "brief"),
    ]
    assert "No article meets all of this." in response.content.decode()


def test_empty_result_offers_what_to_loosen(client, library):
    response = client.get(f"{reverse('articles')}?kind=brief&q=没有的词")
    html = response.content.decode()
    assert "Look without the words" in html
    assert "Drop Kind “brief”" in html


def test_pages_keep_the_query(client, settings):
    settings.ARTICLES_PER_PAGE = 2
    index_articles([make_article(f"第{number}篇", kind="news") for number in range(5)])
    html = client.get(f"{reverse('articles')}?kind=news&page=2").content.decode()
    assert 'href="?kind=news&amp;page=3"' in html
    assert 'href="?kind=news&amp;page=1"' in html
    last = client.get(f"{reverse('articles')}?kind=news&page=99").context["page"]
    assert last.number == 3


@pytest.mark.parametrize("words", ["“", '"', "-", "%", "_", "* OR 1", "党" * 500, "\x00", "  ", "<b>"])
def test_no_query_is_an_error(client, library, words):
    response = client.get(reverse("articles"), {"q": words})
    assert response.status_code == 200
    assert "<b>&lt;" not in response.content.decode()


def test_empty_archive_says_so(body):
    assert "No article is published yet." in body(reverse("articles"))
    assert "Nothing is published yet" in body(reverse("home"))
