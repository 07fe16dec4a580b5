"""Folding: what people type and what is printed become the same, character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.terms import fold, fold_text, is_wordless

ANY_TEXT = st.text(max_size=60)
NEWSPAPER_TEXT = st.text("党黨建医醫院ＣＴct３3（(，,“”「」 \u3000\n\u200b㎡Ⅲ。", max_size=40)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("黨建引領", "党建引领"),
        ("醫院後勤", "医院后勤"),
        ("ＣＴ檢查３次", "ct检查3次"),
        ("Delta 技术", "delta技术"),
        ("诊 疗\n中\u3000心", "诊疗中心"),
        ("党\u200b员\ufeff", "党员"),
        ("（一）：", "(一):"),
        ("“七一”「七一」", '"七一""七一"'),
        ("120㎡", "120m2"),
        ("\x00", ""),
        ("", ""),
        ("。、", "。、"),
        ("乾隆", "干隆"),
    ],
)
def test_folds(typed, folded):
    assert fold_text(typed) == folded


def test_characters_fold_alone_and_not_by_phrase():
    """A phrase dictionary turns 乾坤 into 乾坤 and 乾 into 干; then 乾 would not be found in 乾坤."""
    assert fold_text("乾坤") == fold_text("乾") + fold_text("坤")


def test_offsets_lead_back_to_the_printed_characters():
    folded = fold("党 員８７７人，共120㎡")
    assert folded.text == "党员877人,共120m2"
    place = folded.text.index("员877")
    start, end = folded.source_span(place, place + 4)
    assert "党 員８７７人，共120㎡"[start:end] == "員８７７"
    assert folded.source_span(len(folded.text) - 1, len(folded.text)) == (12, 13)


@given(ANY_TEXT)
def test_nothing_invisible_is_left(text):
    assert not any(char.isspace() or char == "\x00" for char in fold(text).text)


@given(ANY_TEXT | NEWSPAPER_TEXT)
def test_every_folded_character_comes_from_its_offset(text):
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(char in fold_text(text[place]) for char, place in zip(folded.text, folded.offsets, strict=True))


@given(ANY_TEXT | NEWSPAPER_TEXT, st.data())
def test_every_part_of_a_text_folds_to_a_part_of_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold_text(text[start:end]) in fold_text(text)


@given(ANY_TEXT | NEWSPAPER_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("，。“”", True), ("%_\\", True), ("★→", True), ("50%", False), ("党", False), ("C", False)],
)
def test_punctuation_and_symbols_are_nothing_to_look_for(text, expected):
    assert is_wordless(text) is expected
