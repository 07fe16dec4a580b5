"""Lists say why an article was found where neither its text nor its card show the words."""

import pytest
from django.urls import reverse

from articles.models import Hospital, HospitalName, Initiative, Person, Practice, PracticeSynonym
from articles.review.authorities import merge
from articles.search.base import search
from articles.search.index import index_articles, index_names
from articles.views.cards import with_excerpts, with_hospitals
from tests.factories import (
    make_article,
    make_claim,
    make_hospital,
    make_initiative,
    make_practice,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """An article that refers to one record of each kind, by words that stand in none of its texts."""
    article = make_article("红色引擎", ["诊疗中心开展检查。"], contributors=[("记者", "张三丰")])
    practice = make_practice("支部建在科室上")
    PracticeSynonym.objects.create(practice=practice, name="支部进病区")
    hospital = make_hospital("示范医院", aliases=["示范院区"])
    make_claim(article, hospital, quote="示范院区的诊疗中心")
    records = [make_initiative("先锋行动", practice=practice), Person.objects.create(name="李四光"), make_theme("人才")]
    for record in records:
        make_claim(article, record)
    index_names([hospital, practice, *records])
    index_articles([article])
    return article


def said(text: str) -> list[str]:
    """Label and name of every ground of the one article found, the words in brackets."""
    found = search(text)
    [article] = with_excerpts(with_hospitals(found.articles.as_cards()[:20]), found)
    return [
        f"{ground.label}：" + "".join(f"[{text}]" if hit else text for text, hit in ground.segments)
        for ground in article.grounds
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("科室", ["做法：支部建在[科室]上"]),
        ("进病区", ["做法的同义说法：支部[进病区]"]),
        ("医院:院区", ["医院别名：示范[院区]"]),
        ("先锋", ["举措：[先锋]行动"]),
        ("李四", ["人物：[李四]光"]),
        ("张三", ["记者：[张三]丰"]),
        ("作者:张三", ["记者：[张三]丰"]),
        ("先锋 科室", ["举措：[先锋]行动", "做法：支部建在[科室]上"]),
        ("先锋 诊疗", ["举措：[先锋]行动"]),
        ("无人提及 OR 李四", ["人物：[李四]光"]),
        ("诊疗", []),
        ("引擎", []),
        ("主题:人才", []),
    ],
)
def test_says_which_name_held_the_words(article, typed, expected):
    assert said(typed) == expected


def test_a_name_that_readers_must_not_know_of_is_not_told(article):
    """Machines learn names from drafts too."""
    draft = make_article("草稿", ["隐名院的诊疗中心。"], published=False)
    hospital = Hospital.objects.get()
    HospitalName.objects.create(hospital=hospital, name="隐名院")
    make_claim(draft, hospital, quote="隐名院的诊疗中心。")
    index_names([hospital])
    assert said("隐名院") == []


def test_a_name_that_came_by_a_merge_is_told(article):
    other = make_practice("党员进社区")
    index_names([other])
    merge(record=other, into=Practice.objects.get(name="支部建在科室上"), by=make_user())
    assert said("社区") == ["做法：党员进[社区]"]


def test_what_the_rights_keep_back_is_not_told(article):
    article.page.rights = "summary"
    article.page.save()
    index_names([article.page])
    assert said("张三 科室") == ["记者：[张三]丰", "做法：支部建在[科室]上"]


def test_is_asked_once_for_all_articles(article, django_assert_max_num_queries):
    others = [make_article(f"第{n}篇", ["文字"]) for n in range(8)]
    initiative = Initiative.objects.get()
    for other in others:
        make_claim(other, initiative)
    index_articles(others)
    found = search("先锋")
    cards = with_hospitals(found.articles.as_cards()[:20])
    with django_assert_max_num_queries(3):
        assert all(card.grounds for card in with_excerpts(cards, found))


def test_the_card_says_so(article, client):
    page = client.get(reverse("articles"), {"q": "科室"}).content.decode()
    assert "匹配：" in page
    assert "支部建在<mark>科室</mark>上" in page
