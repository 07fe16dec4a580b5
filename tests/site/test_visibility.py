"""What is not public shows nowhere, and what was withdrawn says so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import review
from articles.models import Article, Hospital, HospitalName, Initiative, PageRemnant
from articles.search.index import index_articles, index_names
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_passage,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db

LISTS = ["home", "articles", "hospitals", "initiatives", "practices", "themes", "figures", "policies"]


def full_article(**fields):
    """An article with a fact of several kinds. Returns it with the addresses of its records."""
    article = make_article("机密标题", ["机密医院推行机密行动，党员293人。"], **fields)
    hospital = make_hospital("机密医院", province="某省")
    initiative = make_initiative("机密行动", hospital=hospital)
    make_claim(article, hospital, is_subject=True)
    make_claim(article, initiative)
    make_claim(article, make_theme("组织建设"))
    make_figure(article, "党员293人", 293, hospital=hospital)
    index_names([hospital, initiative])
    index_articles([article])
    return article, [hospital.get_absolute_url(), initiative.get_absolute_url()]


@pytest.mark.parametrize("state", ["draft", "withdrawn", "internal"])
def test_what_is_not_public_is_in_no_list(body, state):
    fields = {"page": make_page("文字", rights="internal")} if state == "internal" else {"publication": state}
    full_article(**fields)
    for name in LISTS:
        assert "机密" not in body(reverse(name)), name
    for name, record in {"hospital": Hospital.objects.get(), "initiative": Initiative.objects.get()}.items():
        assert "机密" not in body(f"{reverse('articles')}?{name}={record.public_id}")


@pytest.mark.parametrize(
    ("publication", "rights", "status"),
    [
        ("draft", "full", 404),
        ("withdrawn", "full", 410),
        ("published", "internal", 404),
        ("withdrawn", "internal", 404),
    ],
)
def test_address_of_what_is_not_public(body, publication, rights, status):
    article, records = full_article(publication=publication, page=make_page("文字", rights=rights))
    assert "机密" not in body(article.get_absolute_url(), status)
    for address in records:
        body(address, 404)
    body(article.page.get_absolute_url(), 404)


def test_withdrawn_article_keeps_its_address(body):
    article = make_article(publication="withdrawn")
    html = body(article.get_absolute_url(), 410)
    assert "This article was withdrawn" in html
    assert article.public_id in html


def test_rejected_claim_brings_no_record_to_light(body):
    hospital = make_hospital("误读医院")
    make_claim(make_article(paragraphs=["误读医院。"]), hospital, status="rejected")
    body(hospital.get_absolute_url(), 404)
    assert "误读医院" not in body(reverse("hospitals"))


def test_summary_shows_facts_without_text_or_quotes(body):
    article, records = full_article(page=make_page("文字", rights="summary"))
    addresses = [article.get_absolute_url(), *records, *map(reverse, LISTS)]
    for address in [*addresses, f"{reverse('articles')}?q=机密"]:
        assert "推行" not in body(address), address
    html = body(article.get_absolute_url())
    assert "机密标题" in html
    assert "机密医院" in html
    assert "293" in html
    body(article.page.get_absolute_url(), 404)
    assert article.page.get_absolute_url() not in html


def page_with_a_draft():
    page = make_page("公开的一行\n草稿的一行\n重影的一行\n版记")
    make_article("公开", ["公开的一行"], page=page)
    make_article("草稿", ["草稿的一行"], page=page, published=False)
    version = page.versions.get()
    start = version.text.index("重影")
    PageRemnant.objects.create(version=version, order=0, kind="copy", text="重影的一行", spans=[[start, start + 5]])
    version.fixes.create(order=0, rule="undouble_phrases", first_line=1, last_line=2, before="草稿草稿", after="草稿")
    version.fixes.create(order=1, rule="close_spaces", first_line=1, last_line=1, before="公 开", after="公开")
    return page


def test_source_page_keeps_back_what_is_not_public(body):
    html = body(page_with_a_draft().get_absolute_url())
    assert "公开的一行" in html
    assert "公 开" in html
    for hidden in ("草稿", "重影", "版记"):
        assert hidden not in html


def page_of_two():
    page = make_page("留下的一行\n删去的一行\n另一行\n重影的一行\n版记")
    kept = make_article("留下", ["留下的一行", "另一行"], page=page)
    gone = make_article("删去", ["删去的一行"], page=page)
    version = page.versions.get()
    start = version.text.index("重影")
    version.remnants.create(order=0, kind="copy", text="重影的一行", spans=[[start, start + 5]])
    return page, kept, gone


@pytest.mark.parametrize("what", ["article", "passage"])
def test_source_page_keeps_back_what_was_deleted(body, what):
    page, kept, gone = page_of_two()
    assert "删去的一行" in body(page.get_absolute_url())
    record, hidden = (gone, "删去") if what == "article" else (kept.passages.get(machine_text="另一行"), "另一行")
    review.delete([record], by=make_user())
    html = body(page.get_absolute_url())
    assert "留下的一行" in html
    for text in (hidden, "重影", "版记"):
        assert text not in html
    assert "Something of this page is not public" in html


def test_deletion_on_another_page_changes_nothing(body):
    page, *_ = page_of_two()
    review.delete([page_of_two()[2]], by=make_user())
    for shown in ("留下的一行", "删去的一行", "重影的一行", "版记"):
        assert shown in body(page.get_absolute_url())


def learnt(article, **fields):
    """A hospital that `article` names, with what a machine learnt of it elsewhere."""
    hospital = make_hospital("示范医院", machine_values={"name": "示范医院", "founded": 1950}, founded=1950, **fields)
    make_claim(article, hospital)
    return hospital


@pytest.mark.parametrize(
    ("paragraphs", "publication", "shown"),
    [
        (["示范医院推进改革。", "医院始建于1950年。"], "published", True),
        (["示范医院推进改革。", "医院始建于1950年。"], "draft", False),
        (["示范医院推进改革。", "全院1950人。"], "published", False),
    ],
)
def test_founding_year_that_a_machine_learnt_needs_a_public_article(body, paragraphs, publication, shown):
    hospital = learnt(make_article(paragraphs=paragraphs, publication=publication))
    make_claim(make_article(paragraphs=["示范医院。"]), hospital)
    html = body(hospital.get_absolute_url())
    assert (">1950</a>" in html) == shown
    assert ("1950" in html) == shown


def test_founding_year_in_an_article_that_does_not_name_the_hospital_is_no_support(body):
    hospital = learnt(make_article(paragraphs=["示范医院。"]))
    make_article(paragraphs=["另一家医院始建于1950年。"])
    assert "1950" not in body(hospital.get_absolute_url())


def test_founding_year_that_a_person_wrote_is_shown(body):
    hospital = learnt(make_article(paragraphs=["示范医院。"]))
    hospital.founded = 1951
    review.save(hospital, by=make_user())
    assert "<dd>1951</dd>" in body(hospital.get_absolute_url())


@pytest.mark.parametrize(
    ("text", "claim", "shown"),
    [
        ("示范医院（示范院）。", {}, True),
        ("示范医院（示范院）。", {"status": "rejected"}, False),
        ("示范医院。", {}, False),
    ],
)
def test_name_that_a_machine_learnt_needs_a_public_sentence(body, text, claim, shown):
    hospital = make_hospital("示范医院", aliases=["示范院"])
    make_claim(make_article(paragraphs=["示范医院又称示范院。"], published=False), hospital)
    make_claim(make_article(paragraphs=[text]), hospital, **claim)
    make_claim(make_article(paragraphs=["还有示范医院。"]), hospital)
    assert ("示范院" in body(hospital.get_absolute_url())) == shown
    assert ("示范医院" in body(f"{reverse('hospitals')}?q=示范院")) == shown


def test_name_that_a_person_wrote_is_shown(body):
    hospital = make_hospital("示范医院")
    make_claim(make_article(paragraphs=["示范医院。"]), hospital)
    review.save(HospitalName(hospital=hospital, name="示范院"), by=make_user())
    assert "示范院" in body(hospital.get_absolute_url())


def test_source_page_shows_everything_when_all_is_public(body):
    page = page_with_a_draft()
    article = page.articles.get(title="草稿")
    article.publication, article.published_at = "published", article.created_at
    article.save()
    html = body(page.get_absolute_url())
    for shown in ("草稿的一行", "重影的一行", "版记", "草稿草稿"):
        assert shown in html


def test_correction_is_read_instead_of_the_machine_text(body):
    article = make_article()
    make_passage(article, "机器读错的字", correction="人改对的字")
    html = body(article.get_absolute_url())
    assert "人改对的字" in html
    assert "机器读错的字" not in html


class TestStages:
    """How far an initiative has come is told by sentences that anybody may read, or by a person."""

    @pytest.fixture
    def initiative(self):
        hospital = make_hospital("示范医院")
        initiative = make_initiative("暖心行动", hospital=hospital, stage="launched")
        Initiative.objects.filter(pk=initiative.pk).update(machine_values={"stage": "launched"})
        for title, text, published in (
            ("公开", "示范医院有暖心行动。", True),
            ("草稿", "示范医院启动暖心行动。", False),
        ):
            article = make_article(title, [text], published=published)
            make_claim(article, hospital, is_subject=True)
            make_claim(article, initiative, quote=text)
        return initiative

    def shows(self, body, initiative, stage):
        """Whether the initiative's own page, its hospital's and the list say the stage."""
        addresses = [initiative.get_absolute_url(), initiative.hospital.get_absolute_url(), reverse("initiatives")]
        return [str(stage.label) in body(address) for address in addresses]

    def test_a_draft_tells_none(self, body, initiative):
        assert self.shows(body, initiative, Initiative.Stage.LAUNCHED) == [False, False, False]

    def test_a_published_sentence_tells_it(self, body, initiative):
        Article.objects.update(publication="published", published_at=timezone.now())
        assert self.shows(body, initiative, Initiative.Stage.LAUNCHED) == [True, True, True]

    def test_a_person_tells_it(self, body, initiative):
        Initiative.objects.update(stage="trial")
        assert self.shows(body, initiative, Initiative.Stage.TRIAL) == [True, True, True]

    def test_many_cost_no_more_statements_than_one(self, client, initiative, django_assert_max_num_queries):
        address = initiative.hospital.get_absolute_url()
        with CaptureQueriesContext(connection) as one:
            client.get(address)
        article = Article.objects.get(title="公开")
        for number in range(5):
            other = make_initiative(f"行动{number}", hospital=initiative.hospital, stage="launched")
            Initiative.objects.filter(pk=other.pk).update(machine_values={"stage": "launched"})
            make_claim(article, other)
        with django_assert_max_num_queries(len(one)):
            client.get(address)
