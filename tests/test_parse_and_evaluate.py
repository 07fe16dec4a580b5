"""The commands that work without the database."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.ingest.pages import OTHER, PAGE, TITLE

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


class TestParse:
    def test_standard_output_holds_one_array_of_pages_and_nothing_else(self, folder, capsys):
        call_command("parse", str(folder / "one.txt"), str(folder / "two.txt"))
        pages = json.loads(capsys.readouterr().out)
        assert [page["source"] for page in pages] == ["one.txt", "two.txt"]
        assert pages[0]["articles"][0]["title"] == TITLE

    def test_output_folder_gets_one_file_a_page(self, folder, capsys):
        call_command("parse", str(folder), "--output", str(folder / "out"))
        assert capsys.readouterr().out == ""
        assert sorted(path.name for path in (folder / "out").iterdir()) == ["one.json", "two.json"]
        assert json.loads((folder / "out" / "one.json").read_text(encoding="utf-8"))["source"] == "one.txt"

    def test_two_files_that_would_write_one_are_refused_before_anything_is_written(self, folder):
        (folder / "more").mkdir()
        (folder / "more" / "one.txt").write_text(OTHER, encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("parse", str(folder), "--output", str(folder / "out"))
        assert not (folder / "out").exists()

    def test_a_bad_file_is_told_on_standard_error_and_costs_only_itself(self, folder, capsys):
        (folder / "bad.txt").write_bytes(b"\x00\x01")
        with pytest.raises(CommandError) as caught:
            call_command("parse", str(folder))
        printed = capsys.readouterr()
        assert caught.value.returncode == 1
        assert "bad.txt" in printed.err
        assert len(json.loads(printed.out)) == 2

    def test_every_fact_quotes_the_text_that_it_points_to(self, capsys):
        call_command("parse", str(ROOT / "seeds"))
        pages = json.loads(capsys.readouterr().out)
        facts = [
            (page, fact)
            for page in pages
            for group in ("hospitals", "party_organisations", "figures", "initiatives", "people", "honours")
            for fact in page[group]
        ]
        assert len(facts) > 100
        for page, fact in facts:
            article = page["articles"][fact["article"]]
            text = article[fact["field"]] if fact["body"] is None else article["body"][fact["body"]]["text"]
            assert fact["quote"] in text
            assert text[fact["start"] : fact["end"]] in fact["quote"]


class TestEvaluate:
    LEAST = {
        "body_characters": ("f1", 0.97),
        "articles": ("f1", 0.8),
        "titles": ("f1", 0.8),
        "hospitals": ("f1", 0.85),
        "core_figures": ("recall", 0.8),
        "quotes": ("precision", 1.0),
    }

    def test_the_sample_pages_are_read_as_well_as_promised(self, capsys):
        call_command("evaluate")
        table = capsys.readouterr().out
        rows = {line.split()[0]: line for line in table.splitlines() if line.strip()}
        for measure, (column, least) in self.LEAST.items():
            assert value(rows[measure], column) >= least, rows[measure]

    def test_verbose_lists_misses(self, capsys):
        call_command("evaluate", verbose=True)
        assert "missed" in capsys.readouterr().out

    def test_a_folder_without_gold_is_told(self, tmp_path):
        with pytest.raises(CommandError):
            call_command("evaluate", gold=tmp_path)


def value(row: str, column: str) -> float:
    """One number of a printed row: “articles  P 1.0000  R 1.0000  F1 1.0000 …”."""
    words = row.split()
    return float(words[words.index({"precision": "P", "recall": "R", "f1": "F1"}[column]) + 1])
