"""What the search promises, on whatever database the suite runs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from articles.models import Article, HospitalName, Person, Policy, SearchDocument, SearchName
from articles.search.base import search
from articles.search.index import index_articles, index_names, unindex_names
from tests.factories import (
    make_article,
    make_claim,
    make_hospital,
    make_initiative,
    make_page,
    make_passage,
    make_practice,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db
IN_ONE_DATABASE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def indexed(*args, **fields) -> Article:
    article = make_article(*args, **fields)
    index_articles([article])
    return article


def claim(article, record, **fields):
    """A claim of an indexed article, indexed as its writer would."""
    made = make_claim(article, record, **fields)
    index_articles([article])
    return made


def found(text, **options) -> list[str]:
    return [article.title for article in search(text, **options).articles]


FINDS = {
    "one character and two": ["引", "党建", "覆盖"],
    "every field": ["质量发展", "眉题", "副题", "引擎", "诊疗", "合影", "张三"],
    "traditional characters": ["黨建", "醫共體"],
    "width and case": ["ct", "CT检查", "ＤＥＬＴＡ", "delta技术"],
    "white space and line breaks": ["医共体覆盖", "引擎强劲", "引擎 强劲", "高\u3000质\n量", "“共体 覆盖”"],
    "words in different fields": ["诊疗 张三 引擎", "党建 -疫情"],
    "marks stand nowhere, words do": ["(党建)", "党建、引擎", "张三/诊疗", "党建|引擎", "（无关 OR 引擎）", "党*"],
    "marks taken literally": ["100%", "a\\b", "a_b", "全县，占", "「張三」"],
}
FINDS_NOTHING = {
    "a word is missing": ["疫情", "党建 疫情", "张三张三"],
    "a word is excluded": ["党建 -合影", "党建 -“共体 覆盖”"],
    "a match does not cross fields": ["发展诊疗", "副题文字红色"],
    "characters stand not often enough": ["哈哈哈", "ct检查查"],
    "marks that say something": ["c++", "100#", "1,000"],
    "no wildcards": ["“10%0”", "“a%b”", "“a__”", "“\\\\a”", "“100_”"],
    "nothing to look for": ["", " ", "，", "%", "_", "\\", "-", "\x00"],
}


class TestTexts:
    """What an article says is found, however it is typed."""

    @pytest.fixture(autouse=True)
    def article(self):
        indexed("另一篇", ["哈哈，别的内容，占100，路径a/b，变量axb。"])
        return indexed(
            "黨建引領高质量发展",
            ["诊疗中心开展ＣＴ检查，推行 Delta 技术。医共体\n覆盖全县，占100%，路径a\\b，变量a_b。"],
            headings=["红色引擎 强劲有力"],
            captions=["志愿者合影"],
            kicker="眉题文字",
            subtitle="副题文字",
            contributors=[("记者", "张三")],
        )

    @pytest.mark.parametrize("typed", [typed for examples in FINDS.values() for typed in examples])
    def test_finds(self, typed):
        assert found(typed) == ["黨建引領高质量发展"]

    @pytest.mark.parametrize("typed", [typed for examples in FINDS_NOTHING.values() for typed in examples])
    def test_does_not_find(self, typed):
        assert found(typed) == []

    def test_exclusion_alone_finds_all_the_others(self):
        assert found("-党建") == ["另一篇"]

    def test_says_how_it_read_and_counts(self):
        result = search("党建 -疫情")
        assert [term.text for term in result.query.words] == ["党建"]
        assert "疫情" in result.read_as
        assert result.count == 1

    def test_follows_a_correction(self, article):
        passage = article.passages.get(kind="paragraph")
        passage.correction = "改正后的文字"
        passage.save()
        index_articles(Article.objects.filter(pk=article.pk))
        assert found("诊疗中心") == []
        assert found("改正后") == ["黨建引領高质量发展"]

    def test_asks_the_database_only_when_read_and_no_more_for_more_words(self):
        with CaptureQueriesContext(connection) as captured:
            one, many = search("党建").articles, search("党建 张三 诊疗 -疫情").articles
            assert len(captured) == 0
            assert len(one) == 1
            asked = len(captured)
            assert len(many) == 1
        assert len(captured) - asked <= asked

    def test_result_can_be_narrowed_and_put_in_another_order(self):
        for order in ("relevance", "newest", "oldest", "added"):
            assert found("文字", narrowed={"kind": ["case"]}, order=order) == ["黨建引領高质量发展"]
        assert found("文字", narrowed={"kind": ["forum"]}) == []


class TestNames:
    """Records that an article refers to are found by their names, whatever the article prints."""

    @pytest.fixture
    def article(self):
        indexed("不相干的文章")
        return indexed("提到记录的文章", ["正文里没有那些名称。"])

    def refer(self, article, record, **fields):
        index_names([record])
        return claim(article, record, **fields)

    def test_hospital_by_any_of_its_names(self, article):
        self.refer(article, make_hospital("某某县人民医院", aliases=["县醫院", "縣人民"]))
        for typed in ["某某县人民医院", "县医院", "縣醫院", "某", "县人民", "提到 县医院", "某某 县医院"]:
            assert found(typed) == ["提到记录的文章"], typed
        assert found("县医院 乡镇") == []
        assert found("提到 -县医院") == []

    def test_initiative_practice_and_synonym(self, article):
        practice = make_practice("支部建在科室上", synonyms=["科室支部"])
        initiative = make_initiative("先锋行动", practice=practice)
        index_names([practice])
        self.refer(article, initiative)
        assert found("先锋") == found("建在科室") == found("科室支部") == ["提到记录的文章"]

    def test_theme_person_and_policy(self, article):
        for record in [
            make_theme("清廉建设"),
            Person.objects.create(name="李四"),
            Policy.objects.create(name="《某意见》"),
        ]:
            self.refer(article, record)
        assert found("清廉") == found("李四") == found("某意见") == found("《某意见》") == ["提到记录的文章"]

    def test_rename_touches_its_own_rows_only(self, article):
        hospital, other = make_hospital("旧名医院"), make_hospital("别的医院")
        self.refer(article, hospital)
        index_names([other])
        kept = set(SearchDocument.objects.values_list("pk")), set(SearchName.objects.filter(object_pk=other.pk))
        hospital.name = "新名医院"
        hospital.save()
        index_names([hospital])
        assert found("新名") == ["提到记录的文章"]
        assert found("旧名") == []
        assert kept == (
            set(SearchDocument.objects.values_list("pk")),
            set(SearchName.objects.filter(object_pk=other.pk)),
        )

    def test_further_name_stands_for_its_hospital(self, article):
        hospital = make_hospital("某某县人民医院")
        self.refer(article, hospital)
        alias = HospitalName.objects.create(hospital=hospital, name="县院")
        index_names([alias])
        assert found("县院") == ["提到记录的文章"]
        alias.delete()
        index_names([alias])
        assert found("县院") == []
        assert found("某某县") == ["提到记录的文章"]

    def test_contextual_name_counts_in_its_article_only(self, article):
        hospital = make_hospital("某某县人民医院")
        other = indexed("同一医院的另一篇")
        claim(other, hospital)
        HospitalName.objects.create(hospital=hospital, name="本院区", kind="contextual", article=article)
        mention = self.refer(article, hospital)
        assert found("本院区") == ["提到记录的文章"]
        assert set(found("某某县")) == {"提到记录的文章", "同一医院的另一篇"}
        mention.status = "rejected"
        mention.save()
        index_articles([article])
        assert found("本院区") == []

    def test_rejected_claim_leads_nowhere(self, article):
        self.refer(article, make_hospital("某某县人民医院"), status="rejected")
        assert found("某某县") == []

    def test_deleted_record_leaves_no_names(self):
        theme = make_theme("清廉建设")
        index_names([theme])
        unindex_names([theme])
        assert not SearchName.objects.exists()

    def test_deleting_a_further_name_leaves_the_others(self, article):
        hospital = make_hospital("某某县人民医院", aliases=["县院", "縣院"])
        self.refer(article, hospital)
        for name in hospital.names.all():
            assert found("县院") == ["提到记录的文章"]
            unindex_names([name])
            name.delete()
        assert found("县院") == []
        assert found("某某县") == ["提到记录的文章"]

    def test_merged_records_share_their_names_until_the_merge_is_undone(self, article):
        old, new = make_hospital("老院"), make_hospital("新院")
        self.refer(article, new)
        later = indexed("还指着老记录的文章")
        self.refer(later, old)
        old.merged_into = new
        old.save()
        index_names([new])
        assert set(found("老院")) == set(found("新院")) == {"提到记录的文章", "还指着老记录的文章"}
        old.merged_into = None
        old.save()
        index_names([old, new])
        assert found("新院") == ["提到记录的文章"]
        assert found("老院") == ["还指着老记录的文章"]

    def test_deleted_record_takes_its_names_from_those_it_was_merged_with(self, article):
        new = make_hospital("新院")
        old = make_hospital("老院", merged_into=new)
        self.refer(article, new)
        assert found("老院") == ["提到记录的文章"]
        unindex_names([old])
        assert found("老院") == []
        assert found("新院") == ["提到记录的文章"]

    def test_records_without_searchable_names_are_passed_over(self, article):
        index_names([article])
        assert not SearchName.objects.exists()

    def test_words_may_stand_in_different_places(self, article):
        self.refer(article, make_theme("清廉建设"))
        self.refer(article, make_hospital("某某县人民医院"))
        assert found("提到 正文 清廉 某某县") == ["提到记录的文章"]


class TestVisibility:
    """Who may not see an article does not find it."""

    @pytest.fixture(autouse=True)
    def articles(self):
        indexed("公开党建")
        indexed("草稿党建", published=False)
        indexed("内部党建", page=make_page(rights="internal"))

    def test_readers_find_what_is_published(self):
        assert found("党建") == found("党建", user=make_user()) == ["公开党建"]

    @pytest.mark.parametrize(
        ("staff", "permissions", "titles"),
        [
            (True, ["view_article"], {"公开党建", "草稿党建", "内部党建"}),
            (True, [], {"公开党建"}),
            (False, ["view_article"], {"公开党建"}),
        ],
    )
    def test_only_staff_with_permission_may_search_everything(self, staff, permissions, titles):
        user = make_user(is_staff=staff, permissions=permissions)
        assert set(found("党建", user=user, articles=Article.objects.all())) == titles
        assert found("党建", user=user) == ["公开党建"]

    def test_text_that_the_rights_keep_back_finds_nothing_for_readers(self):
        article = indexed(
            "只给摘要",
            ["正文说到机密。"],
            headings=["小标题机密"],
            page=make_page(rights="summary"),
            subtitle="副题可读",
        )
        claim(article, make_theme("保密主题"))
        index_names([make_theme("保密主题")])
        assert found("机密") == found("只给 机密") == found("同段:(正文 机密)") == []
        assert found("只给") == found("副题可读") == found("标题:摘要") == found("保密主题") == ["只给摘要"]
        editor = make_user(is_staff=True, permissions=["view_article"])
        assert found("机密", user=editor, articles=Article.objects.all()) == ["只给摘要"]
        assert "机密" not in str(SearchDocument.objects.get(article=article).keywords)

    def test_other_rights_count_as_soon_as_the_page_is_written(self):
        article = Article.objects.get(title="公开党建")
        article.page.rights = "internal"
        article.page.save()
        index_names([article.page])
        assert found("党建") == []

    def test_a_withdrawn_article_is_gone_at_once(self):
        assert found("党建") == ["公开党建"]
        Article.objects.filter(title="公开党建").update(publication="withdrawn")
        index_articles(Article.objects.filter(title="公开党建"))
        assert found("党建") == []
        assert search("党建").count == 0

    def test_given_articles_narrow_the_search(self):
        assert found("党建", articles=Article.objects.filter(kind="forum")) == []


class TestOrder:
    """The best first; equal ones by date, then as they came. The same on every database."""

    def test_place_of_the_hit_decides(self):
        hospital, other = make_hospital("清廉医院"), make_hospital("清廉诊所")
        initiative = make_initiative("清廉行动")
        index_names([hospital, other, initiative])
        claim(indexed("只是提到医院的一篇"), other)
        indexed("正文一次的一篇", ["讲清廉。"])
        claim(indexed("关于医院的一篇"), hospital, is_subject=True)
        indexed("小标题里的一篇", headings=["清廉之风"])
        claim(indexed("有举措的一篇"), initiative)
        indexed("正文多次的一篇", ["讲清廉。", "又讲清廉。", "不讲。"])
        indexed("标题里有清廉的一篇")
        assert found("清廉") == [
            "标题里有清廉的一篇",
            "关于医院的一篇",
            "有举措的一篇",
            "小标题里的一篇",
            "只是提到医院的一篇",
            "正文多次的一篇",
            "正文一次的一篇",
        ]

    def test_score_is_a_whole_number_that_grows_with_each_word(self):
        indexed("党建与清廉", ["党建。"])
        one, two = (int(result.matcher.score(result.query)[0]) for result in map(search, ["党建", "党建 清廉"]))
        assert 0 < one < two

    def test_equal_scores_by_date_then_as_they_came(self):
        for title, date in [
            ("不知日期的党建一", None),
            ("旧党建", datetime.date(2020, 1, 4)),
            ("不知日期的党建二", None),
            ("新党建", datetime.date(2022, 7, 1)),
        ]:
            indexed(title, page=make_page(issue_date=date))
        assert found("党建") == ["新党建", "旧党建", "不知日期的党建一", "不知日期的党建二"]


def test_a_changed_article_gets_a_new_document_and_keeps_no_old_one():
    article = indexed("党建", ["一。", "二。"])
    before = SearchDocument.objects.get()
    index_articles([article])
    after = SearchDocument.objects.get()
    assert after.pk > before.pk
    assert (after.title, after.text, after.keywords) == (before.title, before.text, before.keywords)
    make_passage(article, "三。")
    index_articles(Article.objects.all())
    assert found("三") == found("一") == ["党建"]


def test_index_is_written_from_the_database_and_not_from_what_a_caller_remembers():
    article = indexed("党建", ["旧文字。"])
    remembered = Article.objects.prefetch_related("passages").get(pk=article.pk)
    article.passages.filter(kind="paragraph").update(correction="新文字。")
    index_articles([remembered])
    assert found("新文字") == ["党建"]
    assert found("旧文字") == []
