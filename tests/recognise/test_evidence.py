"""Whatever a text says, each fact points at the words it was read from and quotes the sentence around them."""

from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.recognise.facts import recognise
from articles.recognise.sentences import sentence_spans
from articles.recognise.types import Evidence, Mention
from articles.restore.page import read_page
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.maker import make_pages
from tests.recognise.gold_pages import gold_pages, page_of

SENTENCES = [
    "大名县人民医院始建于1951年，现有党员412人，下设12个党支部。",
    "“支部强不强，要看领头羊。”该院党委书记李建国说。",
    "医院党委推行“双带头人”制度，打造“仁心向党”党建品牌！",
    "滑县中医院、妇幼保健院与浚县人民医院签约……效果如何？",
    "2021年3月，内科党总支、外科党总支荣获“先进基层党组织”称号。",
    "贯彻《关于加强基层党组织建设的意见》（试行）精神；落实三会一课；做到“学、做、改”。",
    "党员们表示：“一定完成任务！”",
    "医联体内各级医院都要参加，满意度达95.2%",
    "骨科孙立新主任医师介绍，全年手术近3000台次。",
    "（来源：本院）",
]
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join)
articles = st.fixed_dictionaries(
    {
        "title": st.sampled_from([None, "大名县人民医院党建纪实", "支部强 医院兴"]),
        "body": st.lists(
            st.fixed_dictionaries({"type": st.sampled_from(["paragraph", "heading", "caption"]), "text": paragraphs}),
            min_size=1,
            max_size=4,
        ),
    }
)


def within(value):
    """Every evidence in a value, with the mention that it belongs to, if any."""
    if isinstance(value, Mention):
        yield value.evidence, value.printed
    elif isinstance(value, Evidence):
        yield value, None
    elif isinstance(value, tuple):
        for each in value:
            yield from within(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from within(getattr(value, field.name))


def block_text(page, evidence):
    article = page.articles[evidence.article]
    part = article.body[evidence.body] if evidence.field == "body" else getattr(article, evidence.field)
    return part.text.text


def check(page):
    found = list(within(recognise(page)))
    for evidence, printed in found:
        text = block_text(page, evidence)
        around = [text[a:b] for a, b in sentence_spans(text) if a <= evidence.start < evidence.end <= b]
        assert around == [evidence.quote]
        assert printed in (None, text[evidence.start : evidence.end])
        assert 0 < evidence.confidence <= 1
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(articles, min_size=1, max_size=2))
def test_every_quote_is_the_sentence_around_its_span(drawn):
    check(page_of(*drawn))


def test_the_gold_pages_hold_it_too():
    assert sum(len(check(page)) for _, _, page in gold_pages()) > 300


@given(st.text(alphabet="党。！？…”“’」，；（） a\n医院", max_size=40))
def test_sentences_leave_no_character_out(text):
    spans = list(sentence_spans(text))
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert spans == sorted(spans)


def test_generated_newspaper_pages():
    """The same of whole pages, damaged and restored, and not only of clean text."""
    assert sum(len(check(read_page(made.data))) for made in make_pages(LAYOUTS, 42)) > 1000
