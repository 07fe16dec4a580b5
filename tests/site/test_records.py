"""Pages of hospitals, Party organisations, initiatives, practices, themes, figures and policies."""

import pytest
from django.urls import reverse

from articles.models import Honour, HospitalName, PartyBranch, Person, Policy
from articles.views.hospitals import upper_first
from articles.views.trees import tree_of
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db

SENTENCE = "示范医院（示范院）党委下设内科党支部，推行先锋行动，院长某某获先进单位称号，共有党员293人。"


@pytest.fixture
def hospital():
    """A hospital of which one article says something of every kind."""
    hospital = make_hospital("示范医院", province="某省", city="某市", founded=1950, aliases=["示范院"])
    article = make_article("示范报道", [SENTENCE])
    make_claim(article, hospital, is_subject=True)
    committee = hospital.branches.create(name="院党委", level="committee")
    branch = hospital.branches.create(name="内科党支部", level="branch", parent=committee)
    for record in (committee, branch, make_initiative(hospital=hospital)):
        make_claim(article, record)
    make_claim(article, Person.objects.create(name="某某", hospital=hospital), position="院长")
    make_claim(article, Honour.objects.create(name="先进单位"), hospital=hospital)
    make_figure(article, "党员293人", 293, unit="人", hospital=hospital)
    return hospital


def test_hospital_page_gathers_everything(body, hospital):
    html = body(hospital.get_absolute_url())
    shown = [
        "示范医院",
        "某省 某市",
        "1950",
        "示范院",
        "示范报道",
        "院党委",
        "内科党支部",
        "先锋行动",
        "院长",
        "先进单位",
        "293人",
    ]
    for text in shown:
        assert text in html, text


def test_every_fact_of_a_hospital_shows_its_sentence_and_leads_there(body, hospital):
    html = body(hospital.get_absolute_url())
    article = hospital.mentions.get().passage.article
    facts = hospital.branches.count() + 4  # initiative, person, honour, figure
    assert html.count("<blockquote") == facts
    assert html.count(f'href="{article.get_absolute_url()}#p') == facts
    assert "共有<b>党员293人</b>。" in html


@pytest.mark.parametrize(
    ("sentence", "led"),
    [
        ("示范医院始建于1950年。", True),
        ("示范医院于1950年搬迁。", False),
        ("示范医院始建于1951年，1950年筹备。", False),
    ],
)
def test_year_of_founding_leads_to_the_paragraph_that_says_it(body, hospital, sentence, led):
    """The year is one that a person wrote, so it is shown in any case."""
    article = make_article(paragraphs=["前一段。", sentence])
    make_claim(article, hospital)
    passage = article.passages.get(machine_text=sentence)
    html = body(hospital.get_absolute_url())
    assert (f'<a href="{article.get_absolute_url()}#p{passage.pk}">1950</a>' in html) == led
    assert ("<dd>1950</dd>" in html) != led


def test_initiatives_of_a_hospital_are_counted_by_theme(body, hospital):
    theme = make_theme("组织建设", slug="organisation")
    hospital.initiatives.get().themes.add(theme)
    address = f"{reverse('initiatives')}?hospital={hospital.public_id}&amp;theme=organisation"
    assert f'href="{address}" rel="nofollow">组织建设</a> <span class="count">1</span>' in body(
        hospital.get_absolute_url()
    )


def test_contextual_name_is_not_shown(body, hospital):
    article = hospital.mentions.get().passage.article
    HospitalName.objects.create(hospital=hospital, name="市人民医院", kind="contextual", article=article)
    assert "市人民医院" not in body(hospital.get_absolute_url())


@pytest.mark.parametrize(
    "make", [make_hospital, lambda name: make_initiative(name), lambda name: Policy.objects.create(name=name)]
)
def test_merged_record_redirects_for_good(client, make):
    today = make("今名")
    yesterday = make("旧名")
    oldest = make("最早的名")
    for record, into in [(yesterday, today), (oldest, yesterday)]:
        record.merged_into = into
        record.save()
    for record in (yesterday, oldest):
        response = client.get(record.get_absolute_url())
        assert (response.status_code, response["Location"]) == (301, today.get_absolute_url())


