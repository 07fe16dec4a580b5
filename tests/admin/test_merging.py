"""Records that are one: proposed with reasons, merged after a look, told apart, separated again."""

import pytest
from django.urls import reverse

from articles.admin.duplicates import candidates, likely_duplicates
from articles.models import Decision, Hospital, HospitalMention, Person, Practice, Theme
from articles.review.authorities import KINDS
from articles.roles import ROLES
from tests.admin.browsing import save
from tests.admin.records import MAKERS
from tests.factories import make_article, make_claim, make_hospital, make_initiative, make_practice, make_theme

MERGEABLE = list(KINDS)


def address(record, act="merge"):
    return reverse(f"admin:articles_{record._meta.model_name}_{act}", args=[] if act == "duplicates" else [record.pk])


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.fixture
def two(db):
    """A hospital under two names, each with a mention: (the one that goes, the one that stays)."""
    goes = make_hospital("甲市人民医院", city="甲市", aliases=["甲市人医"])
    stays = make_hospital("甲市第一人民医院", city="甲市", province="甲省")
    for hospital in (goes, stays):
        make_claim(make_article(paragraphs=[f"{hospital.name}来了。"]), hospital)
    return goes, stays


# --- Merging ----------------------------------------------------------------------------------------------------------


def test_a_merge_shows_all_that_moves_and_moves_nothing_yet(browser, two):
    goes, stays = two
    page = browser("审核").get(address(goes), {"into": stays.pk})
    shown = page.content.decode()
    assert "甲市人医" in shown
    assert len(page.context["rows"]) >= 3
    assert HospitalMention.objects.filter(hospital=goes).count() == 1
    assert not Decision.objects.exists()


def test_a_merge_moves_everything_and_undoing_brings_it_back(browser, two):
    goes, stays = two
    client = browser("审核")
    client.post(address(goes), {"into": stays.pk, "step": "merge"})
    goes.refresh_from_db()
    assert goes.merged_into == stays
    assert HospitalMention.objects.filter(hospital=stays).count() == 2
    assert {"甲市人民医院", "甲市人医"} <= set(stays.names.values_list("name", flat=True))
    client.post(reverse("admin:articles_decision_undo", args=[Decision.objects.get().pk]))
    goes.refresh_from_db()
    assert (goes.merged_into, HospitalMention.objects.filter(hospital=goes).count()) == (None, 1)


def test_separated_again_from_its_form(browser, page_of, two):
    goes, stays = two
    client = browser("审核")
    client.post(address(goes), {"into": stays.pk, "step": "merge"})
    assert address(goes, "unmerge") in client.get(page_of(goes)).content.decode()
    client.post(address(goes, "unmerge"))
    goes.refresh_from_db()
    assert goes.merged_into is None


def test_contradictions_want_to_be_said_twice(browser):
    goes, stays = make_hospital("甲医院", city="甲市"), make_hospital("甲院", city="乙市")
    client = browser("审核")
    page = client.get(address(goes), {"into": stays.pk})
    assert page.context["conflicts"]
    answer = client.post(address(goes), {"into": stays.pk, "step": "merge"})
    assert "甲市" in said(answer)
    assert not Decision.objects.exists()
    client.post(address(goes), {"into": stays.pk, "step": "merge", "despite_conflicts": "on"})
    goes.refresh_from_db()
    assert goes.merged_into == stays


def test_what_was_told_apart_is_not_merged(browser, two):
    goes, stays = two
    client = browser("审核")
    client.post(address(goes, "distinguish"), {"other": stays.pk})
    page = client.get(address(goes), {"into": stays.pk})
    assert page.context["refusal"]
    assert page.context["rows"] == []


@pytest.mark.parametrize("model", MERGEABLE, ids=lambda model: model._meta.model_name)
def test_every_kind_of_record_is_merged(browser, model):
    one, other = MAKERS[model](1), MAKERS[model](2)
    client = browser("审核")
    assert client.get(address(one), {"into": other.pk}).status_code == 200
    client.post(address(one), {"into": other.pk, "step": "merge", "despite_conflicts": "on"})
    one.refresh_from_db()
    assert one.merged_into == other
    assert client.get(address(one, "duplicates")).status_code == 200


@pytest.mark.parametrize("into", ["", "x", "0", "itself"])
def test_into_nothing_or_itself_cannot_be(browser, two, into):
    goes, _stays = two
    page = browser("审核").post(address(goes), {"into": goes.pk if into == "itself" else into, "step": "merge"})
    assert page.context["form"].errors
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_who_may_merge(browser, page_of, two, role):
    goes, stays = two
    client = browser(role)
    may = role == "审核"
    codes = {
        client.get(address(goes)).status_code,
        client.post(address(goes), {"into": stays.pk}).status_code,
    }
    assert codes == ({200} if may else {403})
    for act in ("distinguish", "unmerge"):
        assert (client.post(address(goes, act), {"other": stays.pk}).status_code == 403) != may
    assert client.get(address(goes, "duplicates")).status_code == 200
    assert (address(goes) in client.get(page_of(goes)).content.decode()) == may


def test_nobody_is_sent_to_the_login(client, two):
    for act in ("merge", "duplicates", "unmerge", "distinguish"):
        assert client.post(address(two[0], act)).url.startswith("/admin/login/")


# --- Likely duplicates ------------------------------------------------------------------------------------------------

