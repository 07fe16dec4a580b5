"""Finding and reading page files, and what is said where that fails."""

import io
import os
import pwd
import tempfile
from pathlib import Path

import pytest
from django.utils.translation import gettext

from articles.ingest.sources import SourceError, find_sources

LIMIT = 1000


@pytest.fixture
def closed_folder():
    """A folder with a file and a folder that the reader has no permission for.

    Permissions do not bind root: where the tests run as root, they step down to nobody meanwhile.
    """
    nobody = pwd.getpwnam("nobody").pw_uid
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed.txt").write_text("x")
        (folder / "closed.txt").chmod(0)
        (folder / "locked").mkdir(mode=0)
        if is_root:
            os.seteuid(nobody)
        yield folder
        if is_root:
            os.seteuid(0)
        (folder / "locked").chmod(0o755)


def keys(*paths):
    return [source.key for source in find_sources(map(str, paths))]


def refusal(path):
    (source,) = find_sources([str(path)])
    with pytest.raises(SourceError) as caught:
        source.read(LIMIT)
    return str(caught.value)


def test_a_folder_is_searched_deeply_and_in_a_stable_order(tmp_path):
    for name in ["b.txt", "a.TXT", "year/2.txt", "year/1.txt", "notes.md", ".hidden.txt", ".git/x.txt"]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    assert keys(tmp_path) == ["a.TXT", "b.txt", "year/1.txt", "year/2.txt"]


def test_a_file_is_named_after_itself_whatever_its_ending(tmp_path):
    (tmp_path / "page.text").write_text("x")
    assert keys(tmp_path / "page.text") == ["page.text"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("党建".encode())))
    (source,) = find_sources(["-"])
    assert source.read(LIMIT) == "党建".encode()


def test_a_missing_path_is_told(tmp_path):
    assert refusal(tmp_path / "nothing.txt") == gettext("no such file or folder")


def test_a_folder_without_pages_is_told(tmp_path):
    (tmp_path / "readme.md").write_text("x")
    assert "*.txt" in refusal(tmp_path)


def test_a_file_over_the_limit_is_refused_not_cut(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"x" * (LIMIT + 1))
    assert str(LIMIT) in refusal(tmp_path / "big.txt")


def test_a_file_at_the_limit_is_read(tmp_path):
    (tmp_path / "full.txt").write_bytes(b"x" * LIMIT)
    (source,) = find_sources([str(tmp_path)])
    assert len(source.read(LIMIT)) == LIMIT


def test_a_file_that_may_not_be_read_is_told(closed_folder):
    assert refusal(closed_folder / "closed.txt") == gettext("no permission to read it")


def test_a_folder_that_may_not_be_searched_is_told(closed_folder):
    assert refusal(closed_folder / "locked") == gettext("no permission to read it")


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_path_is_not_the_current_folder(given):
    (source,) = find_sources([given])
    with pytest.raises(SourceError):
        source.read(LIMIT)


def test_a_name_that_no_file_can_have_is_told(tmp_path):
    assert refusal(tmp_path / ("x" * 600))


def test_a_broken_link_is_told_and_a_pipe_is_passed_over(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (source,) = find_sources([str(tmp_path)])
    assert source.key == "link.txt"
    with pytest.raises(SourceError):
        source.read(LIMIT)


def test_a_link_to_a_file_is_read_under_its_own_name_and_one_to_a_folder_is_passed_over(tmp_path):
    kept, given = tmp_path / "kept", tmp_path / "given"
    kept.mkdir()
    given.mkdir()
    (kept / "page.txt").write_bytes(b"x")
    (given / "link.txt").symlink_to(kept / "page.txt")
    (given / "folder").symlink_to(kept)
    assert {source.key: source.read(LIMIT) for source in find_sources([str(given)])} == {"link.txt": b"x"}


def test_names_that_are_no_text_become_printable_keys(tmp_path):
    names = [b"bytes\xff\xfe.txt", b"two\nlines.txt", "党建 ❤.txt".encode()]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123 - bytes as names
            file.write(b"x")
    found = {source.key: source.read(LIMIT) for source in find_sources([str(tmp_path)])}
    assert found == {"bytes\\udcff\\udcfe.txt": b"x", "two\\nlines.txt": b"x", "党建 ❤.txt": b"x"}


def test_closed_standard_input_is_told(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    (source,) = find_sources(["-"])
    with pytest.raises(SourceError):
        source.read(LIMIT)
