"""Hits are shown in the printed text, and snippets show the query best."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.highlight import ELLIPSIS, Segment, mark, snippet
from articles.search.query import parse
from articles.search.terms import fold_text


def shown(segments):
    """Segments as one text, hits in brackets."""
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in segments)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("以党建引领发展", "党建", "以[党建]引领发展"),
        ("以黨 建引领发展", "党建", "以[黨 建]引领发展"),
        ("ＣＴ检查与ct检查", "Ct", "[ＣＴ]检查与[ct]检查"),
        ("党建引领", "党建 引领", "[党建引领]"),
        ("党建与引领", "引领 党建", "[党建]与[引领]"),
        ("三会一课三会一课", "会一课三会", "三[会一课三会]一课"),
        ("啊啊啊好", "啊啊", "[啊啊啊]好"),
        ("共120㎡", "2", "共1[2]0[㎡]"),
        ("没有", "党建", "没有"),
        ("党建与疫情", "党建 -疫情", "[党建]与疫情"),
        ("<b>党建</b>", "党建", "<b>[党建]</b>"),
        ("", "党建", ""),
    ],
)
def test_marks_the_printed_text(text, typed, expected):
    assert shown(mark(text, parse(typed))) == expected


@given(st.text("党黨建医院 ，。“”a", max_size=60), st.text("党建医院 。a", max_size=6))
def test_marking_keeps_the_text_and_marks_only_hits(text, typed):
    query = parse(typed)
    segments = mark(text, query)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)
    hits = [fold_text(segment.text) for segment in segments if segment.is_hit]
    assert all(any(word.text in hit for word in query.words) for hit in hits)
    assert all(any(word.text in hit for hit in hits) for word in query.words if word.text in fold_text(text))


LONG = "第一句话说的是历史沿革。第二句说党建引领。" + "第三句很长，" + "说了许多别的事情，" * 20 + "最后才说到清廉。"


@pytest.mark.parametrize(
    ("passages", "typed", "width", "expected"),
    [
        (["没有。", "有党建。"], "党建", 20, "有[党建]。"),
        (["党建。党建。", "党建与清廉。"], "党建 清廉", 20, "[党建]与[清廉]。"),
        (["讲党建。", "又讲党建。"], "党建", 20, "讲[党建]。"),
        ([LONG], "党建", 12, "…第二句说[党建]引领。…"),
        (["第一句。第二句党建。第三句。"], "党建", 13, "…第二句[党建]。第三句。"),
        (["没有一处相合的一段话。"], "党建", 20, "没有一处相合的一段话。"),
        (["没有一处相合的一段话，而且很长，一直不停。"], "党建", 6, "没有一处相合…"),
        (["一句很长很长很长很长，其中有党建，有融合。"], "党建", 9, "…其中有[党建]，有融合…"),
        (["先讲党建。再讲许多别的事情。又讲党建和清廉。"], "党建 清廉", 12, "…又讲[党建]和[清廉]。"),
        ([], "党建", 20, ""),
        ([""], "党建", 20, ""),
    ],
)
def test_snippet(passages, typed, width, expected):
    assert shown(snippet(passages, parse(typed), width)) == expected


def test_snippet_reads_passages():
    passage = SimpleNamespace(text="院党委设12个党支部。")
    assert snippet([passage], parse("支部")) == [
        Segment("院党委设12个党", False),
        Segment("支部", True),
        Segment("。", False),
    ]


@given(
    st.lists(st.text("党建医院，。 ", max_size=80), min_size=1, max_size=3),
    st.sampled_from(["党建", "医", "建医", "。医", "院 党"]),
    st.integers(5, 40),
)
def test_snippet_is_short_printed_text_and_shows_a_hit_if_there_is_one(passages, typed, width):
    query = parse(typed)
    segments = snippet(passages, query, width)
    text = "".join(segment.text for segment in segments if segment.text != ELLIPSIS)
    assert any(text in passage for passage in passages)
    assert len(text) <= width + max((len(segment.text) for segment in segments if segment.is_hit), default=0)
    if any(word.text in fold_text(passage) for passage in passages for word in query.words):
        assert any(segment.is_hit for segment in segments)
