"""The index can be written again at any time."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, SearchDocument, SearchName
from articles.search import index
from articles.search.base import search
from articles.search.rebuild import is_behind, reindex
from tests.factories import make_article, make_claim, make_hospital

pytestmark = pytest.mark.django_db


def rows():
    return (
        list(SearchDocument.objects.order_by("article").values_list("article", "title", "text", "keywords", "version")),
        list(
            SearchName.objects.order_by("kind", "object_pk", "text").values_list("kind", "object_pk", "article", "text")
        ),
    )


@pytest.fixture
def archive():
    hospital = make_hospital("某某县人民医院", aliases=["县医院"])
    for number in range(5):
        make_claim(make_article(f"党建第{number}篇"), hospital)


def test_makes_everything_findable(archive):
    assert search("党建").count == search("县医院").count == 0
    reindex()
    assert search("党建").count == search("县医院").count == 5


def test_repeating_changes_nothing(archive):
    reindex()
    before = rows()
    reindex()
    assert rows() == before


def test_repairs_wrong_missing_and_left_over_rows(archive):
    reindex()
    before = rows()
    first, second = SearchDocument.objects.order_by("pk")[:2]
    SearchDocument.objects.filter(pk=first.pk).update(text="错")
    second.delete()
    SearchName.objects.update(text="错")
    SearchName.objects.create(kind="hospital", object_pk=10**9, text="已删除的医院")
    reindex()
    assert rows() == before


def test_given_articles_alone(archive):
    reindex(Article.objects.filter(title="党建第3篇"))
    assert [article.title for article in search("党建").articles] == ["党建第3篇"]
    assert not SearchName.objects.exists()


def test_reports_progress_batch_by_batch(archive, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    reports = []
    reindex(Article.objects.all(), progress=lambda what, done, total: reports.append((done, total)))
    assert reports == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_command_says_what_it_did(archive):
    output = StringIO()
    call_command("reindex", stdout=output, stderr=StringIO())
    assert search("党建").count == 5
    assert "5/5" in output.getvalue()
    assert "\r" not in output.getvalue()


def test_broken_off_it_goes_on_and_everything_is_found_all_the_while(archive, monkeypatch):
    """Killed in the middle, and searched, and killed again, and run to its end."""
    reindex()
    keys = set(SearchDocument.objects.values_list("pk", flat=True))
    monkeypatch.setattr(index, "BATCH", 2)

    def stop_at(number):
        def progress(what, done, total):
            assert search("党建").count == search("县医院").count == 5
            if what == str(Article._meta.verbose_name_plural) and done >= number:
                raise KeyboardInterrupt

        return progress

    for number in (2, 1):
        with pytest.raises(KeyboardInterrupt):
            reindex(progress=stop_at(number))
        assert is_behind()
        assert search("党建").count == search("县医院").count == 5
    assert len(keys - set(SearchDocument.objects.values_list("pk", flat=True))) == 4
    reports = []
    reindex(progress=lambda what, done, total: reports.append((what, total)))
    assert (str(Article._meta.verbose_name_plural), 1) in reports
    assert not is_behind()
    assert search("党建").count == search("县医院").count == 5
    assert keys.isdisjoint(SearchDocument.objects.values_list("pk", flat=True))


def test_what_is_written_meanwhile_is_neither_lost_nor_written_twice(archive, monkeypatch):
    reindex()
    monkeypatch.setattr(index, "BATCH", 2)

    def progress(what, done, total):
        if what == str(Article._meta.verbose_name_plural) and done == 2:
            late = make_article("党建后来一篇")
            index.index_articles([late, Article.objects.get(title="党建第4篇")])

    reindex(progress=progress)
    assert search("党建").count == 6
    assert SearchDocument.objects.count() == 6
    assert not is_behind()
