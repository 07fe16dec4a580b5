"""New pages share a transaction and its statements; what one of them cannot have, the others do not lose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.ingest import ingest
from articles.ingest.undoing import undo_run
from articles.ingest.vocabulary import ensure_vocabulary
from articles.ingest.writing.page import PageWriter
from articles.models import Article, IngestOutcome, IngestRun, SourcePage
from tests.ingest.conftest import write_pages
from tests.snapshot import content

pytestmark = pytest.mark.django_db
Status = IngestOutcome.Status


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.setattr("articles.ingest.run.AT_ONCE", 32)
    return write_pages(tmp_path / "pages", 12)


def test_more_pages_cost_hardly_more_statements(pages):
    ensure_vocabulary()
    with CaptureQueriesContext(connection) as asked:
        assert ingest([str(pages)]).count(Status.CREATED) == 12
    assert len(asked) < 12 * 12


def test_one_that_cannot_be_written_costs_itself_alone(pages, monkeypatch):
    honest = PageWriter.write

    def faulty(writer, **options):
        if writer.version.page.path == "07.txt":
            raise ValueError("boom")
        return honest(writer, **options)

    monkeypatch.setattr(PageWriter, "write", faulty)
    summary = ingest([str(pages)])
    assert [(each.path, "boom" in each.reason) for each in summary.failed] == [("07.txt", True)]
    assert [each.path for each in summary.outcomes] == [f"{number:02}.txt" for number in range(12)]
    assert SourcePage.objects.count() == Article.objects.values("page").distinct().count() == 11


def test_it_makes_no_difference(pages, monkeypatch):
    ingest([str(pages)])
    together = content()
    undo_run(IngestRun.objects.get())
    monkeypatch.setattr("articles.ingest.run.AT_ONCE", 1)
    ingest([str(pages)])
    assert content() == together


def test_copies_among_them_are_noted_as_other_names(pages):
    (pages / "99.txt").write_bytes((pages / "03.txt").read_bytes())
    ingest([str(pages)])
    assert SourcePage.objects.get(path="03.txt").aliases.get().path == "99.txt"
