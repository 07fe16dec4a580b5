"""How records are found in the back office."""

import pytest
from django.db import connection

from articles import review
from articles.admin.searching import typed_as
from articles.models import Hospital
from articles.search.index import index_articles, index_names
from articles.search.rebuild import reindex
from articles.search.suggest import suggest
from tests.factories import make_article, make_claim, make_hospital, make_page, make_user


@pytest.fixture
def choose(browser):
    """A function: what a chooser of hospitals offers to what is typed."""
    client = browser("编辑")

    def ask(term, model="hospitalmention", field="hospital"):
        asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
        return [found["text"] for found in client.get("/admin/autocomplete/", asked).json()["results"]]

    return ask


@pytest.fixture
def hospitals(db):
    kept = make_hospital("沧海市人民医院", province="甲省", city="沧海市", aliases=["沧海一院"])
    others = [make_hospital("青山县中医院"), make_hospital("沧海市人民医院（旧）", merged_into=kept)]
    index_names([kept, *others])
    return kept


@pytest.mark.parametrize("typed", ["沧海", "一院", "chsrmyy", "CHS", "canghai", "canghaiyi", "chyy"])
def test_hospitals_are_found_by_any_name_and_by_pinyin(choose, hospitals, typed):
    assert choose(typed) == ["沧海市人民医院（甲省 沧海市）"]


@pytest.mark.parametrize("typed", ["沧浪", "xyz", "haishi", "c", "ch1", "%", "_"])
def test_what_no_hospital_is_called(choose, hospitals, typed):
    assert choose(typed) == []


def test_pinyin_is_looked_up_where_the_database_has_an_index(db, hospitals, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert [hospital.name for hospital in Hospital.objects.filter(typed_as("qsx"))] == ["青山县中医院"]
    if connection.vendor == "sqlite":  # PostgreSQL reads so few rows without one
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + asked.captured_queries[0]["sql"])
            assert "USING INDEX search_sugg" in str(cursor.fetchall())


def test_pinyin_follows_names_that_come_change_and_go(choose, hospitals):
    editor = make_user()
    alias = hospitals.names.get()
    alias.name = "临海一院"
    review.save(alias, by=editor)
    assert (choose("lhyy"), choose("chyy")) == (["沧海市人民医院（甲省 沧海市）"], [])
    decision = review.delete([alias], by=editor)
    assert choose("lhyy") == []
    review.undo(decision, editor)
    assert choose("lhyy") == ["沧海市人民医院（甲省 沧海市）"]
    reindex()
    assert choose("linhaiyi") == ["沧海市人民医院（甲省 沧海市）"]


def test_readers_are_not_told_names_that_only_choosers_know(hospitals):
    make_claim(article := make_article(), hospitals)
    index_articles([article])
    assert [found.label for found in suggest("chs")] == ["沧海市人民医院"]
    assert suggest("chyy") == []


def test_the_list_of_hospitals_takes_pinyin_too_and_shows_signposts(browser, hospitals):
    found = browser("检索").get("/admin/articles/hospital/?q=chsrm").context["cl"].result_list
    assert sorted(str(hospital) for hospital in found) == ["沧海市人民医院", "沧海市人民医院（旧）"]


def test_articles_are_found_as_readers_find_them_drafts_too(browser):
    draft = make_article("草稿", ["支部建在科室上，党建引领。"], published=False)
    other = make_article("别的", ["门诊有序。"], page=make_page(path="2022/乙.txt"))
    hospital = make_hospital("甲市医院", aliases=["甲院"])
    make_claim(other, hospital)
    index_articles([draft, other])
    index_names([hospital])
    client = browser("检索")

    def found(query):
        return [
            str(article) for article in client.get("/admin/articles/article/", {"q": query}).context["cl"].result_list
        ]

    assert found("建在科室") == ["草稿"]
    assert found("引领 党建") == ["草稿"]
    assert found("甲院") == ["别的"]
    assert found("2022/乙") == ["别的"]
    assert found(other.public_id) == ["别的"]
    assert found("没有这样的话") == []
    assert found('"(') == []
