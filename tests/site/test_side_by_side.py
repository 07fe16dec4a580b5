"""Hospitals compared, through the years and on the map; practices and who follows them; people."""

import pytest
from django.urls import reverse

from articles.models import Honour, Person
from articles.search.index import index_articles, index_names
from articles.views.initials import by_initial, initial
from articles.views.series import series_of
from articles.views.tile_map import GRID, PROVINCES, SHADES, tile_map
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospitals():
    """Five hospitals, each with an article about it and a number of members."""
    made = []
    for number, name in enumerate("甲乙丙丁戊", 1):
        hospital = make_hospital(f"{name}医院", province="广东省")
        article = make_article(f"{name}文", [f"{name}医院有党员{number}人。"])
        make_claim(article, hospital, is_subject=True)
        make_figure(article, f"党员{number}人", number, unit="人", hospital=hospital)
        made.append(hospital)
    return made


def compared(client, *ids: str, **query):
    return client.get(reverse("compare"), {"h": ids} | query)


def test_hospitals_stand_side_by_side_in_the_order_asked_for(client, hospitals):
    response = compared(client, hospitals[1].public_id, hospitals[0].public_id)
    assert [str(column.hospital) for column in response.context["columns"]] == ["乙医院", "甲医院"]
    [row] = response.context["rows"]
    assert [int(figure.value) for figure in row.figures] == [2, 1]
    html = response.content.decode()
    assert "<b>党员2人</b>" in html
    assert "<b>党员1人</b>" in html


def test_hospital_without_a_figure_has_an_empty_place(client, hospitals):
    silent = make_hospital("默默医院")
    make_claim(make_article(), silent)
    [row] = compared(client, silent.public_id, hospitals[0].public_id).context["rows"]
    assert row.figures[0] is None


def test_comparison_holds_four_and_says_so(client, hospitals):
    response = compared(client, *(one.public_id for one in hospitals))
    assert len(response.context["columns"]) == 4
    assert response.context["found"] == []
    assert "Four hospitals are as many as fit" in response.content.decode()


@pytest.mark.parametrize("ids", [(), ("nothing0",), ("nothing0", "a\x00b", "x" * 200)])
def test_comparison_of_nothing_offers_where_to_begin(client, hospitals, ids):
    response = compared(client, *ids)
    assert response.context["columns"] == []
    assert len(response.context["found"]) == 5


def test_comparison_knows_a_hospital_by_what_it_was_called(client, hospitals):
    former = make_hospital("旧名", merged_into=hospitals[0])
    response = compared(client, former.public_id, hospitals[0].public_id)
    assert [column.hospital for column in response.context["columns"]] == [hospitals[0]]


def test_hospital_can_be_added_and_taken_out(client, hospitals):
    response = compared(client, hospitals[0].public_id, q="乙")
    [(found, address)] = response.context["found"]
    assert found == hospitals[1]
    both = client.get(reverse("compare") + address).context["columns"]
    assert [column.hospital for column in both] == hospitals[:2]
    left = client.get(reverse("compare") + both[0].without).context["columns"]
    assert [column.hospital for column in left] == [hospitals[1]]


def test_unpublished_hospital_is_compared_with_none(client):
    hidden = make_hospital("未公开医院")
    make_claim(make_article(published=False), hidden)
    assert compared(client, hidden.public_id).context["columns"] == []


@pytest.fixture
def figures():
    """Figures of one hospital as (value, as of, issue, fields)."""
    hospital = make_hospital()

    def make(*rows):
        made = []
        for value, as_of, issue, fields in rows:
            article = make_article(page=make_page("文字", issue_date=issue))
            article.page.refresh_from_db()
            made.append(make_figure(article, "正文", value, as_of=as_of, hospital=hospital, unit="人", **fields))
            made[-1].passage.article = article
        return made

    return make


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, "2019年底", None, {}), (2, "2021年", None, {})], [(2, 2021), (1, 2019)]),
        ([(1, "", "2018-01-01", {}), (2, "", None, {})], [(1, 2018), (2, None)]),
        ([(1, "目前", "2020-05-05", {}), (2, "2022年", "2020-05-05", {})], [(2, 2022), (1, 2020)]),
        ([(1, "2022年", None, {"superseded": True}), (2, "2020年", None, {})], [(2, 2020), (1, 2022)]),
        ([(1, "12019号", None, {})], [(1, None)]),
    ],
)
def test_latest_figure_of_a_measure_comes_first(figures, rows, expected):
    [series] = series_of(figures(*rows))
    assert [(int(figure.value), figure.year) for figure in series.figures] == expected


