"""One change to many articles: every one that a filter finds, shown first, one decision, undone as one."""

from datetime import date

import pytest
from django.urls import reverse

from articles import review
from articles.models import Article, ArticleTheme, Decision, HospitalMention, SourcePage
from articles.roles import ROLES
from tests.factories import make_article, make_claim, make_hospital, make_page, make_theme, make_user

LIST = "/admin/articles/article/"


@pytest.fixture
def shelf(db):
    """Sixty briefs, more than a page of the list, and one case."""
    pages = [make_page(path=f"{n}.txt") for n in range(3)]
    for n in range(60):
        make_article(f"第{n}条", [f"甲医院第{n}条消息。"], kind="brief", page=pages[n % 3], published=False)
    make_article("案例", ["乙医院的经验。"], kind="case", published=False)


def choose(client, articles, step="", across=False, query="", **data):
    chosen = [article.pk for article in articles]
    sent = {"action": "edit_many", "_selected_action": chosen, "select_across": "1" if across else "0", **data}
    return client.post(LIST + query, sent | ({"step": step} if step else {"index": "0"}))


def apply(client, articles, **data):
    """Preview, then apply what the preview offers."""
    page = choose(client, articles, "preview", **data)
    return choose(client, articles, "apply", count=page.context["count"], **data)


def test_all_that_a_filter_finds_and_not_only_a_page_of_it(browser, shelf):
    client = browser("编辑")
    first = Article.objects.filter(kind="brief")[:1]
    theme = make_theme("为民服务")
    page = choose(client, first, across=True, query="?kind__exact=brief")
    assert page.context["count"] == 60
    data = {"across": True, "query": "?kind__exact=brief", "theme": theme.pk, "review": "in_review"}
    preview = choose(client, first, "preview", **data)
    assert preview.context["row_count"] == 120
    assert Decision.objects.count() == ArticleTheme.objects.count() == 0
    apply(client, first, **data)
    assert Article.objects.filter(review="in_review", theme_links__theme=theme, kind="brief").count() == 60
    assert Article.objects.filter(review="in_review").count() == 60
    assert Decision.objects.get().kind == "edit_many"


def test_one_undo_takes_all_of_it_back(browser, shelf):
    client = browser("审核")
    articles = Article.objects.filter(kind="brief")
    before = list(Article.objects.order_by("pk").values("review", "publication", "published_at"))
    apply(client, articles, publication="published", newspaper="示范报", issue_date="2022-07-01", theme=make_theme().pk)
    assert Article.objects.filter(publication="published").count() == 60
    assert SourcePage.objects.filter(newspaper="示范报", issue_date=date(2022, 7, 1)).count() == 3
    client.post(reverse("admin:articles_decision_undo", args=[Decision.objects.get().pk]))
    assert list(Article.objects.order_by("pk").values("review", "publication", "published_at")) == before
    assert not SourcePage.objects.exclude(newspaper="").exists()
    assert not ArticleTheme.objects.exists()


def test_the_preview_says_before_and_after(browser, shelf):
    page = choose(
        browser("编辑"), Article.objects.filter(kind="case"), "preview", review="reviewed", newspaper="示范报"
    )
    shown = page.content.decode()
    assert "<del>待审阅</del> → <ins>已审阅</ins>" in shown
    assert "<ins>示范报</ins>" in shown


def test_a_choice_that_grew_meanwhile_is_shown_again(browser, shelf):
    client = browser("编辑")
    articles = Article.objects.filter(kind="case")
    data = {"across": True, "query": "?kind__exact=case", "review": "reviewed"}
    count = choose(client, articles, "preview", **data).context["count"]
    make_article("新案例", kind="case")
    again = choose(client, articles, "apply", count=count, **data)
    assert again.context["count"] == count + 1
    assert not Decision.objects.exists()


@pytest.mark.parametrize("data", [{}, {"review": "nothing"}, {"issue_date": "昨天"}, {"theme": "0"}])
def test_what_is_not_said_or_cannot_be_is_told(browser, shelf, data):
    page = choose(browser("编辑"), Article.objects.all(), "apply", count=61, **data)
    assert page.context["form"].errors
    assert not Decision.objects.exists()


def test_a_second_time_changes_nothing(browser, shelf):
    client, theme = browser("编辑"), make_theme()
    for _ in range(2):
        apply(client, Article.objects.all(), theme=theme.pk, review="reviewed")
    assert Decision.objects.count() == 1


# --- What is written --------------------------------------------------------------------------------------------------


def edit(articles, **edits):
    return review.edit_many(articles=articles, edits=review.ManyEdits(**edits), by=make_user("editor"))


def test_a_hospital_becomes_the_subject_where_its_name_is_printed(db):
    hospital = make_hospital("甲市医院", aliases=["甲院"])
    named, by_alias, mentioned, silent = (
        make_article(paragraphs=[text]) for text in ("甲市医院好。", "甲院好。", "甲市医院来。", "别的。")
    )
    mention = make_claim(mentioned, hospital)
    edit([named, by_alias, mentioned, silent], hospital=hospital)
    found = HospitalMention.objects.filter(hospital=hospital, is_subject=True, status="confirmed")
    assert {claim.passage.article for claim in found} == {named, by_alias, mentioned}
    assert {claim.printed for claim in found} == {"甲市医院", "甲院"}
    assert mention in found


def test_themes_are_confirmed_added_and_refused(db):
    wanted, unwanted = make_theme("甲主题"), make_theme("乙主题")
    articles = [make_article() for _ in range(3)]
    make_claim(articles[0], wanted)
    make_claim(articles[1], wanted, status="rejected")
    make_claim(articles[2], unwanted)
    edit(articles, theme=wanted, not_theme=unwanted)
    assert ArticleTheme.objects.filter(theme=wanted, status="confirmed").count() == 3
    assert set(ArticleTheme.objects.filter(theme=unwanted).values_list("status", flat=True)) == {"rejected"}


def test_drafts_are_not_withdrawn_and_published_ones_keep_their_time(db):
    draft, public = make_article(published=False), make_article()
    time = public.published_at
    assert edit([draft, public], publication="published").changes.count() == 1
    public.refresh_from_db()
    assert public.published_at == time
    Article.objects.filter(pk=draft.pk).update(publication="draft", published_at=None)
    review.edit_many(articles=[draft, public], edits=review.ManyEdits(publication="withdrawn"), by=make_user("b"))
    states = Article.objects.order_by("pk").values_list("publication", flat=True)
    assert list(states) == ["draft", "withdrawn"]


# --- Rights -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_who_may_change_many(browser, shelf, role):
    client = browser(role)
    articles = Article.objects.filter(kind="case")
    choose(client, articles, "apply", count=1, review="reviewed")
    choose(client, articles, "apply", count=1, publication="published")
    article = articles.get()
    assert article.review == ("waiting" if role == "检索" else "reviewed")
    assert article.publication == ("published" if role == "审核" else "draft")
