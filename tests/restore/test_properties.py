"""What holds for every text: a page or a clear error, the same one each time, and every character accounted for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.restore.page import read_page
from articles.restore.types import Page, UnreadablePageError
from tests.restore.ownership import ownership_faults

WORDS = [
    "医院党委",
    "党支部",
    "建设",
    "近日",
    "图为",
    "现场",
    "2022年",
    "ＣＴ",
    "BB",
    "第1版",
    "一、",
    "（一）",
    "某院纪实",
]
MARKS = [*"。，、“”（）：—\u200b\ufeff\ue5e5ﬁ⼈ \f\t", "\n", "\n\n", "\r\n", "　　", "inter-\n", "vention", "A "]
LINES = [
    "（上接第2版）",
    "（下转第3版）",
    "本报讯 ",
    "本报记者 张三",
    "（李四 王五）",
    "党委书记 赵六",
    "图片由某院提供",
]
PIECES = (*WORDS, *MARKS, *LINES, "主办单位：某协会")
page_like = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


def read(data: bytes) -> Page | str:
    try:
        return read_page(data)
    except UnreadablePageError as error:
        return str(error)


@settings(max_examples=300, deadline=None)
@given(page_like | st.text(min_size=1, max_size=200))
def test_every_character_of_any_text_is_owned_once(text):
    page = read(text.encode("utf-8", errors="ignore"))
    assert isinstance(page, str) or ownership_faults(page) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_a_message(data):
    result = read(data)
    assert result if isinstance(result, str) else result.text


@settings(max_examples=100, deadline=None)
@given(page_like)
def test_reading_twice_gives_the_same_page(text):
    assert read(text.encode()) == read(text.encode())


@settings(max_examples=100, deadline=None)
@given(page_like)
def test_only_spaces_are_added_and_spans_lie_on_the_page(text):
    page = read(text.encode())
    if isinstance(page, Page):
        for article in page.articles:
            for passage in article.passages():
                added = [char for char, place in zip(passage.text.text, passage.text.origin, strict=True) if place < 0]
                assert all(char == " " or char in "il" for char in added)
                assert all(0 <= start < end <= len(page.text) for start, end in passage.text.spans())
