"""Lists: they find and filter, and ten rows cost the queries of one."""

import re
from itertools import count

import pytest
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Article, HospitalMention, PageVersion, Passage
from articles.search.index import index_articles
from tests.admin.records import MAKERS
from tests.factories import make_article, make_claim, make_hospital, make_page, make_theme

BUDGET = 30
CHOICES = 20
"""What a chooser shows at a time."""

numbers = count(101)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return captured.captured_queries


def shown(client, address):
    """The records of a list, as a person sees them."""
    return [str(record) for record in client.get(address).context["cl"].result_list]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_ten_rows_cost_the_queries_of_one(admin_client, page_of, model):
    address = page_of(MAKERS[model](1), "changelist")
    one = len(queries(admin_client, address))
    for n in range(2, 11):
        MAKERS[model](n)
    ten = len(queries(admin_client, address))
    assert ten <= one <= BUDGET


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_lists_can_be_searched_and_sorted_by_every_column(admin_client, page_of, model):
    address = page_of(MAKERS[model](1), "changelist")
    columns = len(admin_client.get(address).context["cl"].list_display)
    for query in ("q=某 医院", *(f"o={column}" for column in range(1, columns))):
        assert admin_client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_every_filter_can_be_followed(admin_client, page_of, model):
    address = page_of(MAKERS[model](1), "changelist")
    changelist = admin_client.get(address).context["cl"]
    for spec in changelist.filter_specs:
        for choice in list(spec.choices(changelist))[1:]:
            assert admin_client.get(address + choice["query_string"]).status_code == 200


EDITED = [model for model in roles.EDITED if any(isinstance(field, ForeignKey) for field in model._meta.fields)]


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model._meta.model_name)
def test_choosers_search_instead_of_loading_tables(admin_client, page_of, model):
    record = MAKERS[model](1)
    page = admin_client.get(page_of(record, "add" if model in roles.ADDED else "change"))
    for name in page.context["adminform"].form.fields:
        field = getattr(getattr(model, name, None), "field", None)
        if field and field.related_model in MAKERS:
            assert_chooser_keeps_its_cost(admin_client, field)


def assert_chooser_keeps_its_cost(client, field):
    make = MAKERS[field.related_model]
    names = {"app_label": "articles", "model_name": field.model._meta.model_name, "field_name": field.name, "term": ""}

    def ask():
        with CaptureQueriesContext(connection) as captured:
            found = client.get("/admin/autocomplete/", names).json()["results"]
        return len(found), len(captured)

    make(next(numbers))
    few, cost_of_few = ask()
    for _ in range(4):
        make(next(numbers))
    many, cost_of_many = ask()
    assert many >= min(few + 4, CHOICES)
    assert cost_of_many <= cost_of_few


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model._meta.model_name)
def test_no_form_offers_a_table_as_options(admin_client, page_of, model):
    record = MAKERS[model](1)
    make_hospital("不该出现的选项医院")
    assert "不该出现的选项医院" not in admin_client.get(page_of(record, "change")).content.decode()


def test_lists_of_pages_leave_their_text_in_the_database(admin_client, page_of):
    version = make_page("整页的文字").versions.get()
    for record in (version, version.fixes.create(order=0, rule="r", first_line=1, last_line=1, before="旧")):
        texts = [query["sql"] for query in queries(admin_client, page_of(record, "changelist"))]
        assert not [sql for sql in texts if f'"{PageVersion._meta.db_table}"."text"' in sql]


@pytest.mark.parametrize(
    ("rule", "name"), [("undouble_phrases", "去除重影"), ("of_another_version", "of_another_version")]
)
def test_repairs_bear_the_names_that_readers_know(admin_client, page_of, rule, name):
    version = make_page("文字").versions.get()
    fix = version.fixes.create(order=0, rule=rule, first_line=1, last_line=1, before="旧")
    for address in (page_of(fix, "changelist"), page_of(version)):
        assert f">{name}<" in re.sub(r"\s+", "", admin_client.get(address).content.decode())


def test_articles_are_found_by_any_piece_of_their_text(admin_client):
    index_articles([make_article("甲报道", ["支部建在科室上。"]), make_article("乙报道", ["门诊有序。"])])
    assert shown(admin_client, "/admin/articles/article/?q=建在科") == ["甲报道"]
    assert shown(admin_client, "/admin/articles/article/?q=报道") == ["甲报道", "乙报道"]
    assert shown(admin_client, "/admin/articles/article/?q=急诊") == []


def test_articles_are_filtered_by_what_they_are_about(admin_client):
    here, elsewhere = make_article("此", kind="news"), make_article("彼")
    make_claim(here, make_hospital("甲医院", province="甲省"), is_subject=True)
    make_claim(elsewhere, make_hospital("乙医院", province="甲省"))
    make_claim(here, make_theme("组织建设", slug="organisation"))
    elsewhere.review_reasons.create(code="truncated")
    found = {
        query: shown(admin_client, f"/admin/articles/article/?{query}")
        for query in ("province=甲省", "theme=organisation", "reason=truncated", "kind__exact=news")
    }
    assert found == {
        "province=甲省": ["此"],
        "theme=organisation": ["此"],
        "reason=truncated": ["彼"],
        "kind__exact=news": ["此"],
    }


def test_an_articles_claims_have_a_list_of_their_own(admin_client):
    hospital = make_hospital("甲医院")
    mine, other = make_article("此", ["甲医院。"]), make_article("彼", ["甲医院！"])
    make_claim(mine, hospital)
    make_claim(other, hospital)
    address = "/admin/articles/hospitalmention/?article="
    assert shown(admin_client, f"{address}{mine.pk}") == ["甲医院。"]
    assert shown(admin_client, f"{address}nonsense") == ["甲医院。", "甲医院！"]


def test_an_article_costs_the_same_whatever_it_holds(admin_client, page_of):
    article = make_article(paragraphs=["甲医院。"])
    hospital = make_hospital("甲医院")

    def fill(n):
        passage = Passage.objects.create(article=article, order=n, kind="paragraph", machine_text="甲医院。")
        section = article.sections.create(order=n, speaker="某", hospital=hospital)
        Passage.objects.filter(pk=passage.pk).update(section=section)
        article.contributors.create(order=n, role="记者", name="某")
        article.review_reasons.create(code="truncated", passage=passage)
        HospitalMention.objects.create(
            passage=passage, hospital=hospital, start=0, end=3, quote="甲医院。", key=str(n), rule="r"
        )

    fill(10)
    one = len(queries(admin_client, page_of(article, "change")))
    for n in range(11, 20):
        fill(n)
    assert len(queries(admin_client, page_of(article, "change"))) == one
    assert one <= 2 * BUDGET
    assert Article.objects.count() == 1
