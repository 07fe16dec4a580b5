"""Finding reprints: what counts as one, what does not, and that nobody has to ask."""

import pytest
from django.core.management import CommandError, call_command

from articles import reprints, review
from articles.models import LikelyReprint, TextMark
from articles.reprints import MARKS, marks_of, refresh_reprints, share, shingles, unshared
from articles.search.index import index_articles
from tests.factories import make_article, make_page, make_user

WORK = "医院党委把支部建在科室上，由科主任担任支部书记，每月一次主题党日都到病房去听意见。"
CARE = "去年新建的门诊大楼设有十二间诊室，患者取号后平均等候二十分钟，比搬迁之前缩短了一半。"
SCHOOL = "护理部与卫生学校合办的培训班已有三期学员结业，大多数人回到乡镇卫生院继续工作。"
TEXT = [WORK, CARE, SCHOOL]
OTHER = ["消防演练在住院楼进行，各科室按照预案疏散病人，整个过程用了八分钟，事后又开会讨论了不足之处和改进的办法。"]

SAME = {
    "the same": TEXT,
    "other punctuation and spaces": [each.replace("，", " , ").replace("。", "．") for each in TEXT],
    "traditional characters": [each.replace("医院党委", "醫院黨委") for each in TEXT],
    "columns in another order": [SCHOOL, WORK, CARE],
    "one paragraph": ["".join(TEXT)],
    "shortened": [WORK, CARE],
    "with more around it": [*TEXT, *OTHER],
    "a word changed here and there": [each.replace("医院", "本院").replace("患者", "病人") for each in TEXT],
}
DIFFERENT = {
    "something else": OTHER,
    "one sentence in common": [
        WORK,
        *OTHER,
        "另外还有许多别的事情要讲，例如食堂换了新的厨师，停车场也扩大了，职工都很满意。" * 2,
    ],
    "too short to say": [WORK],
}


def pairs():
    return [(pair.first.title, pair.second.title) for pair in LikelyReprint.objects.undecided()]


def two(paragraphs, **fields):
    articles = [make_article("甲", TEXT), make_article("乙", paragraphs, **fields)]
    refresh_reprints(article.pk for article in articles)
    return articles


@pytest.mark.django_db
@pytest.mark.parametrize("paragraphs", SAME.values(), ids=SAME)
def test_found(paragraphs):
    two(paragraphs)
    assert pairs() == [("甲", "乙")]


@pytest.mark.django_db
@pytest.mark.parametrize("paragraphs", DIFFERENT.values(), ids=DIFFERENT)
def test_not_found(paragraphs):
    two(paragraphs)
    assert pairs() == []


@pytest.mark.django_db
def test_phrases_that_everybody_uses_say_nothing(monkeypatch):
    two(TEXT)
    monkeypatch.setattr(reprints, "COMMON", 2)
    refresh_reprints([make_article("丙", [WORK, *OTHER, CARE]).pk])
    assert pairs() == [("甲", "乙")]


@pytest.mark.django_db
def test_articles_of_one_page_are_no_reprints():
    page = make_page("\n".join(TEXT))
    articles = [make_article(title, TEXT, page=page) for title in "甲乙"]
    refresh_reprints(article.pk for article in articles)
    assert pairs() == []


@pytest.mark.django_db
def test_the_one_that_comes_later_finds_the_earlier_and_a_second_look_changes_nothing():
    for title in "甲乙丙":
        refresh_reprints([make_article(title, TEXT).pk])
    assert set(pairs()) == {("甲", "乙"), ("甲", "丙"), ("乙", "丙")}
    before = list(LikelyReprint.objects.values()), list(TextMark.objects.values())
    refresh_reprints(LikelyReprint.objects.values_list("second", flat=True))
    assert (list(LikelyReprint.objects.values()), list(TextMark.objects.values())) == before


@pytest.mark.django_db
def test_corrected_texts_are_compared_as_they_read_now():
    editor = make_user()
    one, other = two(TEXT)
    passages = list(other.passages.filter(kind="paragraph"))
    decisions = [review.correct_text(passage, OTHER[0], by=editor) for passage in passages[:2]]
    assert pairs() == []
    for decision in reversed(decisions):
        review.undo(decision, editor)
    assert pairs() == [("甲", "乙")]
    review.delete([other], by=editor)
    assert (pairs(), TextMark.objects.exclude(article=one).count()) == ([], 0)


def test_marks_are_few_and_those_of_a_part_are_among_those_of_the_whole():
    whole, part = shingles("".join(TEXT)), shingles(WORK + CARE)
    assert len(marks_of(whole)) == MARKS
    assert share(part, whole) == 100
    assert len(marks_of(whole) & marks_of(part)) > MARKS // 3


def test_the_cost_follows_what_changed(django_assert_max_num_queries, db):
    articles = [make_article(f"第{n}篇", [f"{text}{n}" for text in TEXT]) for n in range(12)]
    refresh_reprints(article.pk for article in articles)
    with django_assert_max_num_queries(12):
        refresh_reprints([articles[0].pk])


@pytest.mark.parametrize(
    ("text", "other", "own"),
    [
        (WORK, WORK, []),
        (WORK, OTHER[0], [WORK.rstrip("。")]),
        (WORK + "然后还有一句别的话。", WORK, ["然后还有一句别的话"]),
        ("短。", WORK, []),
    ],
)
def test_words_that_only_one_has(text, other, own):
    assert [text[start:end] for start, end in unshared(text, shingles(other))] == own


def test_nothing_is_asked_where_nothing_changed(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        refresh_reprints([])


@pytest.mark.django_db
def test_an_archive_from_before_is_marked_by_its_check(capsys):
    for title in "甲乙":
        index_articles([make_article(title, TEXT)])
    with pytest.raises(CommandError):
        call_command("check_archive")
    call_command("check_archive", fix=True)
    assert pairs() == [("甲", "乙")]
    call_command("check_archive")
