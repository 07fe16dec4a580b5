"""The start page: what waits, each number with the very list that it counts."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import review
from articles.admin import waiting
from articles.admin.waiting import GROUPS
from articles.models import CLAIM_MODELS, Figure, IngestRun, LikelyReprint, SearchMiss
from tests.admin.records import MAKERS
from tests.factories import make_article, make_check, make_claim, make_hospital, make_page, make_user


def lines(client):
    found = {line.url: number for _title, its in client.get("/admin/").context["waiting"] for line, number in its}
    return {url: number for url, number in found.items() if "duplicates" not in url}


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()


@pytest.fixture
def everything_waits(db):
    """Something in every line of the start page, several times, with rows that must not count."""
    for code in [queue.filters["reason"] for queue in GROUPS[1].queues]:
        for state in ("waiting", "waiting", "reviewed"):
            article = make_article(review=state, published=False)
            article.review_reasons.create(code=code)
            article.review_reasons.create(code=code)
    make_article(review="in_review", page=make_page(newspaper="示范报", issue_date="2022-07-01"))
    for n, model in enumerate(CLAIM_MODELS):
        model.objects.filter(pk=MAKERS[model](n + 1).pk).update(is_adrift=True)
    for agrees in (True, False):
        make_check(Figure.objects.get(), agrees=agrees)
    MAKERS[LikelyReprint](9)
    SearchMiss.objects.create(words="飞船")
    article = make_article()
    for status in ("open", "taken"):
        article.proposals.create(model="article", object_pk=article.pk, field="title", status=status)
    first, second = IngestRun.objects.create(pipeline_version="1"), IngestRun.objects.create(pipeline_version="1")
    first.outcomes.create(path="mended.txt", status="failed")
    second.outcomes.create(path="mended.txt", status="created")
    second.outcomes.create(path="broken.txt", status="failed")


def test_every_number_is_that_of_the_list_behind_it(browser, everything_waits):
    client = browser("检索")
    numbers = lines(client)
    assert len(numbers) == sum(len(group.queues) for group in GROUPS)
    assert {url: client.get(url).context["cl"].result_count for url in numbers} == numbers


def test_a_file_that_came_again_waits_no_longer(browser, everything_waits):
    client = browser("检索")
    [url] = [url for url in lines(client) if "unsettled" in url]
    assert [outcome.path for outcome in client.get(url).context["cl"].result_list] == ["broken.txt"]


def test_an_empty_archive_says_so(browser):
    page = browser("编辑").get("/admin/")
    assert lines(page.client) == {}
    assert "没有待办" in page.content.decode()


def test_people_see_what_they_may_see(client, db):
    make_article()
    client.force_login(make_user("narrow", is_staff=True, permissions=["view_hospital"]))
    assert lines(client) == {}
    client.force_login(make_user("wide", is_staff=True, permissions=["view_article"]))
    assert lines(client)


def test_the_cost_does_not_grow(browser):
    client = browser("审核")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    make_article()
    assert cost() < 30
    one = cost()
    hospital = make_hospital("甲医院")
    for _ in range(10):
        make_claim(make_article(paragraphs=["甲医院。"]), hospital)
    assert cost() == one


def test_likely_pairs_are_counted_again_only_when_names_may_have_changed(browser, monkeypatch):
    counted = []
    monkeypatch.setattr(waiting, "numbers_of_duplicates", lambda: counted.append(1) or Counter())
    client = browser("审核")
    article, hospital = make_article(paragraphs=["甲医院。"]), make_hospital("甲医院")
    client.get("/admin/")
    review.confirm([make_claim(article, hospital)], by=client.user)
    review.withdraw([article], by=client.user)
    client.get("/admin/")
    assert len(counted) == 1
    hospital.name = "乙医院"
    review.save(hospital, by=client.user)
    client.get("/admin/")
    assert len(counted) == 2


def test_records_that_are_likely_one_are_counted(browser):
    for name in ("甲市中心医院", "甲市中心医院东院", "乙县中医院"):
        make_hospital(name)
    client = browser("编辑")
    page = client.get("/admin/")
    counted = {line.url: number for _title, its in page.context["waiting"] for line, number in its}
    [url] = [url for url in counted if "duplicates" in url]
    assert counted[url] == len(client.get(url).context["pairs"].object_list) == 1
