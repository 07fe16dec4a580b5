"""What was exported and read into an empty archive is exported again, byte for byte."""

import io
import json
import random
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from articles import review
from articles.ingest import Options, ingest
from articles.ingest.pages import Supplied
from articles.management.commands import export
from articles.models import (
    CLAIM_MODELS,
    Article,
    ArticleTheme,
    Hospital,
    HospitalMention,
    Initiative,
    Passage,
    Practice,
    SourcePage,
    Theme,
)
from tests.ingest.pages import BRIEF, OTHER, PAGE
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.maker import make_pages

pytestmark = pytest.mark.django_db


@contextmanager
def an_archive():
    """An archive that is gone afterwards, so that the next one is empty."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("editor")


def exported():
    output = io.StringIO()
    call_command("export", stdout=output)
    return output.getvalue()


def read_in(text, folder):
    file = folder / "archive.jsonl"
    file.write_text(text, encoding="utf-8")
    summary = ingest([str(file)])
    assert [outcome.reason for outcome in summary.failed] == []


def assert_survives(text, folder):
    with an_archive():
        read_in(text, folder)
        again = exported()
    for before, after in zip(text.splitlines(), again.splitlines(), strict=True):
        assert json.loads(after) == json.loads(before)
    assert again == text


def test_the_sample_pages(tmp_path):
    with an_archive():
        ingest(["seeds"], Options(supplied=Supplied("某某日报", date(2022, 7, 1), "第3版")))
        text = exported()
    assert len(text.splitlines()) == 5
    assert_survives(text, tmp_path)


def write_pages(folder, seed):
    folder.mkdir()
    for number, page in enumerate(random.Random(seed).sample(make_pages(LAYOUTS, 60), 8)):
        (folder / f"{number}.txt").write_bytes(page.data)


def decide_at_random(rng, editor):
    """Some of everything that editors do."""

    def some(queryset, number):
        rows = list(queryset.order_by("pk"))
        return rng.sample(rows, min(number, len(rows)))

    for model in (*CLAIM_MODELS, ArticleTheme):
        review.reject(some(model.objects.all(), 3), by=editor)
        review.confirm(some(model.objects.filter(status="proposed"), 3), by=editor)
    for passage in some(Passage.objects.all(), 8):
        middle = rng.randrange(len(passage.text))
        review.correct_text(
            passage, rng.choice([f"{passage.text[:middle]}改{passage.text[middle:]}", "全改了。"]), by=editor
        )
    for number, hospital in enumerate(some(Hospital.objects.all(), 3)):
        hospital.name, hospital.province = f"改名{number}医院", "广东省"
        review.save(hospital, by=editor)
    for article in some(Article.objects.all(), 3):
        article.title, article.kind = rng.choice(["另起的标题", ""]), "commentary"
        review.save(article, by=editor)
    for initiative in some(Initiative.objects.all(), 3):
        practice, _ = Practice.objects.get_or_create(name=f"新办法{rng.randrange(2)}")
        initiative.practice, initiative.stage = practice, "trial"
        review.save(initiative, by=editor)
    theme = Theme.objects.create(slug="new", name="新主题", order=99)
    for article in some(Article.objects.all(), 2):
        review.state(ArticleTheme(article=article, theme=theme), by=editor)
    review.delete(some(Passage.objects.filter(kind="paragraph"), 3), by=editor)
    for page in some(SourcePage.objects.all(), 3):
        page.newspaper, page.rights = "某某晚报", "internal"
        review.save(page, by=editor)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_decided(tmp_path, editor, seed):
    write_pages(tmp_path / "pages", seed)
    with an_archive():
        ingest([str(tmp_path / "pages")])
        decide_at_random(random.Random(seed), editor)
        text = exported()
    assert_survives(text, tmp_path)


@pytest.fixture
def read_pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in [("b.txt", PAGE), ("B.txt", OTHER), ("é.txt", BRIEF)]:
        (folder / name).write_text(text, encoding="utf-8")
    ingest([str(folder)])
    return folder


def test_pages_come_in_the_order_of_their_paths(read_pages):
    assert [json.loads(line)["path"] for line in exported().splitlines()] == ["B.txt", "b.txt", "é.txt"]


def test_it_says_what_stands_now(read_pages, editor):
    passage = Passage.objects.filter(article__page__path="b.txt", kind="paragraph").first()
    review.correct_text(passage, "云溪县人民医院的党员都改过了。", by=editor)
    review.reject(HospitalMention.objects.filter(hospital__name="云溪县妇幼保健院"), by=editor)
    pages = {page["path"]: page for page in map(json.loads, exported().splitlines())}
    assert pages["b.txt"]["articles"][0]["body"][0]["text"] == "云溪县人民医院的党员都改过了。"
    assert all(mention["quote"] for hospital in pages["b.txt"]["hospitals"] for mention in hospital["mentions"])
    assert [hospital for hospital in pages["B.txt"]["hospitals"] if hospital["mentions"]] == []


def test_a_fact_brings_along_what_it_stands_on(read_pages, editor):
    """The hospital of a figure is there even where nobody believes the places that name it."""
    hospital = Hospital.objects.get(name="云溪县人民医院")
    review.reject(hospital.mentions.all(), by=editor)
    pages = {page["path"]: page for page in map(json.loads, exported().splitlines())}
    assert pages["b.txt"]["figures"][0]["hospital"] == hospital.name
    assert [(each["name"], each["mentions"]) for each in pages["b.txt"]["hospitals"]] == [(hospital.name, [])]


def test_the_file_is_replaced_when_it_is_whole(read_pages, tmp_path, monkeypatch):
    file = tmp_path / "out" / "archive.jsonl"
    file.parent.mkdir()
    call_command("export", output=file)
    before = file.read_text(encoding="utf-8")
    assert before == exported()
    honest = export.as_record

    def breaks(page):
        if page.path == "b.txt":
            raise RuntimeError("boom")
        return honest(page)

    monkeypatch.setattr(export, "as_record", breaks)
    with pytest.raises(RuntimeError):
        call_command("export", output=file)
    assert file.read_text(encoding="utf-8") == before
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_told(read_pages, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export", output=tmp_path / "nowhere" / "archive.jsonl")


class TestPublished:
    @pytest.fixture
    def records(self, read_pages, editor):
        """What is exported of pages of which one has a published article beside a draft, the others drafts alone."""
        (read_pages / "a.txt").write_text(f"{PAGE}\n\n{BRIEF}", encoding="utf-8")
        ingest([str(read_pages)])
        self.shown, _draft = Article.objects.filter(page__path="a.txt").order_by("order")
        review.publish([self.shown], by=editor)
        output = io.StringIO()
        call_command("export", published=True, stdout=output)
        self.text = output.getvalue()
        return [json.loads(line) for line in self.text.splitlines()]

    def test_holds_published_articles_alone_and_no_page_text(self, records):
        (page,) = records
        assert page["path"] == "a.txt"
        assert [each["title"] for each in page["articles"]] == [self.shown.title]
        assert page.keys().isdisjoint({"text", "spans", "remnants", "fixes"})
        texts = Passage.objects.values_list("machine_text", flat=True)
        hidden = {*texts} - {*texts.filter(article=self.shown)}
        assert hidden
        assert [text for text in hidden if text in self.text] == []

    def test_says_nothing_that_only_a_draft_taught(self, records, read_pages):
        hospital = Hospital.objects.filter(mentions__passage__article=self.shown).first()
        Hospital.objects.filter(pk=hospital.pk).update(founded=1951, machine_values={"founded": 1951})
        hospital.names.create(name="起过的别名", kind="short")
        output = io.StringIO()
        call_command("export", published=True, stdout=output)
        assert "1951" not in output.getvalue()
        assert "起过的别名" not in output.getvalue()
        assert "1951" in exported()

    def test_keeps_back_what_the_rights_keep_back(self, records):
        SourcePage.objects.update(rights="summary")
        output = io.StringIO()
        call_command("export", published=True, stdout=output)
        assert output.getvalue() == ""

    def test_can_be_read_in(self, records, tmp_path):
        file = tmp_path / "published.jsonl"
        file.write_text(self.text.replace("a.txt", "other.txt"), encoding="utf-8")
        assert ingest([str(file)]).failed == []
        (copy,) = Article.objects.filter(page__path="other.txt")
        assert [each.text for each in copy.passages.all()] == [each.text for each in self.shown.passages.all()]


def test_an_empty_archive_exports_nothing():
    assert exported() == ""


def test_the_number_of_queries_does_not_grow_with_the_articles(django_assert_max_num_queries, tmp_path):
    write_pages(tmp_path / "pages", 1)
    ingest([str(tmp_path / "pages")])
    with django_assert_max_num_queries(25 + 3 * SourcePage.objects.count()):
        exported()
