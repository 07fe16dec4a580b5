"""The page of one article."""

import re

import pytest

from articles.models import Figure, HospitalMention
from tests.factories import make_article, make_claim, make_figure, make_hospital, make_page, make_passage, make_theme

pytestmark = pytest.mark.django_db

SENTENCE = "全院共有党员293人。"


def test_text_comes_in_reading_order(body):
    article = make_article(
        "标题在此", ["第一段。", "第二段。"], headings=["小标题"], captions=["图说"], subtitle="副题在此"
    )
    html = body(article.get_absolute_url())
    places = [
        html.index(text, html.index("<main")) for text in ["标题在此", "副题在此", "小标题", "第一段", "第二段", "图说"]
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("printed", ["副题在此", "——副题在此", "—副题在此"])
def test_subtitle_has_one_dash(body, printed):
    html = body(make_article(subtitle=printed).get_absolute_url())
    assert "——副题在此" in html
    assert "———" not in html


def test_fact_leads_to_its_sentence(body):
    article = make_article(paragraphs=["导语一句。", f"背景一句。{SENTENCE}结尾一句。"])
    make_figure(article, "党员293人", 293, quote=SENTENCE, unit="人")
    html = body(article.get_absolute_url())
    target = re.search(r'class="to-sentence" href="#([^"]+)"', html)[1]
    assert f'id="{target}">{SENTENCE}</span>' in html
    assert "全院共有<b>党员293人</b>。" in html


def test_sentence_leads_back_to_its_fact(body):
    article = make_article(paragraphs=[f"{SENTENCE}结尾一句。"])
    figure = make_figure(article, "党员293人", 293, quote=SENTENCE, unit="人")
    make_claim(article, make_hospital("某医院"), printed="全院", quote=SENTENCE)
    html = body(article.get_absolute_url())
    assert html.count('class="to-fact"') == 1
    assert "2 facts stand on this sentence" in html
    back = re.search(r'class="to-fact" href="#([^"]+)"', html)[1]
    assert f'<li class="fact" id="{back}"' in html
    assert f'id="figure-{figure.pk}"' in html


def test_lines_of_the_page_stand_beside_the_text(body):
    text = "旧标题\n第一行的文字\n第二行的文字\n别的文章"
    page = make_page(text)
    article = make_article("旧标题", ["第一行的文字第二行的文字"], page=page)
    article.passages.filter(kind="paragraph").update(lines=[[2, 3]], spans=[[4, 10], [11, 17]])
    page.versions.get().fixes.create(
        order=0, rule="close_spaces", first_line=2, last_line=2, before="第 一行的文字", after="第一行的文字"
    )
    html = body(f"{article.get_absolute_url()}?printed=1")
    assert [line in html for line in ('<li value="2">', '<li value="3">', '<li value="4">')] == [True, True, False]
    assert "typesetting spaces closed" in html
    assert 'class="printed-beside"' not in body(article.get_absolute_url())


def test_lines_beside_the_text_keep_back_what_is_not_public(body):
    page = make_page("公开的文字与未公开的文字")
    article = make_article("", ["公开的文字"], page=page)
    make_article("", ["未公开的文字"], page=page, published=False)
    html = body(f"{article.get_absolute_url()}?printed=1")
    assert "公开的文字" in html
    assert "未公开的文字" not in html
    assert 'class="kept-back"' in html


def test_sentences_that_overlap_keep_their_anchors(body):
    article = make_article(paragraphs=["甲医院有党员十人，乙医院有党员二十人。"])
    first = make_claim(article, make_hospital("甲医院"), quote="甲医院有党员十人，乙医院有党员二十人。")
    second = make_claim(article, make_hospital("乙医院"), quote="乙医院有党员二十人。")
    html = body(article.get_absolute_url())
    for claim in (first, second):
        start = claim.passage.text.index(claim.quote)
        assert html.count(f'id="p{claim.passage_id}-{start}"') == 1
    assert "甲医院有党员十人，乙医院有党员二十人。" in re.sub(r"<[^>]+>", "", html)


def test_claim_adrift_leads_to_its_paragraph(body):
    article = make_article(paragraphs=["校改后的文字。"])
    claim = make_figure(article, "校改", 5, quote="校改前的五个支部。", is_adrift=True)
    html = body(article.get_absolute_url())
    assert f'class="to-sentence" href="#p{claim.passage_id}"' in html


def test_text_of_a_page_is_escaped(body):
    article = make_article("<b>标题</b>", ["<script>alert(1)</script>党员5人。"])
    make_figure(article, "党员5人", 5)
    html = body(f"{article.get_absolute_url()}?q=%3Cscript%3E")
    assert "<script>alert" not in html
    assert "<b>标题</b>" not in html


@pytest.mark.parametrize(
    ("status", "shown"), [("proposed", "status-machine"), ("confirmed", "status-confirmed"), ("rejected", None)]
)
def test_fact_says_who_stands_for_it(body, status, shown):
    article = make_article(paragraphs=["示范医院有党员五人。"])
    make_claim(article, make_hospital("示范医院"), status=status)
    html = body(article.get_absolute_url())
    facts = html[html.index('class="facts"') : html.index("</main>")]
    assert ("示范医院" in facts) == bool(shown)
    if shown:
        assert shown in facts


def test_one_hospital_named_often_is_one_fact(body):
    article = make_article(paragraphs=["示范医院开会。", "示范医院闭会。"])
    hospital = make_hospital("示范医院")
    make_claim(article, hospital)
    make_claim(article, hospital, printed="示范医院闭会")
    facts = body(article.get_absolute_url()).split('class="facts"')[1]
    assert facts.count(f'href="{hospital.get_absolute_url()}"') == 1
    assert "1 more sentence<" in facts


def test_unreviewed_article_says_so(body):
    notice = "not yet reviewed by an editor"
    assert notice in body(make_article().get_absolute_url())
    assert notice not in body(make_article(review="reviewed").get_absolute_url())


def test_unknown_stays_unknown(body):
    html = body(make_article().get_absolute_url())
    assert "newspaper unknown" in html
    assert "date unknown" in html


def test_known_source_is_shown(body):
    page = make_page("文字", newspaper="示范报", issue_date="2021-03-04", page_label="第3版")
    html = body(make_article(page=page).get_absolute_url())
    assert "示范报" in html
    assert 'datetime="2021-03-04"' in html
    assert "第3版" in html
    assert 'class="unknown"' not in html


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ({"continued_from": "第1版"}, "Continued from 第1版."),
        ({"continued_on": "第3版"}, "Continued on 第3版."),
        ({"title_is_suggested": True}, "Suggested title: the page prints none."),
    ],
)
def test_what_is_missing_is_said(body, fields, notice):
    assert notice not in body(make_article().get_absolute_url())
    assert notice in body(make_article(**fields).get_absolute_url())