def test_hospital_that_is_only_named_says_so(body):
    hospital = make_hospital("旁及医院")
    article = make_article("旁及它的文章", ["还有旁及医院。"])
    make_claim(article, hospital)
    html = body(hospital.get_absolute_url())
    assert "it is named in passing" in html
    assert "旁及它的文章" in html


def names(nodes):
    return [(node.record.name, names(node.children)) for node in nodes]


def branches(hospital, *rows):
    """Unsaved Party organisations from (name, level, parent's name)."""
    made = {}
    for key, (name, level, _parent) in enumerate(rows, 1):
        made[name] = PartyBranch(pk=key, name=name, level=level, hospital=hospital)
    for name, _level, parent in rows:
        made[name].parent_id = made[parent].pk if parent in made else (99 if parent else None)
    return list(made.values())


@pytest.mark.parametrize(
    ("rows", "tree"),
    [
        (
            [("支部", "branch", "总支"), ("总支", "general_branch", "党委"), ("党委", "committee", "")],
            [("党委", [("总支", [("支部", [])])])],
        ),
        ([("支部", "branch", "不公开的")], [("支部", [])]),
        ([("支部", "branch", ""), ("党委", "committee", "")], [("党委", []), ("支部", [])]),
    ],
)
def test_tree_of_party_organisations(hospital, rows, tree):
    assert names(tree_of(upper_first(branches(hospital, *rows)))) == tree


def test_circle_of_parents_is_still_shown_whole(hospital):
    rows = [("甲", "branch", "乙"), ("乙", "branch", "丙"), ("丙", "branch", "甲")]
    tree = str(names(tree_of(upper_first(branches(hospital, *rows)))))
    assert all(tree.count(name) == 1 for name in "甲乙丙")


def test_party_organisation_shows_where_it_stands(body, hospital):
    branch = hospital.branches.get(name="内科党支部")
    html = body(branch.get_absolute_url())
    assert branch.parent.get_absolute_url() in html
    assert hospital.get_absolute_url() in html
    assert "<b>内科党支部</b>" in html


def test_initiative_shows_its_sentences(body, hospital):
    html = body(hospital.initiatives.get().get_absolute_url())
    assert "推行<b>先锋行动</b>" in html
    assert "示范报道" in html


def test_practice_brings_its_hospitals_together(body):
    practice = make_practice("支部建在科室上", synonyms=["支部建在学科上"])
    for name in ("甲医院", "乙医院"):
        initiative = make_initiative("支部建设", hospital=make_hospital(name), practice=practice)
        make_claim(make_article(), initiative)
    make_practice("无人采用的做法")
    html = body(reverse("practices"))
    for text in ("支部建在科室上", "支部建在学科上", "甲医院", "乙医院", "2 hospitals"):
        assert text in html
    assert "无人采用的做法" not in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲行动", "乙行动"}),
        ("?theme={theme}", {"甲行动"}),
        ("?hospital={hospital}", {"乙行动"}),
        ("?practice=x", set()),
    ],
)
def test_initiatives_can_be_narrowed(client, query, expected):
    theme, hospital = make_theme("志愿服务"), make_hospital("乙医院")
    first, second = make_initiative("甲行动"), make_initiative("乙行动", hospital=hospital)
    first.themes.add(theme)
    for initiative in (first, second):
        make_claim(make_article(), initiative)
    query = query.format(theme=theme.slug, hospital=hospital.public_id)
    response = client.get(reverse("initiatives") + query)
    assert {initiative.name for initiative in response.context["page"]} == expected


def test_theme_shows_articles_words_and_initiatives(body):
    theme = make_theme("清廉建设", description="清廉医院怎么建")
    theme.keywords.create(word="廉洁")
    initiative = make_initiative("清风行动")
    initiative.themes.add(theme)
    article = make_article("清廉报道")
    make_claim(article, theme)
    make_claim(article, initiative)
    html = body(theme.get_absolute_url())
    for text in ("清廉医院怎么建", "廉洁", "清风行动", "清廉报道"):
        assert text in html