HOSPITALS = {
    "alike in one city": ({"name": "甲市中心医院", "city": "甲市"}, {"name": "甲市中心医院东院", "city": "甲市"}, True),
    "the province in front": ({"name": "甲省甲市妇幼保健院"}, {"name": "甲市妇幼保健院"}, True),
    "one letter apart": ({"name": "甲乙丙丁戊己医院"}, {"name": "甲乙丙丁戊庚医院"}, True),
    "the first and the second": ({"name": "甲乙丙丁市第一医院"}, {"name": "甲乙丙丁市第二医院"}, False),
    "another city": ({"name": "中心妇幼医院", "city": "甲市"}, {"name": "中心妇幼医院", "city": "乙市"}, False),
    "only the common words": ({"name": "甲市人民医院"}, {"name": "乙县人民医院"}, False),
    "quite different": ({"name": "甲市中医院"}, {"name": "乙大学附属口腔医院"}, False),
}


@pytest.mark.parametrize(("one", "other", "likely"), HOSPITALS.values(), ids=HOSPITALS)
def test_which_hospitals_are_proposed(db, one, other, likely):
    for n in range(40):
        make_hospital(f"第{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 5 * n)}人民医院", city=f"{n}市")
    pair = {make_hospital(**one).pk, make_hospital(**other).pk}
    found = [{found.first.pk, found.second.pk} for found in likely_duplicates(Hospital)]
    assert (pair in found) == likely


def test_a_shared_alias_is_a_reason(db):
    make_hospital("甲大学附属第一医院", aliases=["甲大一院"])
    make_hospital("甲省第一医院", aliases=["甲大一院"])
    [pair] = likely_duplicates(Hospital)
    assert "甲大一院" in pair.reasons[0]


def test_people_of_one_name_in_one_place_are_proposed_and_others_not(db):
    here, there = make_hospital("甲医院"), make_hospital("乙医院")
    one = Person.objects.create(name="某甲乙", organisation="内科", hospital=here)
    same = Person.objects.create(name="某甲乙", organisation="甲医院内科", hospital=here)
    Person.objects.create(name="某甲乙", organisation="外科", hospital=there)
    pairs = [{pair.first, pair.second} for pair in likely_duplicates(Person)]
    assert pairs == [{one, same}]


def test_pairs_told_apart_or_merged_are_not_proposed_again(browser):
    one, other = make_initiative("先锋引领行动"), make_initiative("先锋引领行动计划", organiser="示范单位")
    third = make_initiative("先锋引领行动队", organiser="示范单位")
    client = browser("审核")
    before = len(client.get(address(one, "duplicates")).context["pairs"].object_list)
    client.post(address(one, "distinguish"), {"other": other.pk})
    client.post(address(third), {"into": one.pk, "step": "merge"})
    assert before > 1
    assert list(client.get(address(one, "duplicates")).context["pairs"].object_list) == []


def test_practices_are_compared_by_their_synonyms_too(db):
    make_practice("支部建在科室上", synonyms=["支部建在科室"])
    make_practice("科室支部建设法", synonyms=["支部建在科室上法"])
    make_theme("组织建设")
    assert [pair.likeness for pair in likely_duplicates(Practice)] == []
    assert likely_duplicates(Theme) == []


def test_thousands_of_names_make_few_pairs_to_compare():
    names = {n: [f"{chr(0x4E00 + n % 3000)}{chr(0x5000 + n % 777)}市第{n % 9}人民医院"] for n in range(5000)}
    assert sum(1 for _ in candidates(names)) < 200_000


# --- Other names ------------------------------------------------------------------------------------------------------


def test_another_name_becomes_a_hospital_of_its_own_and_back(browser, page_of):
    hospital = make_hospital("甲市医院", city="甲市", aliases=["甲市二院"])
    article = make_article(paragraphs=["甲市医院和甲市二院。"])
    stays, goes = make_claim(article, hospital), make_claim(article, hospital, printed="甲市二院")
    name = hospital.names.get()
    client = browser("审核")
    data = {"action": "split_off", "_selected_action": [name.pk], "index": "0"}
    client.post(page_of(name, "changelist"), data)
    for claim in (stays, goes):
        claim.refresh_from_db()
    new = Hospital.objects.exclude(pk=hospital.pk).get()
    assert (new.name, new.city, stays.hospital, goes.hospital) == ("甲市二院", "甲市", hospital, new)
    assert not hospital.names.exists()
    client.post(reverse("admin:articles_decision_undo", args=[Decision.objects.get().pk]))
    goes.refresh_from_db()
    assert (goes.hospital, hospital.names.get().name, Hospital.objects.count()) == (hospital, "甲市二院", 1)


def test_a_name_that_another_hospital_has_is_not_split_off(browser, page_of):
    hospital = make_hospital("甲市医院", aliases=["甲市二院"])
    make_hospital("甲市二院")
    name = hospital.names.get()
    data = {"action": "split_off", "_selected_action": [name.pk], "index": "0"}
    assert said(browser("审核").post(page_of(name, "changelist"), data, follow=True))
    assert not Decision.objects.exists()


def test_names_of_one_article_are_kept_on_its_form(browser, page_of):
    article, hospital = make_article(), make_hospital("甲市人民医院")
    row = {"hospital_names-TOTAL_FORMS": "1", "hospital_names-0-name": "市人民医院"}
    row |= {"hospital_names-0-hospital": hospital.pk, "hospital_names-0-article": article.pk}
    save(browser("编辑"), page_of(article), **row)
    name = hospital.names.get()
    assert (name.name, name.kind, name.article) == ("市人民医院", "contextual", article)
