"""Themes that stand below each other."""

import pytest
from django.urls import reverse

from articles.models import Article, Theme
from articles.search.index import index_articles
from tests.factories import make_article, make_claim, make_initiative, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    """A theme with one below it, which has one below it again; one article on each of the lower two, one on both."""
    upper = make_theme("上级主题", slug="upper")
    middle = make_theme("中级主题", slug="middle", parent=upper)
    lower = make_theme("下级主题", slug="lower", parent=middle)
    for title, on in [("甲篇", [middle]), ("乙篇", [lower]), ("丙篇", [middle, lower])]:
        article = make_article(title)
        for theme in on:
            make_claim(article, theme)
    make_claim(make_article("未公开的一篇", published=False), lower)
    make_claim(make_article("驳回的一篇"), lower, status="rejected")
    make_theme("旁的主题", slug="other")
    index_articles(Article.objects.all())
    return upper, middle, lower


def counts(nodes) -> dict[str, int]:
    return {one.record.slug: one.record.article_count for root in nodes for one in root}


def test_cases_of_a_theme_count_for_every_theme_above_it_once(client, themes):
    tree = client.get(reverse("themes")).context["tree"]
    assert [node.record.slug for node in tree] == ["upper", "other"]
    assert counts(tree) == {"upper": 3, "middle": 3, "lower": 2, "other": 0}


def test_index_leads_to_every_theme_and_the_front_page_to_the_upper_ones(body, themes):
    html = body(reverse("themes"))
    assert all(html.count(f'href="{theme.get_absolute_url()}"') == 1 for theme in themes)
    front = body(reverse("home"))
    assert [f'<li><a href="{theme.get_absolute_url()}">' in front for theme in themes] == [True, False, False]
    assert "旁的主题" not in front


def test_theme_shows_where_it_stands_and_what_stands_below_it(client, themes):
    initiative = make_initiative("下级举措")
    initiative.themes.add(themes[2])
    make_claim(make_article("举措一篇", ["下级举措。"]), initiative)
    context = client.get(themes[1].get_absolute_url()).context
    assert [theme.slug for theme in context["above"]] == ["upper"]
    assert [node.record.slug for node in context["below"]] == ["lower"]
    assert {article.title for article in context["page"]} == {"甲篇", "乙篇", "丙篇"}
    assert [one.name for one in context["initiatives"]] == ["下级举措"]


def test_list_and_feed_of_a_theme_hold_what_its_page_counts(client, body, themes):
    html = body(themes[0].get_absolute_url())
    filters = "theme=upper&amp;theme=middle&amp;theme=lower"
    for name in ("articles", "feed"):
        assert f'href="{reverse(name)}?{filters}"' in html, name
    narrowed = client.get(reverse("articles"), {"theme": ["upper", "middle", "lower"]})
    assert narrowed.context["page"].paginator.count == 3


def test_themes_as_data_know_what_stands_above_them(client, themes):
    Theme.objects.filter(slug="other").update(merged_into=themes[0])
    results = client.get(reverse("api-themes")).json()["results"]
    assert [(one["slug"], one["parent"], one["articles"]) for one in results] == [
        ("upper", None, 3),
        ("middle", "upper", 3),
        ("lower", "middle", 2),
    ]


def test_circle_of_themes_is_shown_and_can_be_read(client, themes):
    Theme.objects.filter(slug="upper").update(parent=themes[2])
    assert set(counts(client.get(reverse("themes")).context["tree"])) == {"upper", "middle", "lower", "other"}
    assert client.get(themes[0].get_absolute_url()).status_code == 200


def test_theme_below_one_that_was_merged_stands_by_itself(client, themes):
    Theme.objects.filter(slug="upper").update(merged_into=Theme.objects.get(slug="other"))
    assert [node.record.slug for node in client.get(reverse("themes")).context["tree"]] == ["middle", "other"]
    merged = client.get(themes[0].get_absolute_url())
    assert (merged.status_code, merged["Location"]) == (301, reverse("theme", args=["other"]))
    assert "/themes/upper/" not in client.get("/sitemap-themes.xml").content.decode()
