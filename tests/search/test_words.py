"""Long queries are taken apart into words, names of the archive in one piece; no entry of the index depends on them."""

import pytest

from articles.models import Article, SearchDocument
from articles.recognise.dictionary import knowing
from articles.search import documents
from articles.search.base import search
from articles.search.index import index_articles, index_names, unindex_names
from articles.search.rescue import meant
from articles.search.words import index_version, tokenizer, whole_words, words_of
from tests.factories import make_article, make_claim, make_hospital, make_initiative, make_user

pytestmark = pytest.mark.django_db
NAME, LONG = "岭上花坡医院", "岭上花坡医院志愿服务怎么做"
"""A name that the dictionary alone cuts to pieces, and a query that stands nowhere."""


@pytest.fixture
def hospital():
    """A hospital that one article refers to without printing its name."""
    hospital = make_hospital(NAME)
    article = make_article("一篇", ["医院的志愿服务。"])
    make_claim(article, hospital)
    make_article("另一篇", ["花坡。岭上。志愿服务。"])
    index_names([hospital])
    index_articles(Article.objects.all())
    return hospital


def words(text: str = LONG, **options) -> list[str]:
    return [term.text for term in search(text, **options).query.words]


def test_a_name_stays_whole(hospital):
    assert NAME not in words_of(LONG)
    assert words() == [NAME, "志愿服务"]
    assert [article.title for article in search(LONG).articles] == ["一篇"]
    assert NAME in search(LONG).read_as


def test_a_name_is_read_as_it_is_now(hospital):
    assert NAME in words()
    hospital.name = "改名医院"
    hospital.save()
    index_names([hospital])
    assert NAME not in words()
    assert "改名医院" in words("改名医院志愿服务怎么做")
    unindex_names([hospital])
    assert "改名医院" not in words("改名医院志愿服务怎么做")


def test_a_name_that_is_not_public_does_not_help_readers(hospital):
    article = make_article("草稿", ["先锋火种计划。"], published=False)
    initiative = make_initiative("火种加油先锋行")
    make_claim(article, initiative)
    index_names([initiative])
    index_articles([article])
    query = "火种加油先锋行志愿服务怎么做"
    assert "火种加油先锋行" not in words(query)
    editor = make_user(is_staff=True, permissions=["view_article"])
    assert "火种加油先锋行" in words(query, user=editor, articles=Article.objects.all())


def test_what_was_meant_keeps_names_whole(hospital):
    hospital.name = "花坡三院"
    hospital.save()
    index_names([hospital])
    assert "花坡三院 志愿" in [offer.query for offer in meant(search("花坡三院志愿"))]


def test_no_entry_of_the_index_depends_on_names(hospital):
    version = index_version()
    before = dict(SearchDocument.objects.values_list("article", "keywords"))
    index_names([make_hospital("志愿服务"), make_hospital("服务医院")])
    index_articles(Article.objects.all())
    assert dict(SearchDocument.objects.values_list("article", "keywords")) == before
    assert index_version() == version


@pytest.mark.parametrize("names", [[], ["岭上花坡"], ["岭上花坡", "岭上花坡医院"], ["没有出现"], ["a"], ["志"]])
def test_a_tokenizer_that_knows_more_leaves_its_base_as_it_was(names):
    base = tokenizer()
    before = len(base.FREQ), base.total
    cut = list(knowing(base, names).cut(LONG))
    assert "".join(cut) == LONG
    assert (len(base.FREQ), base.total) == before
    assert all(name in cut for name in names[-1:] if len(name) > 1 and name in LONG)


class TestWholeWords:
    """Words that the index holds in one piece are found where their characters stand, whatever made the document."""

    @pytest.fixture(autouse=True)
    def articles(self):
        for title, text in (("一", "建强党支部书记队伍"), ("二", "党支\n部，支部在党支书家"), ("三", "党支，支部")):
            make_article(title, [text])
        index_articles(Article.objects.all())

    def titles(self) -> set[str]:
        return {article.title for article in search("党支部").articles}

    def test_inside_longer_words_and_across_lines(self):
        assert {"党支部", "志愿者"} < whole_words()
        assert self.titles() == {"一", "二"}

    def test_documents_of_other_words_are_found_too(self, monkeypatch):
        """As after an upgrade: until everything is indexed again, nobody relies on words that some may not know."""
        monkeypatch.setattr(documents, "whole_words_in", lambda text: [])
        monkeypatch.setattr(documents, "index_version", lambda: "earlier")
        index_articles(Article.objects.filter(title="一"))
        assert self.titles() == {"一", "二"}