@pytest.mark.parametrize(
    ("query", "values"),
    [("", {5, 9, 30}), ("?scope=party", {5, 9}), ("?measure=party_branches", {9}), ("?measure=a&measure=other", {30})],
)
def test_figures_can_be_narrowed(client, query, values):
    article = make_article(paragraphs=["党员5名，支部9个，床位30张。"])
    make_figure(article, "党员5名", 5, scope="party")
    make_figure(article, "支部9个", 9, scope="party", measure="party_branches")
    make_figure(article, "床位30张", 30, measure="other", label="床位")
    response = client.get(reverse("figures") + query)
    assert {int(figure.value) for figure in response.context["page"]} == values


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"value": 834, "unit": "人"}, "834人"),
        ({"value": 93.76, "unit": "%"}, "93.76%"),
        ({"value": 120000, "unit": "人次"}, "120000人次"),
        ({"value": 2000, "unit": "人次", "approximate": "余"}, "2000余人次"),
        ({"value": 300, "unit": "人次", "approximate": "近"}, "近300人次"),
        ({"value": 200, "unit": "人", "approximate": "以上"}, "200人以上"),
        ({"value": 3, "value_to": 5, "unit": "天"}, "3–5天"),
        ({"value": 0, "unit": ""}, "0"),
    ],
)
def test_figure_reads_as_it_was_printed(body, fields, printed):
    make_figure(make_article(), "正文", **fields)
    assert f">{printed}</b>" in body(reverse("figures"))


def test_policy_shows_who_cites_it(body):
    policy = Policy.objects.create(name="《示范意见》")
    for number in range(5):
        make_claim(make_article(f"引用它的文章{number}", ["印发《示范意见》。"]), policy)
    for address, sentences in [(reverse("policies"), 3), (policy.get_absolute_url(), 5)]:
        html = body(address)
        assert html.count("印发<b>《示范意见》</b>。") == sentences
        assert "引用它的文章0" in html
    assert policy.get_absolute_url() in body(reverse("policies"))


@pytest.mark.parametrize(
    ("name", "expected"), [("", ["甲省医院", "无处医院"]), ("别称", ["甲省医院"]), ("仅限", []), ("无处", ["无处医院"])]
)
def test_hospitals_by_place_and_name(client, name, expected):
    article = make_article(paragraphs=["甲省医院（别称院）与无处医院，仅限一文。"])
    placed = make_hospital("甲省医院", province="甲省", aliases=["别称院"])
    HospitalName.objects.create(hospital=placed, name="仅限一文", kind="contextual", article=article)
    for hospital in (make_hospital("无处医院"), placed):
        make_claim(article, hospital)
    response = client.get(reverse("hospitals"), {"q": name})
    assert [hospital.name for hospital in response.context["page"]] == expected


def test_provinces_stand_in_the_order_of_the_register_and_unknown_places_last(client):
    article = make_article()
    for province in ("云南省", "", "没有的省", "上海市", "北京市", "河北省"):
        make_claim(article, make_hospital(f"{province}某医院", province=province))
    response = client.get(reverse("hospitals"))
    found = [hospital.province for hospital in response.context["page"]]
    assert found == ["北京市", "河北省", "上海市", "云南省", "没有的省", ""]


def test_home_counts_only_what_is_public(client, hospital):
    make_article(published=False)
    holdings = client.get(reverse("home")).context["holdings"]
    counts = {address: count for address, _label, count in holdings}
    assert counts == {"/articles/": 1, "/hospitals/": 1, "/initiatives/": 1, "/figures/": 1, "/policies/": 0}


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "。", "<b>党员293人</b>。"),
        ("全院共有", "，其中女党员90人。", "全院共有<b>党员293人</b>，其中女党员90人。"),
        ("前" * 30 + "，全院" + "共" * 21, "。", f"…全院{'共' * 21}<b>党员293人</b>。"),
        ("前" * 24, "后" * 60, f"{'前' * 24}<b>党员293人</b>{'后' * 44}…"),
    ],
)
def test_long_sentence_in_a_list_keeps_what_is_around_the_words(body, before, after, shown):
    article = make_article(paragraphs=[f"{before}党员293人{after}"])
    make_figure(article, "党员293人", 293, unit="人")
    assert f">{shown}</blockquote>" in body(reverse("figures"))
