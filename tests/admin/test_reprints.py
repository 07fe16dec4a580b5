"""Likely reprints in the back office: proposed on the article and in a list, compared, decided."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Distinction, LikelyReprint
from articles.reprints import refresh_reprints
from articles.search.index import index_articles
from tests.factories import make_article, make_page

SHARED = "党支部每月到社区义诊，由退休医生带队，遇到行动不便的老人就上门量血压、送药，一年下来走遍了全部楼栋。" * 2
LIST = "/admin/articles/likelyreprint/"


@pytest.fixture
def printed(db):
    """Two articles that print the same, one of them with a sentence more."""
    early = make_page(newspaper="早报", issue_date="2021-03-01")
    articles = [
        make_article("先印的", [SHARED], captions=["照片由宣传科提供"], page=early, published=False),
        make_article("后印的", [SHARED, "编者加了一句评论的话。"], captions=["照片由宣传科提供"], published=False),
    ]
    refresh_reprints(article.pk for article in articles)
    return articles


def page(client, name, *args):
    return client.get(reverse(f"admin:articles_{name}", args=args)).content.decode()


def decide(client, verdict, **data):
    address = reverse("admin:articles_likelyreprint_decide", args=[LikelyReprint.objects.get().pk])
    return client.post(address, {"verdict": verdict} | data)


def test_both_articles_and_the_list_propose_the_pair(browser, printed):
    client = browser("编辑")
    first, second = printed
    assert "后印的" in page(client, "article_review", first.pk)
    assert "先印的" in page(client, "article_review", second.pk)
    assert "早报 · 2021-03-01" in client.get(LIST).content.decode()
    assert LIST in client.get("/admin/").content.decode()


def test_side_by_side_what_only_one_has_is_marked(browser, printed):
    shown = page(browser("检索"), "likelyreprint_change", LikelyReprint.objects.get().pk)
    assert "<mark>编者加了一句评论的话</mark>" in shown
    assert shown.count("<mark>") == 1


@pytest.mark.parametrize(("verdict", "links"), [("first", ["后印的"]), ("second", ["先印的"]), ("apart", [])])
def test_a_verdict_is_kept_and_the_pair_is_gone(browser, printed, verdict, links):
    client = browser("编辑")
    back = reverse("admin:articles_article_review", args=[printed[0].pk])
    assert decide(client, verdict, next=back).url == back
    assert list(Article.objects.exclude(reprint_of=None).values_list("title", flat=True)) == links
    assert Distinction.objects.count() == (verdict == "apart")
    assert client.get(LIST).context["cl"].result_count == 0
    assert client.user.decisions.count() == 1


def test_the_history_says_what_it_reprints_by_its_title(browser, printed):
    client = browser("编辑")
    decide(client, "first")
    decision = client.user.decisions.get()
    addresses = [
        reverse("admin:articles_decision_change", args=[decision.pk]),
        reverse("admin:articles_article_history", args=[printed[1].pk]),
        "/admin/articles/change/",
    ]
    for address in addresses:
        assert "<ins>先印的</ins>" in client.get(address).content.decode()


def test_readers_of_drafts_look_but_do_not_decide(browser, printed):
    client = browser("检索")
    assert "verdict" not in page(client, "article_review", printed[0].pk)
    assert decide(client, "first").status_code == 403


@pytest.mark.parametrize("verdict", ["", "nonsense"])
def test_nonsense_is_not_found(browser, printed, verdict):
    assert decide(browser("编辑"), verdict).status_code == 404


def test_the_workbench_links_what_no_machine_found(browser):
    client = browser("编辑")
    original, copy = make_article("甲"), make_article("乙")
    index_articles([original, copy])
    asked = {"app_label": "articles", "model_name": "article", "field_name": "reprint_of", "term": "甲"}
    [found] = client.get("/admin/autocomplete/", asked).json()["results"]
    assert found["id"] == str(original.pk)
    work = reverse("admin:articles_article_work", args=[copy.pk])
    client.post(work, {"step": "reprint", "reprint-to": original.pk})
    assert Article.objects.get(pk=copy.pk).reprint_of == original
    assert "甲" in page(client, "article_review", copy.pk)
    assert "乙" in page(client, "article_review", original.pk)
    client.post(work, {"step": "no-reprint"})
    assert Article.objects.get(pk=copy.pk).reprint_of is None


def test_many_reprints_cost_no_more_queries(browser, printed):
    client = browser("审核")
    addresses = [LIST, reverse("admin:articles_article_review", args=[printed[0].pk])]

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    few = costs()
    for number in range(8):
        refresh_reprints([make_article(f"第{number}次", [SHARED], published=False).pk])
    assert costs() == few


@pytest.mark.parametrize(("publication", "is_shown"), [("published", True), ("draft", False), ("withdrawn", False)])
def test_readers_find_the_printings_that_they_may_read(client, db, publication, is_shown):
    original = make_article("先印的")
    copy = make_article("后印的", reprint_of=original, publication=publication)
    assert ("后印的" in client.get(original.get_absolute_url()).content.decode()) == is_shown
    if is_shown:
        assert "先印的" in client.get(copy.get_absolute_url()).content.decode()