def test_parts_on_several_pages_lead_to_each_other(body):
    first = make_article("上篇", continued_on="第3版", page=make_page("上篇\n正文。", page_label="第1版"))
    second = make_article("下篇", continuation_of=first)
    missing = "The archive does not have it"
    assert missing in body(make_article(continued_on="第3版").get_absolute_url())
    for article, other, words in [(first, second, "Continued on 第3版."), (second, first, "Continued from 第1版.")]:
        html = body(article.get_absolute_url())
        assert f'{words} <a href="{other.get_absolute_url()}" lang="zh-Hans">{other.title}</a>' in html
        assert missing not in html


def test_part_that_is_not_public_is_missing(body):
    article = make_article(continued_on="第3版")
    make_article("未公开的下篇", continuation_of=article, published=False)
    html = body(article.get_absolute_url())
    assert "未公开的下篇" not in html
    assert "The archive does not have it" in html


def test_part_without_a_page_number_continues_on_another_page(body):
    article = make_article()
    make_article("下篇", continuation_of=article)
    assert "Continued on another page." in body(article.get_absolute_url())


def test_reason_that_concerns_readers_is_said(body):
    article = make_article()
    article.review_reasons.create(code="placed_by_fit", detail="第9行")
    article.review_reasons.create(code="unusual_width")
    html = body(article.get_absolute_url())
    assert html.count("<li>", html.index('class="notices"'), html.index("</ul>", html.index('class="notices"'))) == 1
    assert "placed here by fit" in html


