"""Help around the search: suggestions, what to offer when nothing is found, related articles, command, check."""

import json
from io import StringIO

import pytest
from django.core import checks
from django.core.management import call_command

from articles.models import Article, SearchDocument, SearchMiss
from articles.search.base import search
from articles.search.index import index_articles, index_names
from articles.search.related import related
from articles.search.rescue import Offer, each_alone, meant, without_filters
from articles.search.suggest import suggest
from tests.factories import (
    make_article,
    make_claim,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db


def written(title, paragraphs=("正文。",), *records, **fields):
    """An article that refers to records, indexed with them."""
    article = make_article(title, paragraphs, **fields)
    for record in records:
        make_claim(article, record)
    index_names(records)
    index_articles([article])
    return article


@pytest.fixture
def library():
    hospital = make_hospital("某某县人民医院", aliases=["县医院"])
    practice = make_practice("支部建在科室上", synonyms=["科室支部"])
    initiative = make_initiative("先锋行动", hospital=hospital, practice=practice)
    index_names([practice])
    written("党建引领医共体建设", ["医共体推进分级诊疗。"], hospital, initiative, make_theme("清廉建设"))
    written("内部先锋", ["机密。"], make_hospital("机密医院"), published=False)


class TestSuggestions:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("县人民", "某某县人民医院"),
            ("縣醫", "某某县人民医院"),
            ("moumouxian", "某某县人民医院"),
            ("mou mou xian", "某某县人民医院"),
            ("mou'mou'xian", "某某县人民医院"),
            ("mmxrm", "某某县人民医院"),
            ("先锋", "先锋行动"),
            ("XFXD", "先锋行动"),
            ("科室支部", "支部建在科室上"),
            ("zbjz", "支部建在科室上"),
            ("清", "清廉建设"),
            ("qinglian", "清廉建设"),
            ("共体", "党建引领医共体建设"),
            ("djyl", "党建引领医共体建设"),
        ],
    )
    def test_offers(self, library, typed, expected):
        assert expected in [each.label for each in suggest(typed)]

    @pytest.mark.parametrize("typed", ["", " ", "，", "机密", "neibu", "jmyy", "没有", "%", "'", "\x00", "x" * 500])
    def test_offers_nothing(self, library, typed):
        assert suggest(typed) == []

    def test_answers_as_json_whose_addresses_hold(self, library, client):
        response = client.get("/search/suggestions/", {"q": "建设"})
        answer = response.json()["suggestions"]
        assert {each["label"] for each in answer} == {"清廉建设", "党建引领医共体建设"}
        assert all(client.get(each["address"]).status_code == 200 for each in answer)
        practice = client.get("/search/suggestions/", {"q": "科室"}).json()["suggestions"][0]
        assert "q=" in practice["address"]
        assert client.get(practice["address"]).status_code == 200

    def test_names_change_with_their_record(self, library):
        theme = make_theme("清廉建设")
        theme.name = "文化建设"
        theme.save()
        index_names([theme])
        assert suggest("qinglian") == []
        assert [each.label for each in suggest("wenhua")] == ["文化建设"]


class TestNothingFound:
    def test_says_what_each_word_finds(self, library):
        assert each_alone(search("医共体 飞船")) == [("“医共体”", Offer("医共体", 1)), ("“飞船”", Offer("飞船", 0))]
        assert each_alone(search("飞船")) == []

    def test_says_what_the_words_find_that_an_exclusion_took_away(self, library):
        assert each_alone(search("医共体 -医共体")) == [("“医共体”", Offer("医共体", 1))]
        assert each_alone(search("-医共体")) == []

    def test_what_a_part_finds_is_what_it_promises(self, library):
        make_article("草稿医共体", published=False)
        for _, offer in each_alone(search("医共体 -党建 年:1900 标题:医共体 飞船 或 党建")):
            assert search(offer.query).count == offer.count

    @pytest.mark.parametrize(
        ("typed", "offer"),
        [
            ("医供体", "医共体"),
            ("清连建设", "清廉建设"),
            ("医公体 党建", "医共体 党建"),
            ("医公体 党健", "医共体 党建"),
            ("先锋行懂", "先锋行动"),
            ("医共体党建引领", "医共体 党建 引领"),
            ("xianfengxingdong", "先锋行动"),
            ("医共体飞船", "医共体"),
        ],
    )
    def test_offers_what_was_meant(self, library, typed, offer):
        assert offer in [each.query for each in meant(search(typed))]
        assert all(search(each.query).count for each in meant(search(typed)))

    def test_offers_nothing_that_is_not_public(self, library):
        assert [offer.query for offer in meant(search("机秘医院"))] == ["医院"]

    def test_filters_that_are_to_blame(self, library):
        found = search("医共体", narrowed={"kind": ["brief"], "year": ["unknown"]})
        assert found.count == 0
        assert without_filters(found) == [("kind", 1)]

    def test_is_counted_without_saying_who_asked(self, library, client):
        for _ in range(2):
            client.get("/articles/", {"q": "飞船 -医院"})
        client.get("/articles/", {"q": "飞船", "kind": "brief"})
        client.get("/articles/", {"q": "医共体"})
        client.get("/articles/", {"q": "，"})
        assert list(SearchMiss.objects.values_list("words", "times")) == [("飞船", 2)]
        assert {field.name for field in SearchMiss._meta.fields} == {"id", "words", "times", "first_at", "last_at"}

    def test_page_offers_it(self, library, client):
        page = client.get("/articles/", {"q": "医供体 党建", "kind": "case"}).content.decode()
        assert "医共体 党建" in page
        assert "search/help" in page