def test_line_through_the_years(figures):
    [series] = series_of(figures((10, "2018年", None, {}), (30, "2020年", None, {}), (20, "2019年", None, {})))
    (x1, y1), (x2, y2), (x3, y3) = series.line
    assert x1 < x2 < x3
    assert x2 - x1 == x3 - x2
    assert y1 > y2 > y3


@pytest.mark.parametrize(
    "rows", [[(10, "", None, {})], [(10, "2018年", None, {}), (30, "", None, {})], [(1, "2018年", None, {})] * 2]
)
def test_no_line_through_less_than_two_years(figures, rows):
    [series] = series_of(figures(*rows))
    assert series.line == []


def test_measures_are_kept_apart(figures):
    members, branches = {}, {"measure": "party_branches"}
    both = series_of(figures((1, "", None, branches), (2, "", None, members), (3, "", None, members)))
    assert [(series.label, len(series.figures)) for series in both] == [("Party members", 2), ("Party branches", 1)]


def test_organisations_are_counted_as_named_and_as_printed(client):
    hospital = make_hospital()
    article = make_article(paragraphs=["医院有12个党支部，如内科党支部、外科党支部，各党支部都好。"])
    for name, fields in [("内科党支部", {}), ("外科党支部", {}), ("各党支部", {"is_layer": True})]:
        make_claim(article, hospital.branches.create(name=name, level="branch", **fields))
    make_claim(article, hospital.branches.create(name="院党委", level="committee"))
    make_figure(article, "12个党支部", 12, measure="party_branches", unit="个", hospital=hospital)
    response = client.get(hospital.get_absolute_url())
    levels = [(level.named, level.printed and int(level.printed.value)) for level in response.context["levels"]]
    assert levels == [(1, None), (2, 12)]
    assert "<b>12个</b>" in response.content.decode()


def test_years_of_a_hospital(client):
    hospital = make_hospital(founded=1950)
    article = make_article("纪事文", page=make_page("文字", issue_date="2021-03-04"))
    make_claim(article, hospital, is_subject=True)
    make_claim(article, Honour.objects.create(name="先进单位", year=2019), hospital=hospital)
    years = client.get(hospital.get_absolute_url()).context["timeline"]
    assert [(year, [event.label for event in events]) for year, events in years] == [
        (2021, ["纪事文"]),
        (2019, ["先进单位"]),
        (1950, [""]),
    ]


def test_every_province_has_one_place_on_the_map():
    shorts = [short for short in GRID.split() if short != "."]
    assert sorted(shorts) == sorted(PROVINCES)
    assert len(PROVINCES) == 34
    places = {(tile.x, tile.y) for tile in tile_map([]).tiles}
    assert len(places) == 34


def test_shades_follow_the_counts():
    counts = {"广东省": 900, "河南省": 7, "湖南省": 7, "四川省": 1, "浙江省": 40}
    found = tile_map((name, name, count) for name, count in counts.items())
    shades = {tile.province: tile.shade for tile in found.tiles}
    assert shades["四川省"] == 1
    assert shades["河南省"] == shades["湖南省"] < shades["浙江省"] <= shades["广东省"] <= SHADES
    assert shades["海南省"] == 0


def test_place_that_the_map_does_not_know_is_listed(client):
    article, hospital = make_article(), make_hospital(province="某地")
    make_claim(article, hospital, is_subject=True)
    index_names([hospital])
    index_articles([article])
    assert client.get("/").context["map"].elsewhere == [("某地", "某地", 1)]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("重庆医院", "C"), ("北京医院", "B"), ("厦门医院", "X"), ("ABC医院", "A"), ("301医院", "#"), ("“某”医院", "#")],
)
def test_initial_of_a_name(name, letter):
    assert initial(name) == letter


