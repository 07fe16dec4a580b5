"""What figures say about each other follows the figures that stand, whoever changed them."""

import pytest
from django.utils import translation

from articles import review
from articles.checking.index import check_figures
from articles.figure_checks import refresh_checks
from articles.ingest import ingest
from articles.models import Article, Figure, FigureCheck, Hospital, SourcePage
from articles.page_schema import as_schema
from articles.pipeline import read
from tests.factories import make_article, make_figure, make_hospital, make_user
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

SENTENCE = "示范医院共有党员320名，其中在职党员250名、离退休党员70名。"
AGAIN = "全院320名党员全部参加了轮训。"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def article():
    """An article whose members add up: 320 = 250 + 70."""
    made = make_article("示范报道", [SENTENCE, AGAIN])
    hospital = make_hospital()
    for measure, label, value in [
        ("party_members", "党员", 320),
        ("in_service_members", "在职党员", 250),
        ("retired_members", "离退休党员", 70),
    ]:
        make_figure(made, f"{value}名", value, measure=measure, label=label, unit="名", hospital=hospital)
    refresh_checks([made.pk])
    return made


def said(article):
    with translation.override("en"):
        return [str(check) for check in article.figure_checks.all()]


def figure(measure):
    return Figure.objects.get(measure=measure)


def test_figures_that_add_up(article):
    assert said(article) == ["在职党员250 + 离退休党员70 = 党员320"]
    [check] = article.figure_checks.all()
    assert check.figures == [figure(each).pk for each in ("party_members", "in_service_members", "retired_members")]


def test_a_corrected_figure_contradicts(article, editor):
    members = figure("party_members")
    members.value = 302
    review.save(members, by=editor)
    assert said(article) == ["党员302 is printed, but 在职党员250 + 离退休党员70 = 320"]


def test_a_rejected_figure_says_nothing_and_comes_back_as_the_same_check(article, editor):
    before = list(FigureCheck.objects.values())
    retired = figure("retired_members")
    review.reject([retired], by=editor)
    assert said(article) == []
    review.confirm([retired], by=editor)
    assert list(FigureCheck.objects.values()) == before


def test_a_figure_that_a_person_adds_is_checked(article, editor):
    added = make_figure(article, "320名党员", 320, label="党员", hospital=figure("party_members").hospital, unit="名")
    added.pk, added._state.adding = None, True
    Figure.objects.filter(key=added.key).delete()
    review.state(added, by=editor)
    assert "党员320 is printed in two sentences" in said(article)


def test_a_figure_that_lost_its_sentence_is_checked_no_more(article, editor):
    review.correct_text(article.passages.get(order=1), "示范医院党员很多。", by=editor)
    assert said(article) == []


@pytest.mark.parametrize(
    "doomed",
    [lambda article: article, lambda article: article.passages.get(order=1), lambda article: Figure.objects.last()],
)
def test_deleting_what_a_check_stands_on_takes_it_along(article, editor, doomed):
    review.delete([doomed(article)], by=editor)
    assert not FigureCheck.objects.exists()


def test_merged_hospitals_are_one(article):
    other = make_hospital("示范医院（东院）", merged_into=make_hospital("示范总院"))
    Figure.objects.update(hospital=other.merged_into)
    Figure.objects.filter(measure="retired_members").update(hospital=other)
    refresh_checks([article.pk])
    assert said(article)


def test_what_ingest_stores_is_what_the_page_schema_says(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(
        f"大名县人民医院的党员\n\n{SENTENCE}{AGAIN}\n".replace("示范医院", "大名县人民医院"), encoding="utf-8"
    )
    ingest([str(tmp_path)])
    reading = read(path.read_bytes())
    shown = [(check.kind, check.agrees, float(check.stated), float(check.computed)) for check in stored()]
    printed = as_schema("one.txt", reading.page, reading.facts)["figure_checks"]
    assert shown == [(each["kind"], each["agrees"], each["stated"], each["computed"]) for each in printed]
    assert {kind for kind, *_ in shown} == {"parts", "repeated"}
    before = snapshot()
    ingest([str(tmp_path)])
    assert snapshot() == before


def stored():
    page = SourcePage.objects.get()
    return sorted(FigureCheck.objects.filter(article__page=page), key=lambda check: check.figures)


@pytest.mark.parametrize(
    ("kind", "agrees", "stated", "computed", "terms", "words"),
    [
        ("part", False, 30, 40, [["院级", 40]], "项目30 is printed, but its part 院级40 is larger"),
        ("repeated", False, 30, 40, [["项目", 40]], "项目30 is printed, but 项目40 in another sentence"),
        ("share", True, 75, 74.68, [["书记", 59], ["支部", 79]], "书记59 ÷ 支部79 = 74.68%"),
        ("share", False, 35, 25, [["书记", 20], ["支部", 80]], "35% is printed, but 书记20 ÷ 支部80 = 25%"),
    ],
)
def test_checks_in_words(kind, agrees, stated, computed, terms, words):
    check = FigureCheck(kind=kind, agrees=agrees, label="项目", stated=stated, computed=computed, terms=terms)
    with translation.override("en"):
        assert str(check) == words


@pytest.mark.parametrize("address", ["article", "hospital", "figures"])
def test_readers_see_a_check_beside_the_figure(client, article, editor, address):
    hospital = figure("party_members").hospital
    addresses = {"article": article.get_absolute_url(), "hospital": hospital.get_absolute_url(), "figures": "/figures/"}
    words = "在职党员250 + 离退休党员70 = 党员320"
    html = client.get(addresses[address]).content.decode()
    assert (html.count(words), html.count('class="check"'), html.count("check-differs")) == (1, 1, 0)
    members = figure("party_members")
    members.value = 302
    review.save(members, by=editor)
    html = client.get(addresses[address]).content.decode()
    assert words not in html
    assert html.count("在职党员250 + 离退休党员70 = 320") == 3, "a contradiction stands beside every figure of it"
    assert (html.count('class="check check-differs"'), html.count('class="check"')) == (3, 0)


def test_editors_find_articles_whose_figures_contradict(admin_client, article, editor):
    address = "/admin/articles/article/?figures="
    assert [list(admin_client.get(address + each).context["cl"].result_list) for each in "01"] == [[], [article]]
    members = figure("party_members")
    members.value = 302
    review.save(members, by=editor)
    assert [list(admin_client.get(address + each).context["cl"].result_list) for each in "01"] == [[article], []]
    assert Article.objects.count() == 1


def test_editors_see_the_checks_on_the_page_of_the_article(admin_client, article):
    html = admin_client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "在职党员250 + 离退休党员70 = 党员320" in html


def test_checks_that_do_not_follow_from_the_figures_are_told_and_mended(article):
    assert list(check_figures()) == []
    FigureCheck.objects.update(computed=1)
    [finding] = check_figures()
    finding.mend()
    assert list(check_figures()) == []
    assert said(article) == ["在职党员250 + 离退休党员70 = 党员320"]


def test_hospitals_that_are_merged_put_their_figures_against_each_other(article, editor):
    other = make_hospital("示范市医院")
    make_figure(article, "320名党员", 302, label="党员", unit="名", hospital=other)
    refresh_checks([article.pk])
    assert said(article) == ["在职党员250 + 离退休党员70 = 党员320"]
    merging = review.merge(record=other, into=Hospital.objects.get(name="示范医院"), by=editor)
    assert any("302" in words for words in said(article))
    review.undo(merging, editor)
    assert said(article) == ["在职党员250 + 离退休党员70 = 党员320"]