class TestRelated:
    def test_shares_words_and_shows_them(self):
        first = written("志愿服务队进社区", ["志愿服务队走进社区开展义诊。"])
        second = written("社区志愿服务", ["社区居民欢迎志愿服务队。"])
        written("影像平台", ["远程影像平台建成。"])
        found = related(first)
        assert [each.article for each in found] == [second]
        assert "社区" in found[0].words

    def test_shows_nothing_that_is_not_public(self):
        first = written("志愿服务队进社区", ["志愿服务队走进社区。"])
        written("社区志愿服务队", ["志愿服务队在社区。"], published=False)
        written("只给摘要", ["志愿服务队走进社区。"], page=make_page(rights="summary"))
        assert related(first) == []

    def test_is_on_the_page_of_an_article(self, client):
        first = written("志愿服务队进社区", ["志愿服务队走进社区。"])
        second = written("社区志愿服务队", ["志愿服务队在社区。"])
        assert second.get_absolute_url() in client.get(first.get_absolute_url()).content.decode()

    def test_needs_an_index(self):
        assert related(make_article("没有索引")) == []


def test_command_prints_json_and_nothing_else(library):
    output = StringIO()
    call_command("search", "医共体 -飞船", "--json", stdout=output)
    answer = json.loads(output.getvalue())
    assert answer["count"] == len(answer["results"]) == 1
    assert answer["read_as"]
    result = answer["results"][0]
    assert result["id"] == Article.objects.get(title="党建引领医共体建设").public_id
    assert (result["title"], result["marked"]) == ("党建引领医共体建设", ["医共体"])
    assert "医共体" in result["snippet"]


def test_command_explains_and_lists(library):
    output = StringIO()
    call_command("search", "医共体", "--explain", stdout=output)
    assert "党建引领医共体建设" in output.getvalue()
    assert "100" in output.getvalue()


def test_check_warns_when_the_index_is_behind(library):
    def warnings():
        return [each.id for each in checks.run_checks(databases=["default"], include_deployment_checks=False)]

    assert "articles.W001" not in warnings()
    SearchDocument.objects.update(version="older")
    assert "articles.W001" in warnings()
    call_command("reindex", stdout=StringIO(), stderr=StringIO())
    assert "articles.W001" not in warnings()
    make_article("没有索引")
    assert "articles.W001" in warnings()


def test_help_page_shows_queries_that_can_be_tried(client, library):
    page = client.get("/search/help/").content.decode()
    assert "同句" in page
    assert client.get("/articles/", {"q": "同句:(党员 积分)"}).status_code == 200


def test_results_open_at_the_first_hit(client):
    article = written("标题", ["没有这个词。", "这里说到医共体。", "又是医共体。"])
    passage = article.passages.get(machine_text__startswith="这里")
    page = client.get("/articles/", {"q": "医共体"}).content.decode()
    assert f"{article.get_absolute_url()}?q=%E5%8C%BB%E5%85%B1%E4%BD%93#p{passage.pk}" in page
    opened = client.get(article.get_absolute_url(), {"q": "医共体"}).content.decode()
    assert opened.count("<mark>医共体</mark>") == 2
    assert "hit-bar" in opened
