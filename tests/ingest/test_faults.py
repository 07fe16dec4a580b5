"""What goes wrong around a run: pages that take too long, processes that die, databases locked, full or gone."""

import multiprocessing
import sqlite3
import time
from typing import ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from articles import pipeline, review
from articles.ingest import Options, ingest, workers
from articles.ingest.database import ArchiveUnavailableError
from articles.models import CLAIM_MODELS, Article, IngestOutcome, Passage, SourcePage
from tests.ingest import faulty_reader
from tests.ingest.conftest import empty_archive, in_child, ingest_in_child, status_of
from tests.ingest.pages import PAGE
from tests.snapshot import content

Status = IngestOutcome.Status


class TestPagesThatCannotBeRead:
    @pytest.fixture
    def folder(self, tmp_path):
        for number in range(8):
            (tmp_path / f"{number}.txt").write_text(f"{PAGE}\n第{number}号。\n", encoding="utf-8")
        return tmp_path

    @pytest.mark.django_db
    def test_one_that_hangs_and_one_that_kills_its_reader_cost_themselves_alone(self, folder, settings, monkeypatch):
        settings.PAGE_TIME_LIMIT = 3
        monkeypatch.setattr(workers, "serve", faulty_reader.serve)
        (folder / "2.txt").write_text(faulty_reader.HANG, encoding="utf-8")
        (folder / "5.txt").write_text(faulty_reader.DIE, encoding="utf-8")
        found = {outcome.path: outcome for outcome in ingest([str(folder)], Options(jobs=2)).outcomes}
        failed = {path: outcome.reason for path, outcome in found.items() if outcome.status == Status.FAILED}
        assert set(failed) == {"2.txt", "5.txt"}
        assert "PAGE_TIME_LIMIT" in failed["2.txt"]
        assert "-9" in failed["5.txt"]
        assert list(found) == [f"{number}.txt" for number in range(8)]
        assert multiprocessing.active_children() == []

    @pytest.mark.django_db
    def test_the_time_is_limited_without_other_processes_too(self, folder, settings, monkeypatch):
        settings.PAGE_TIME_LIMIT = 1
        pipeline.read(PAGE.encode())  # loads the dictionaries before the clock runs
        honest = pipeline.read_page
        hanging = (folder / "3.txt").read_bytes()

        def read_page(data):
            while data == hanging:
                pass
            return honest(data)

        monkeypatch.setattr(pipeline, "read_page", read_page)
        failed = ingest([str(folder)]).failed
        assert [outcome.path for outcome in failed] == ["3.txt"]
        assert "PAGE_TIME_LIMIT" in failed[0].reason

    @pytest.mark.django_db
    def test_a_fault_of_ours_in_another_process_is_told(self, folder, monkeypatch):
        monkeypatch.setitem(workers.READ, "text", None)
        with pytest.raises(TypeError):
            workers.read_here(("text", b""), None, 1)


