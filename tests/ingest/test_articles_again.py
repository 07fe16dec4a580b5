"""A newer machine that cuts a page into other articles: that is for a person to decide, and then it is so for good."""

from dataclasses import replace

import pytest

from articles import pipeline, review
from articles.checking import check_archive
from articles.ingest import Options, ingest
from articles.models import Article, Passage, Proposal
from tests.factories import make_user
from tests.ingest.pages import BRIEF, PAGE

pytestmark = pytest.mark.django_db
HONEST = pipeline.read_page


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads the same page as a machine of that name: `wise` cuts it rightly, `rash` makes one article of all."""
    (tmp_path / "page.txt").write_text(f"{PAGE}{BRIEF}", encoding="utf-8")

    def put(machine, version=""):
        monkeypatch.setattr(pipeline, "read_page", MACHINES[machine])
        for module in ("articles.ingest.arrivals", "articles.ingest.pages"):
            monkeypatch.setattr(f"{module}.pipeline_version", lambda: f"{machine}{version}")
        ingest([str(tmp_path)], Options())
        assert [str(finding) for finding in check_archive()] == []

    return put


def in_one(data):
    """The page with all its articles in the first; their titles become headings."""
    page = HONEST(data)
    first, *others = page.articles
    body = list(first.body)
    for article in others:
        head = (article.kicker, article.title, article.subtitle, *article.bylines)
        body += [replace(part, kind="heading", level=1) for part in head if part] + list(article.body)
    return replace(page, articles=(replace(first, body=tuple(body)),))


MACHINES = {"wise": HONEST, "rash": in_one}


def addresses():
    return set(Article.objects.values_list("public_id", flat=True))


def fields():
    return sorted(Proposal.objects.filter(status="open").values_list("field", flat=True))


def test_a_split_is_proposed_and_taken(read, editor):
    read("rash")
    address = Article.objects.get().public_id
    read("wise")
    assert (Article.objects.get().public_id, fields()) == (address, ["parts"])
    review.take(proposal=Proposal.objects.get(), by=editor)
    assert Article.objects.count() == 2
    assert address in addresses()
    kept = addresses()
    read("wise", "again")
    assert (addresses(), fields()) == (kept, [])
    assert {article.passages.filter(kind="title").count() for article in Article.objects.all()} == {1}


def test_a_split_that_nobody_wants_is_not_proposed_again(read, editor):
    read("rash")
    read("wise")
    review.dismiss(proposal=Proposal.objects.get(), by=editor)
    read("wise", "again")
    assert (Article.objects.count(), fields()) == (1, [])


def test_a_split_that_the_machine_takes_back_is_proposed_no_more(read):
    read("rash")
    before = list(Passage.objects.order_by("pk").values_list("machine_text", "kind", "article"))
    read("wise")
    read("rash", "again")
    assert fields() == []
    assert list(Passage.objects.order_by("pk").values_list("machine_text", "kind", "article")) == before


def test_a_join_is_proposed_and_taken(read, editor):
    read("wise")
    kept = addresses()
    first = Article.objects.earliest("order")
    texts = set(Passage.objects.values_list("machine_text", "article"))
    read("rash")
    assert addresses() == kept
    assert set(Passage.objects.values_list("machine_text", "article")) == texts
    assert fields() == ["joined_into_id"]
    review.take(proposal=Proposal.objects.get(), by=editor)
    assert {passage.article for passage in Passage.objects.all()} == {first}
    assert addresses() == kept
    read("rash", "again")
    assert (addresses(), fields()) == (kept, [])


def test_a_person_who_split_an_article_is_not_asked_again(read, editor):
    read("rash")
    article = Article.objects.get()
    part = [passage for passage in article.passages.all() if passage.machine_text in BRIEF]
    review.split_article(article=article, passages=part, by=editor)
    read("rash", "again")
    assert (Article.objects.count(), fields()) == (2, [])


def test_what_a_person_joined_stays_joined(read, editor):
    read("wise")
    first, *others = Article.objects.order_by("order")
    review.join_articles(article=first, others=others, by=editor)
    read("wise", "again")
    assert not Passage.objects.exclude(article=first).exists()
    assert fields() == []
