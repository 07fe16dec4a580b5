"""What people vouch for teaches the next page; what only a machine learnt teaches none."""

import pytest

from articles import review
from articles.ingest import ingest
from articles.ingest.known import known_names
from articles.models import Honour, Hospital, HospitalMention, HospitalName
from tests.factories import make_article, make_claim, make_user
from tests.ingest.pages import PAGE

pytestmark = pytest.mark.django_db
NAME, OTHER_NAME = "云溪县人民医院", "云溪县中心医院"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def read(tmp_path):
    def put(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return ingest([str(tmp_path)])

    return put


@pytest.fixture
def alias(read):
    """Another name that a machine gave the hospital of the first page."""
    read("one.txt", PAGE)
    return HospitalName.objects.create(hospital=Hospital.objects.get(name=NAME), name=OTHER_NAME)


def written(alias, editor):
    alias.name = "云溪中心医院"
    review.save(alias, by=editor)
    alias.name = OTHER_NAME
    review.save(alias, by=editor)


def confirmed_where_printed(alias, editor):
    passage = HospitalMention.objects.filter(hospital=alias.hospital).first().passage
    review.correct_text(passage, f"{OTHER_NAME}揭牌。{passage.text}", by=editor)
    mention = HospitalMention.objects.filter(passage=passage).first()
    HospitalMention.objects.filter(pk=mention.pk).update(start=0, end=len(OTHER_NAME))
    review.confirm([HospitalMention.objects.get(pk=mention.pk)], by=editor)


def confirmed_under_another_name(alias, editor):
    review.confirm(HospitalMention.objects.filter(hospital=alias.hospital), by=editor)


def untouched(alias, editor):
    pass


@pytest.mark.parametrize(
    ("act", "teaches"),
    [(written, True), (confirmed_where_printed, True), (confirmed_under_another_name, False), (untouched, False)],
)
def test_another_name_leads_to_its_hospital_once_a_person_vouched_for_it(read, alias, editor, act, teaches):
    act(alias, editor)
    read("two.txt", PAGE.replace(NAME, OTHER_NAME).replace("120", "730"))
    assert Hospital.objects.filter(name=OTHER_NAME).exists() != teaches
    assert any(OTHER_NAME in known.aliases for known in known_names().hospitals) == teaches


@pytest.mark.parametrize("taken_by_hand", [True, False])
def test_a_place_is_known_to_other_pages_once_a_person_wrote_it(read, editor, taken_by_hand):
    read("one.txt", PAGE)
    hospital = Hospital.objects.get(name=NAME)
    review.confirm(HospitalMention.objects.filter(hospital=hospital), by=editor)
    hospital.province = "某省"
    if taken_by_hand:
        review.save(hospital, by=editor)
    else:
        hospital.machine_values["province"] = "某省"
        hospital.save()
    (known,) = known_names().hospitals
    assert known.province == ("某省" if taken_by_hand else "")


def test_the_order_of_pages_does_not_decide_what_a_name_means(read, tmp_path):
    """Each of two pages gives one hospital the name of another one: neither learns it from the other."""
    pages = {name: PAGE.replace(NAME, hospital) for name, hospital in (("a.txt", NAME), ("b.txt", OTHER_NAME))}
    for name, text in pages.items():
        read(name, text.replace("120", str(200 + len(name))))
    HospitalName.objects.create(hospital=Hospital.objects.get(name=NAME), name=OTHER_NAME)
    read("c.txt", PAGE.replace(NAME, OTHER_NAME).replace("120", "990").replace("300", "777"))
    assert set(Hospital.objects.values_list("name", flat=True)) == {NAME, OTHER_NAME}
    assert HospitalMention.objects.filter(hospital__name=OTHER_NAME, passage__article__page__path="c.txt").exists()


@pytest.mark.parametrize(
    ("learnt", "told"), [({"year": 2019}, [2019, None]), ({}, [2019, 2019])], ids=["by a machine", "from a person"]
)
def test_the_year_of_an_honour_is_told_where_it_is_printed_or_a_person_wrote_it(learnt, told):
    honour = Honour.objects.create(name="先进单位", year=2019, machine_values=learnt)
    sentences = ("医院2019年获评先进单位。", "医院是先进单位。")
    claims = [make_claim(make_article("获奖", [sentence]), honour, "先进单位") for sentence in sentences]
    assert [claim.year for claim in claims] == told
