"""Reading queries: words, phrases, exclusions, and everything that looks like one but is not."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.search.explain import read_as
from articles.search.query import MOST_CHARACTERS, MOST_TERMS, parse, typed
from articles.search.terms import fold_text


@pytest.mark.parametrize(
    ("text", "words", "excluded"),
    [
        ("党建", ["党建"], []),
        ("党建 融合\u3000医院", ["党建", "融合", "医院"], []),
        ("党建\n党建 黨建", ["党建"], []),
        ("“支部 建设”", ["支部建设"], []),
        ('"支部 建设" 医院', ["支部建设", "医院"], []),
        ("「支部建設」", ["支部建设"], []),
        ("”支部 建设“", ["支部建设"], []),
        ("党建 -疫情", ["党建"], ["疫情"]),
        ("党建 －“疫情 防控”", ["党建"], ["疫情防控"]),
        ("-疫情", [], ["疫情"]),
        ("党建 AND 融合", ["党建", "融合"], []),
        ("AND 党建 AND", ["and", "党建"], []),
        # Literal, because the marks do not stand where they would mean something.
        ("“支部 建设", ['"支部', "建设"], []),
        ("开展“七一”活动", ['开展"七一"活动'], []),
        ("“双培养”工程", ['"双培养"工程'], []),
        ("COVID-19", ["covid-19"], []),
        ("--疫情", ["--疫情"], []),
        ("100% a_b c\\d", ["100%", "a_b", "c\\d"], []),
        ("《意见》", ["《意见》"], []),
        ("党建 or 融合", ["党建", "or", "融合"], []),
        ("OR 党建 或", ["or", "党建", "或"], []),
        ("党建 OR -疫情", ["党建", "or"], ["疫情"]),
        ("标题:", ["标题:"], []),
        ("年:去年", ["年:去年"], []),
        ("-年:去年", [], ["年:去年"]),
        ("同句:(党员 积分", ["同句:(党员", "积分"], []),
    ],
)
def test_reads(text, words, excluded):
    query = parse(text)
    assert [term.text for term in query.words] == words
    assert [term.text for term in query.excluded] == excluded
    assert not query.ignored
    assert not query.is_cut


@pytest.mark.parametrize("typed", ["", "   ", "\u3000\n", "，", "- “” 。", "%", "\u200b", "\x00", '""', "-"])
def test_without_a_word_there_is_nothing_to_look_for(typed):
    assert parse(typed).is_empty


@pytest.mark.parametrize("name", ["标题", "標題", "title", "Title"])
def test_fields_are_named_in_either_script_and_in_english(name):
    (term,) = parse(f"{name}：黨建").words
    assert (term.field, term.text) == ("title", "党建")
    assert typed(term) == "标题:黨建"


def test_punctuation_beside_words_is_left_out():
    query = parse("党建 、 -， 融合")
    assert [term.printed for term in query.words] == ["党建", "融合"]
    assert query.ignored == ("、", "，")


def test_long_queries_are_cut_and_say_so():
    characters = parse("党" * (MOST_CHARACTERS + 1))
    terms = parse(" ".join(map(str, range(MOST_TERMS + 1))))
    assert characters.is_cut
    assert len(characters.words[0].text) == MOST_CHARACTERS
    assert terms.is_cut
    assert len(terms.words) == MOST_TERMS
    assert not parse("党建" + " " * MOST_CHARACTERS).is_cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同句:(党员 OR 积分 支部)", ["党员 支部", "积分 支部"]),
        ("同句:(党员 或 积分)", ["党员", "积分"]),
        ("同句:(支部 党员 | 积分 | 组织)", ["支部 党员", "支部 积分", "支部 组织"]),
        ("同句:(“党员 积分” 支部)", ["党员积分 支部"]),
        ("同段:(OR 党员 支部)", ["or 党员 支部"]),
        ("同段:(党员 支部 OR)", ["党员 支部 or"]),
        ("义诊 或 同段:(党员 或 积分 支部)", ["义诊", "党员 支部", "积分 支部"]),
    ],
)
def test_words_of_a_bracket_can_be_chosen_between(text, expected):
    [clause] = parse(text).required
    options = getattr(clause, "options", (clause,))
    assert [" ".join(term.text for term in option.terms) for option in options] == expected


@given(st.text(max_size=300) | st.text('-“”"「」 党a%\\', max_size=30))
def test_every_text_is_a_query(text):
    query = parse(text)
    assert all(term.text for term in query.words + query.excluded)
    assert read_as(query)


@given(st.text("党建支部 \u3000 ，。（）：；、%_\\“”a1", min_size=1, max_size=20))
def test_nothing_typed_without_a_minus_is_lost(text):
    """Every visible character of the query is in a word, in what was left out, or a mark around a phrase."""
    query = parse(text)
    kept = "".join(fold_text(term.printed) for term in query.words) + fold_text("".join(query.ignored))
    assert set(fold_text(text)) - set(kept) <= {'"'}


PIECES = [
    "党建",
    " ",
    "-",
    "“",
    "”",
    "「",
    "」",
    '"',
    "标题:",
    "医院：",
    "年:",
    "2019",
    "-2022",
    "同句:(",
    "同段:(",
    ")",
]
PIECES += [" OR ", " 或 ", "|", "，", "(", "ＯＲ", "year:2020", "--", "\u3000", "去年"]


@given(st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=20).map("".join))
def test_a_clause_that_is_typed_again_is_read_as_itself(text):
    for clause in parse(text).required:
        assert parse(typed(clause)).required == (clause,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("党建 -疫情", "with “党建”; without “疫情”"),
        ("党建 融合", "with “党建”, “融合”"),
        ("党建 ，", "with “党建”; not looked for: “，”"),
        ("，", "Punctuation alone finds nothing: type at least one Chinese character, letter or digit."),
        (" ", "Nothing to look for: type one or more words."),
    ],
)
def test_says_how_it_read_the_query(text, said):
    with translation.override("en"):
        assert read_as(parse(text)) == said
