"""Where the vocabulary of a page changes, an article is likely to begin."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.restore.segment.subjects import LONGEST, subject_changes

LIBRARY = (
    "县图书馆的自习室每晚亮灯到十点，读者凭身份证登记入座。",
    "自习室开放以来，图书馆的读者比去年多了三成，座位常常坐满。",
    "为了安静，图书馆请读者把手机调成静音，自习室里另设朗读亭。",
)
PEARS = (
    "今年秋月梨丰收，果农把梨园的套袋提早摘下，好让果面着色。",
    "合作社在梨园边建了冷库，果农的秋月梨可以存到来年春天。",
    "冷库的秋月梨卖出好价钱，果农说，梨园终于不用赶着贱卖。",
)


@pytest.mark.parametrize(
    ("texts", "border"),
    [
        ((*LIBRARY, *PEARS), 3),
        ((*PEARS, *LIBRARY), 3),
        ((*LIBRARY[:2], *PEARS), 2),
    ],
)
def test_the_subject_changes_most_likely_where_another_text_begins(texts, border):
    changes = subject_changes(texts)
    assert max(range(1, len(texts)), key=lambda at: changes[at - 1]) == border
    assert changes[border - 1] > 0


@pytest.mark.parametrize("texts", [LIBRARY, PEARS], ids=["library", "pears"])
def test_texts_on_one_subject_stay_together(texts):
    assert max(subject_changes(texts)) < 0


@pytest.mark.parametrize("texts", [(), ("一句话。",)])
def test_fewer_than_two_texts_have_no_gap(texts):
    assert subject_changes(texts) == []


def test_texts_that_share_no_word_say_nothing_either_way():
    first, second = subject_changes(("春雨初晴。", "鱼跃龙门。", "高山流水。"))
    assert first == pytest.approx(second)


def test_pages_longer_than_an_article_may_be_are_divided_all_the_same():
    texts = [*LIBRARY] * LONGEST + [*PEARS] * LONGEST
    changes = subject_changes(texts)
    assert changes[len(LIBRARY) * LONGEST - 1] > 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("医院党委支部图书馆梨园，。a1", max_size=40), max_size=60))
def test_every_gap_gets_a_number_and_always_the_same(texts):
    changes = subject_changes(texts)
    assert len(changes) == max(0, len(texts) - 1)
    assert all(map(isfinite, changes))
    assert subject_changes(texts) == changes
