"""manifest.csv: what the person who runs ingest says of each page beside it."""

import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles.ingest import Options, ingest
from articles.ingest.pages import Supplied
from articles.ingest.sources import SourceError, find_sources
from articles.ingest.sources.manifest import day
from articles.models import IngestOutcome, SourcePage
from tests.ingest.pages import OTHER, PAGE, UNLIKE

WHOLE = "file,newspaper,date,page\none.txt,某某日报,2022-07-01,第3版\nsub/two.txt,某某晚报,2022/7/2,\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    for name, text in [("one.txt", PAGE), ("sub/two.txt", OTHER), ("three.txt", UNLIKE)]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def write(folder, text, encoding="utf-8"):
    (folder / "manifest.csv").write_bytes(text.encode(encoding))


def supplied(*paths):
    """What is supplied for each page, and the problems that were told, by key."""
    found = {source.key: source for source in find_sources(map(str, paths))}
    problems = {key: source.refusal for key, source in found.items() if source.refusal}
    return {key: source.supplied for key, source in found.items() if key not in problems}, problems


def test_it_supplies_newspaper_date_and_page_for_each_file(folder):
    write(folder, WHOLE)
    assert supplied(folder) == (
        {
            "one.txt": Supplied("某某日报", date(2022, 7, 1), "第3版"),
            "sub/two.txt": Supplied("某某晚报", date(2022, 7, 2)),
            "three.txt": Supplied(),
        },
        {},
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_it_is_read_as_spreadsheets_save_it(folder, encoding):
    write(folder, WHOLE, encoding)
    found, problems = supplied(folder)
    assert (found["one.txt"].newspaper, problems) == ("某某日报", {})


def test_columns_may_stand_in_any_order_and_be_named_in_chinese(folder):
    write(folder, "版次,文件,日期\n第3版,one.txt,2022年7月1日\n")
    assert supplied(folder)[0]["one.txt"] == Supplied("", date(2022, 7, 1), "第3版")


def test_the_manifest_of_the_nearest_folder_holds(folder):
    write(folder, WHOLE)
    write(folder / "sub", "file,newspaper\ntwo.txt,某某周报\n")
    assert supplied(folder)[0]["sub/two.txt"] == Supplied("某某周报")


def test_it_holds_for_files_that_are_named_one_by_one(folder):
    write(folder, WHOLE)
    found, problems = supplied(folder / "one.txt", folder / "three.txt", folder / "manifest.csv")
    assert found == {"one.txt": Supplied("某某日报", date(2022, 7, 1), "第3版"), "three.txt": Supplied()}
    assert problems == {}


def test_it_holds_inside_a_zip_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("one.txt", PAGE)
        archive.writestr("manifest.csv", "file,newspaper\none.txt,某某日报\n")
    assert supplied(tmp_path / "pages.zip") == ({"one.txt": Supplied("某某日报")}, {})


WRONG = {
    "an unknown column": ("file,colour\none.txt,red\n", ["1", "colour"]),
    "no column of files": ("newspaper\n某某日报\n", ["1", "file"]),
    "a column twice": ("file,date,日期\none.txt,2022-07-01,\n", ["1", "issue_date"]),
    "no such day": ("file,date\none.txt,2022-02-30\n", ["2", "date", "2022-02-30"]),
    "no such file": ("file,newspaper\n\nfour.txt,某某日报\n", ["3", "file", "four.txt"]),
    "a file outside": ("file,newspaper\n../one.txt,某某日报\n", ["2", "file", "../one.txt"]),
    "a file twice": ("file,newspaper\none.txt,某某日报\n./one.txt,某某晚报\n", ["3", "file", "one.txt"]),
    "a row without a file": ("file,newspaper\n,某某日报\n", ["2", "file"]),
    "a value too many": ("file,newspaper\none.txt,某某日报,第3版\n", ["2", "3"]),
    "a name too long": (f"file,newspaper\none.txt,{'报' * 101}\n", ["2", "newspaper", "100"]),
    "an open quote": ('file,newspaper\none.txt,"某某日报\n', ["2"]),
    "nothing": ("", ["1", "file"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_by_line_and_column_and_the_pages_are_read(folder, case):
    text, words = WRONG[case]
    write(folder, text)
    found, problems = supplied(folder)
    assert set(found) == {"one.txt", "three.txt", "sub/two.txt"}
    assert list(problems) == ["manifest.csv"]
    assert [word for word in words if word not in problems["manifest.csv"]] == []


def test_a_wrong_row_supplies_nothing_and_the_others_hold(folder):
    write(folder, "file,newspaper,date\none.txt,某某日报,soon\nthree.txt,某某日报,2022-07-01\n")
    found, problems = supplied(folder)
    assert found["one.txt"] == Supplied()
    assert found["three.txt"] == Supplied("某某日报", date(2022, 7, 1))
    assert len(problems) == 1


DAYS = {
    "2022-07-01": date(2022, 7, 1),
    "2022-7-1": date(2022, 7, 1),
    "2022/7/1": date(2022, 7, 1),
    "2022.07.01": date(2022, 7, 1),
    "20220701": date(2022, 7, 1),
    "2022年7月1日": date(2022, 7, 1),
    "2022年12月31日": date(2022, 12, 31),
    "2022-07/01": None,
    "07/01/2022": None,
    "2022-13-01": None,
    "2022": None,
    "七月一日": None,
    "": None,
}


@pytest.mark.parametrize("text", DAYS)
def test_dates_in_the_forms_that_people_write(text):
    assert day(text) == DAYS[text]


@pytest.mark.django_db
class TestIngest:
    def test_the_manifest_comes_before_what_holds_for_the_whole_run(self, folder):
        write(folder, WHOLE)
        ingest([str(folder)], Options(supplied=Supplied("某某周报", page_label="头版")))
        pages = {page.path: (page.newspaper, page.page_label) for page in SourcePage.objects.all()}
        assert pages == {
            "one.txt": ("某某日报", "第3版"),
            "sub/two.txt": ("某某晚报", "头版"),
            "three.txt": ("某某周报", "头版"),
        }

    def test_a_mended_manifest_completes_what_is_unknown(self, folder):
        write(folder, "file,newspaper,date\none.txt,某某日报,soon\n")
        with pytest.raises(CommandError):
            call_command("ingest", str(folder))
        write(folder, "file,newspaper,date\none.txt,某某日报,2022-07-01\n")
        call_command("ingest", str(folder))
        page = SourcePage.objects.get(path="one.txt")
        assert (page.newspaper, page.issue_date) == ("某某日报", date(2022, 7, 1))

    def test_what_differs_from_the_archive_is_told_and_not_taken(self, folder):
        write(folder, WHOLE)
        ingest([str(folder)])
        write(folder, WHOLE.replace("某某日报", "另一日报"))
        outcome = next(each for each in ingest([str(folder)]).outcomes if each.path == "one.txt")
        assert outcome.status == IngestOutcome.Status.UNCHANGED
        assert "某某日报" in outcome.reason
        assert SourcePage.objects.get(path="one.txt").newspaper == "某某日报"


def test_an_unreadable_manifest_is_told(folder, settings):
    settings.PAGE_SIZE_LIMIT = 10
    write(folder, WHOLE)
    _, problems = supplied(folder)
    assert "10" in problems["manifest.csv"]


def test_a_manifest_is_no_page(folder):
    write(folder, WHOLE)
    assert [source.key for source in find_sources([str(folder / "manifest.csv")])] == []
    with pytest.raises(SourceError):
        next(find_sources([str(folder / "other.csv")])).read(10)