class TestDatabases:
    """The page at hand is not written, the run stops in words, and the same command completes it."""

    reference: ClassVar[dict] = {}

    def complete(self, folder):
        """Run again, and compare with an archive that nothing ever happened to."""
        assert ingest([str(folder)]).failed == []
        found = content()
        assert found == self.undisturbed(folder)

    def undisturbed(self, folder):
        """What the archive holds after a run that nothing happened to; made once, because it is always the same."""
        if not self.reference:
            empty_archive()
            ingest([str(folder)])
            self.reference.update(content())
        return self.reference

    def sabotaged(self, folder, sabotage, after=4):
        """Ingest, and do something to the database after some pages."""
        seen = []

        def report(outcome):
            seen.append(outcome)
            if len(seen) == after:
                sabotage()

        return ingest([str(folder)], report=report)

    def test_a_full_disk(self, real_archive, few_pages, monkeypatch):
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite can be told how large its file may grow")

        def fill():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")  # what other tests deleted left room in the file
                pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            connection.close()
            monkeypatch.setitem(options, "init_command", f"{options['init_command']} PRAGMA max_page_count = {pages};")

        options = connection.settings_dict["OPTIONS"]
        with pytest.raises(ArchiveUnavailableError, match="full"):
            self.sabotaged(few_pages, fill)
        assert 4 <= SourcePage.objects.count() < 10
        monkeypatch.undo()
        connection.close()
        self.complete(few_pages)

    @pytest.mark.parametrize("statement", [3, 41, 150])
    def test_a_database_that_refuses_from_some_statement_on(self, real_archive, few_pages, statement):
        """As a server does whose disk is full, or that is shut down in the middle of a page."""
        count = 0

        def refuse(execute, sql, params, many, context):
            nonlocal count
            count += 1
            if count > statement and not sql.startswith(("SELECT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
                raise OperationalError("No space left on device")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse), pytest.raises(ArchiveUnavailableError, match="No space left"):
            ingest([str(few_pages)])
        self.complete(few_pages)

    def test_a_connection_that_breaks_is_made_again(self, real_archive, few_pages):
        """As after a restart of the server between two pages."""
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no server that could be started again")
        found = self.sabotaged(few_pages, lambda: connection.connection.close())
        assert {outcome.status for outcome in found.outcomes} == {Status.CREATED}

    def test_a_database_that_is_gone(self, real_archive, few_pages, tmp_path, monkeypatch):
        settings = connection.settings_dict

        def vanish():
            connection.close()
            monkeypatch.setitem(settings, "NAME", "no/such/database")

        with pytest.raises(ArchiveUnavailableError):
            self.sabotaged(few_pages, vanish)
        monkeypatch.undo()
        assert SourcePage.objects.count() == 4
        self.complete(few_pages)

    def test_a_database_file_that_is_removed_is_not_written_into_the_void(self, real_archive, few_pages, tmp_path):
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite keeps its database in one file")
        path = connection.settings_dict["NAME"]
        kept = tmp_path / "kept.sqlite3"

        def remove():
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            kept.hardlink_to(path)
            kept.with_name("gone").hardlink_to(path)
            type(kept)(path).unlink()

        with pytest.raises(ArchiveUnavailableError, match=r"archive\.sqlite3"):
            self.sabotaged(few_pages, remove)
        connection.close()
        kept.rename(path)
        assert SourcePage.objects.count() == 4
        self.complete(few_pages)

    def test_a_lock_that_lasts_is_told(self, real_archive, few_pages, monkeypatch):
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL waits for as long as it takes")
        connection.close()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        with pytest.raises(ArchiveUnavailableError, match="locked"):
            self.sabotaged(few_pages, lambda: other.execute("BEGIN IMMEDIATE"))
        other.close()
        assert SourcePage.objects.count() == 4
        self.complete(few_pages)

    def test_the_command_says_it(self, real_archive, few_pages, monkeypatch, tmp_path, capsys):
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", "no/such/database")
        with pytest.raises(CommandError) as caught:
            call_command("ingest", str(few_pages))
        monkeypatch.undo()
        assert caught.value.returncode == 1


def test_what_an_editor_saves_during_ingest_stays(real_archive, few_pages):
    """Every page changes and is read again, while somebody confirms, rejects and corrects what stands in them."""
    ingest([str(few_pages)])
    editor = get_user_model().objects.create_user("editor")
    for path in few_pages.glob("*.txt"):
        path.write_bytes(path.read_bytes() + "\n又及。\n".encode())
    articles = list(Article.objects.order_by("-pk").values_list("pk", flat=True))
    child = ingest_in_child(few_pages)
    verdicts, texts = {}, {}
    for article in articles:
        for passage in Passage.objects.filter(article=article, kind="paragraph").order_by("pk")[:1]:
            if decided(lambda passage=passage: review.correct_text(passage, f"{passage.text}（改）", by=editor)):
                texts[passage.pk] = f"{passage.text}（改）"
        for model in CLAIM_MODELS:
            claims = list(model.objects.in_article(article).order_by("pk")[:2])
            for claim, act in zip(claims, (review.confirm, review.reject)[: len(claims)], strict=True):
                if decided(lambda claim=claim, act=act: act([claim], by=editor)):
                    verdicts[model, claim.pk] = act
    assert status_of(child) == 0
    assert texts
    assert verdicts
    assert {pk: Passage.objects.get(pk=pk).text for pk in texts} == texts
    states = {review.confirm: "confirmed", review.reject: "rejected"}
    for (model, pk), act in verdicts.items():
        assert model.objects.get(pk=pk).status == states[act]


def decided(act):
    """Whether an act was done. What ingest has just replaced cannot be decided on any more, as an editor is told."""
    try:
        return act() is not None
    except (Passage.DoesNotExist, OperationalError):
        return False


def test_a_lock_that_passes_is_waited_for(real_archive, few_pages, tmp_path):
    def hold():
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("LOCK articles_sourcepage IN ACCESS EXCLUSIVE MODE")
            (tmp_path / "held").touch()
            time.sleep(0.5)

    holder = in_child(hold)
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    assert status_of(ingest_in_child(few_pages)) == 0
    assert status_of(holder) == 0
    assert SourcePage.objects.count() == 10
