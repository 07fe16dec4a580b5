"""The arrays of a process say what the database says, whoever changed it and however."""

import numpy as np
import pytest
from django.db import transaction

from articles.models import Article, SearchChange
from articles.search.arrays import Growing, Places, flagged
from articles.search.base import search
from articles.search.catalogue import Catalogue, Holdings, catalogue
from articles.search.index import index_articles, index_names
from tests.factories import make_article, make_claim, make_hospital

pytestmark = pytest.mark.django_db


def indexed(title="党建", **fields):
    article = make_article(title, **fields)
    index_articles([article])
    return article


def test_a_change_is_read_once_and_costs_one_slot():
    indexed()
    before = len(catalogue())
    article = indexed("党建又一篇")
    assert (len(catalogue()), search("又一篇").count) == (before + 1, 1)
    index_articles([article])
    assert search("又一篇").count == 1
    assert len(catalogue()) == before + 2


def test_one_that_is_in_use_stays_as_it_was():
    article = indexed()
    result = search("党建")
    assert result.count == 1
    held = result.catalogue
    size, alive = len(held), held.alive.sum()
    index_articles([article])
    indexed("党建又一篇")
    assert search("党建").count == 2
    assert (len(held), held.alive.sum()) == (size, alive)
    assert result.facet("kind") == [("case", "案例", 1)]


def test_an_updated_catalogue_equals_a_new_one():
    hospital, other = make_hospital("第一医院", province="甲省"), make_hospital("第二医院")
    articles = [indexed(f"党建第{n}篇") for n in range(5)]
    catalogue()
    for article in articles[:3]:
        make_claim(article, hospital, is_subject=True)
    index_names([hospital, other])
    index_articles(articles[:3])
    hospital.province = "乙省"
    hospital.save()
    index_names([hospital])
    updated, fresh = catalogue(), Catalogue(Holdings())
    assert living(updated) == living(fresh)
    assert search("党建").facet("province") == [("乙省", "乙省", 3)]


def living(held):
    """What a catalogue says of each article that is there: its columns and its references."""
    slots = np.flatnonzero(held.alive)
    columns = ("visibility", "kind", "day", "year", "party")
    rows = {int(held.article[slot]): [int(getattr(held, name)[slot]) for name in columns] for slot in slots}
    for name, references in held.references.items():
        for slot, record in zip(references.slots, references.records, strict=True):
            if held.alive[slot] and name != "province":
                rows[int(held.article[slot])].append((name, int(record)))
    return rows


def test_what_was_taken_back_is_forgotten():
    indexed("党建留下")
    assert search("党建").count == 1
    with transaction.atomic():
        indexed("党建撤回")
        assert search("党建").count == 2
        transaction.set_rollback(True)
    assert search("党建").count == 1
    indexed("党建再来")
    assert sorted(article.title for article in search("党建").articles) == ["党建再来", "党建留下"]


def test_a_journal_of_another_archive_is_not_taken_for_ours():
    indexed()
    catalogue()
    Article.objects.update(kind="forum")
    assert search("党建", narrowed={"kind": ["forum"]}).count == 0
    SearchChange.objects.update(token=1)
    assert search("党建", narrowed={"kind": ["forum"]}).count == 1


def test_an_article_deleted_behind_the_back_is_not_shown():
    article = indexed()
    assert search("党建").count == 1
    Article.objects.filter(pk=article.pk).delete()
    assert list(search("党建").articles) == []


def test_a_date_that_is_supplied_later_counts_as_soon_as_the_page_is_written():
    article = indexed()
    assert search("党建 年:2021").count == 0
    article.page.issue_date = "2021-03-04"
    article.page.save()
    index_names([article.page])
    assert search("党建 年:2021").count == 1
    assert search("党建").facet("year") == [("2021", "2021", 1)]


def test_growing_keeps_what_it_holds():
    growing, expected = Growing(np.int32), []
    for size in (0, 1, 1000, 5000):
        growing.extend(range(size))
        expected += range(size)
    assert growing.values.tolist() == expected


@pytest.mark.parametrize("keys", [[5], [5, 9, 7], [100, 3], [7, 7_000]])
def test_places_know_their_keys_and_no_others(keys):
    places = Places()
    for place, key in enumerate(keys):
        places.put(np.array([key]), np.array([place], np.int32))
    assert places.of(np.array(keys)).tolist() == list(range(len(keys)))
    assert places.of(np.array([0, 1, 6, 10**6])).tolist() == []


@pytest.mark.parametrize(
    ("keys", "wanted", "expected"), [([1, 2, 3], [2, 9], [0, 1, 0]), ([], [1], []), ([1], [], [0])]
)
def test_flagged(keys, wanted, expected):
    found = flagged(np.array(keys, np.int64), np.array(wanted, np.int64))
    assert found.tolist() == [bool(each) for each in expected]
