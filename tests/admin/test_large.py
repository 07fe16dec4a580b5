"""A large archive: five thousand articles keep every list, the queue and the review below thirty queries."""

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.models import Article, Hospital, HospitalMention, PageVersion, Passage, ReviewReason, SourcePage
from articles.search.index import index_names
from tests.admin.test_lists import BUDGET, CHOICES

ARTICLES, ON_A_PAGE = 5000, 10


@pytest.fixture
def large(db):
    """Five thousand articles on five hundred pages, each about a hospital of its own, half of them to be reviewed."""
    pages = SourcePage.objects.bulk_create(SourcePage(path=f"{n}.txt") for n in range(ARTICLES // ON_A_PAGE))
    common = {"number": 1, "byte_size": 9, "encoding": "utf-8", "line_count": 1, "pipeline_version": "test"}
    versions = PageVersion.objects.bulk_create(
        PageVersion(page=page, sha256=f"{page.pk:064}", text="甲医院。", **common) for page in pages
    )
    articles = Article.objects.bulk_create(
        Article(
            page=versions[n // ON_A_PAGE].page,
            read_from=versions[n // ON_A_PAGE],
            order=n,
            title=f"第{n}篇",
            kind="case",
            review="waiting" if n % 2 else "reviewed",
        )
        for n in range(ARTICLES)
    )
    passages = Passage.objects.bulk_create(
        Passage(article=article, order=0, kind="paragraph", machine_text="甲医院。", lines=[[1, 1]])
        for article in articles
    )
    hospitals = Hospital.objects.bulk_create(Hospital(name=f"第{n}医院") for n in range(ARTICLES))
    index_names(hospitals)
    HospitalMention.objects.bulk_create(
        HospitalMention(passage=passage, hospital=hospital, start=0, end=3, quote="甲医院。", key="k", rule="r")
        for passage, hospital in zip(passages, hospitals, strict=True)
    )
    ReviewReason.objects.bulk_create(ReviewReason(article=article, code="truncated") for article in articles)
    cache.clear()
    return articles


def test_nothing_costs_more_than_thirty_queries(browser, large):
    client = browser("审核")
    lists = [model for model in admin.site._registry if model in roles.EVERYTHING]
    addresses = {model.__name__: reverse(f"admin:articles_{model._meta.model_name}_changelist") for model in lists}
    addresses |= {
        "start": "/admin/",
        "queue": "/admin/articles/article/?review__exact=waiting&reason=truncated",
        "review": reverse("admin:articles_article_review", args=[large[2501].pk]),
        "duplicates": reverse("admin:articles_hospital_duplicates"),
    }
    costs = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs[name] = len(captured)
    assert {name: cost for name, cost in costs.items() if cost >= BUDGET} == {}


def test_a_chooser_offers_a_few_of_thousands(browser, large):
    client = browser("编辑")
    asked = {"app_label": "articles", "model_name": "hospitalmention", "field_name": "hospital"}
    for term in ("", "医院", "di"):
        with CaptureQueriesContext(connection) as captured:
            found = client.get("/admin/autocomplete/", asked | {"term": term}).json()["results"]
        assert (len(found), len(captured) < BUDGET) == (CHOICES, True)