def test_text_that_breaks_off_says_so_where_it_does(body):
    article = make_article(paragraphs=["完整的一段。"])
    make_passage(article, "关心关爱医务人员", truncated=True)
    assert re.search(r"关心关爱医务人员<span class=\"breaks-off\" lang=\"en\">", body(article.get_absolute_url()))


def test_forum_shows_its_speakers(body):
    article = make_article(kind="forum", paragraphs=["开场。"])
    section = article.sections.create(order=0, speaker="某某", organisation="示范医院", position="党委书记")
    make_passage(article, "示范医院党委书记 某某", kind="heading", role="speaker", section=section)
    make_passage(article, "发言的标题", kind="heading", role="section_title", section=section)
    html = body(article.get_absolute_url())
    assert 'class="speaker"' in html
    assert html.index("示范医院党委书记 某某") < html.index("发言的标题")


def test_long_article_has_contents_and_a_short_one_none(body):
    headings = ["第一部分", "第二部分", "第三部分"]
    contents = 'class="contents"'
    assert contents in body(make_article(paragraphs=["长" * 1600], headings=headings).get_absolute_url())
    assert contents not in body(make_article(paragraphs=["短。"], headings=headings).get_absolute_url())
    assert contents not in body(make_article(paragraphs=["长" * 1600], headings=headings[:2]).get_absolute_url())


def test_words_that_were_searched_for_are_marked(body):
    article = make_article(paragraphs=["支部建在科室上。"])
    assert "<mark>支部</mark>建在科室上。" in body(f"{article.get_absolute_url()}?q=支部")
    assert "<mark>" not in body(article.get_absolute_url())


def test_theme_shows_its_words_and_each_leads_to_where_it_stands(body):
    article = make_article("党课新讲", ["导语。", "上党课。", "再上党课。"])
    make_claim(article, make_theme("党员教育"), words=[["教育", 2], ["党课", 7]])
    html = body(article.get_absolute_url())
    assert "党课×7 教育×2" in re.sub(r"<[^>]+>", "", html)
    first = article.passages.get(machine_text="上党课。")
    assert f'href="?q=%E5%85%9A%E8%AF%BE#p{first.pk}" rel="nofollow">党课×7</a>' in html
    assert '<span class="word">教育×2</span>' in html
    assert f'id="p{first.pk}">上<mark>党课</mark>。' in body(f"{article.get_absolute_url()}?q=党课")


@pytest.mark.parametrize(("evidence", "leads"), [("2022年7月，医院启动改革。", True), ("别处的一句。", False)])
def test_what_the_text_proves_of_its_date_leads_to_the_paragraph(body, evidence, leads):
    article = make_article(
        paragraphs=["导语。", "2022年7月，医院启动改革。"], not_before="2022-07", date_evidence=evidence
    )
    place = article.passages.get(machine_text__startswith="2022").pk
    html = body(article.get_absolute_url())
    assert evidence in html
    assert (f'class="to-sentence" href="#p{place}"' in html) == leads


def test_words_of_a_theme_lead_nowhere_where_the_text_is_kept_back(body):
    article = make_article(paragraphs=["上党课。"], page=make_page("上党课。", rights="summary"))
    make_claim(article, make_theme("党员教育"), words=[["党课", 7]])
    assert '<span class="word">党课×7</span>' in body(article.get_absolute_url())


def test_hospitals_that_it_is_about_come_first(body):
    article = make_article(paragraphs=["旁及医院与主体医院。"])
    make_claim(article, make_hospital("旁及医院"))
    make_claim(article, make_hospital("主体医院"), is_subject=True)
    facts = body(article.get_absolute_url()).split('class="facts"')[1]
    assert facts.index("主体医院</a>") < facts.index("旁及医院</a>")


def test_article_without_facts_says_so(body):
    assert "No hospital, number or initiative was read" in body(make_article().get_absolute_url())
    assert not Figure.objects.exists()
    assert not HospitalMention.objects.exists()