def test_names_in_the_order_of_their_sounds():
    hospitals = [make_hospital(name) for name in ("中心医院", "安康医院", "301医院", "北京医院", "宝鸡医院")]
    assert [str(one) for one in by_initial(hospitals)] == ["安康医院", "宝鸡医院", "北京医院", "中心医院", "301医院"]


def test_hospitals_by_pinyin_lead_to_their_letters(client, monkeypatch):
    monkeypatch.setattr("articles.views.hospitals.HOSPITALS_A_PAGE", 2)
    for name in ("安康医院", "宝鸡医院", "北京医院", "中心医院"):
        make_claim(make_article(), make_hospital(name))
    response = client.get(reverse("hospitals"), {"by": "name"})
    assert response.context["initials"] == [("A", 1), ("B", 1), ("Z", 2)]
    assert [str(one) for one in response.context["page"]] == ["安康医院", "宝鸡医院"]


def test_who_follows_which_practice(client):
    first, second = make_practice("做法一"), make_practice("做法二")
    both, one = make_hospital("两样都做的医院"), make_hospital("只做一样的医院")
    for hospital, practice in [(both, first), (both, second), (one, second)]:
        make_claim(make_article(), make_initiative(f"{hospital}{practice}", hospital=hospital, practice=practice))
    draft = make_initiative("未公开", hospital=one, practice=first)
    make_claim(make_article(published=False), draft)
    context = client.get(reverse("practices")).context
    columns = [str(practice) for practice in context["practices"]]
    rows = {str(hospital): dict(zip(columns, map(len, cells), strict=True)) for hospital, cells in context["matrix"]}
    assert rows == {"两样都做的医院": {"做法一": 1, "做法二": 1}, "只做一样的医院": {"做法一": 0, "做法二": 1}}
    assert next(iter(rows)) == "两样都做的医院"


@pytest.fixture
def person():
    hospital = make_hospital("示范医院")
    person = Person.objects.create(name="某甲", organisation="示范医院", hospital=hospital)
    for post in ("院长", "党委书记", "院长"):
        make_claim(make_article(paragraphs=[f"{post}某甲说。"]), person, position=post)
    return person


def test_person_shows_posts_and_sentences(body, person):
    html = body(person.get_absolute_url())
    assert html.count("<blockquote") == 3
    assert html.count('<span class="also">') == 2
    assert person.hospital.get_absolute_url() in html


@pytest.mark.parametrize(("name", "found"), [("", True), ("某甲", True), ("示范", True), ("别人", False)])
def test_people_by_name_and_organisation(client, person, name, found):
    make_claim(make_article(published=False), Person.objects.create(name="未公开"))
    page = client.get(reverse("people"), {"q": name}).context["page"]
    assert [str(one) for one in page] == (["某甲"] if found else [])


def test_person_whom_nothing_public_names_has_no_page(client):
    hidden = Person.objects.create(name="未公开")
    make_claim(make_article(published=False), hidden)
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_articles_on_the_same_hospital_and_work_are_offered(client):
    hospital, practice = make_hospital("示范医院"), make_practice()
    article, same, akin, other = (make_article(title) for title in ("此文", "同院", "同法", "无关"))
    for one in (article, same):
        make_claim(one, hospital, is_subject=True)
    make_claim(article, make_initiative("行动一", hospital=hospital, practice=practice))
    make_claim(akin, make_initiative("行动二", practice=practice))
    make_claim(make_article("草稿", published=False), hospital, is_subject=True)
    make_claim(other, make_hospital("别院"), is_subject=True)
    context = client.get(article.get_absolute_url()).context
    assert [(str(one.article), one.shared) for one in context["same_hospital"]] == [("同院", "示范医院")]
    assert [(str(one.article), one.shared) for one in context["same_initiative"]] == [("同法", str(practice))]
