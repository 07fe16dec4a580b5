"""Zip archives: read as the folder that they would unpack to, and never trusted."""

import io
import stat
import zipfile

import pytest
from django.utils.translation import gettext

from articles.ingest.sources import SourceError, find_sources
from articles.ingest.sources.trees import MOST_EXPANSION

LIMIT = 1_000_000


def pack(path, members, **options):
    """A zip archive of members by name: bytes, or (ZipInfo, bytes)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(*(data if isinstance(data, tuple) else (name, data)))
    return path


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def read_all(path):
    """What every source holds, by key; of one that refuses, the reason."""
    found = {}
    for source in find_sources([str(path)]):
        try:
            found[source.key] = source.read(LIMIT)
        except SourceError as error:
            found[source.key] = str(error)
    return found


def test_an_archive_is_read_as_its_folder(tmp_path):
    members = {"b.txt": b"b", "2022/1.txt": b"1", "a.txt": b"a", "notes.md": b"x", "__MACOSX/._a.txt": b"x"}
    found = read_all(pack(tmp_path / "pages.zip", members))
    assert list(found.items()) == [("a.txt", b"a"), ("b.txt", b"b"), ("2022/1.txt", b"1")]


def test_an_archive_in_a_folder_stands_for_a_folder_of_its_name(tmp_path):
    (tmp_path / "year").mkdir()
    pack(tmp_path / "year" / "may.zip", {"1.txt": b"1"})
    assert read_all(tmp_path) == {"year/may/1.txt": b"1"}


@pytest.mark.parametrize("name", ["../up.txt", "/etc/page.txt", "a/../../up.txt", "C:\\up.txt", "..\\up.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused_alone(tmp_path, name):
    found = read_all(pack(tmp_path / "tricks.zip", {name: b"x", "good.txt": b"good"}))
    assert found.pop("good.txt") == b"good"
    assert list(found.values()) == [gettext("its name leads out of the zip archive")]


def test_a_link_is_refused_alone(tmp_path):
    path = pack(tmp_path / "links.zip", {"link.txt": (link("link.txt"), b"/etc/passwd"), "good.txt": b"good"})
    assert read_all(path) == {"link.txt": gettext("a link inside a zip archive"), "good.txt": b"good"}


def test_a_bomb_is_refused_unopened(tmp_path, monkeypatch):
    path = pack(tmp_path / "bomb.zip", {"bomb.txt": b"0" * 50_000_000, "good.txt": b"good"})
    opened = []
    honest = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, file: opened.append(file.filename) or honest(self, file))
    found = read_all(path)
    assert str(MOST_EXPANSION) in found.pop("bomb.txt")
    assert found == {"good.txt": b"good"}
    assert opened == ["good.txt"]


def test_a_member_that_lies_about_its_size_is_cut_off_at_the_limit(tmp_path):
    path = pack(tmp_path / "liar.zip", {"page.txt": b"x" * (LIMIT * 3)})
    data = path.read_bytes()
    size, lie = (LIMIT * 3).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, lie))
    (reason,) = read_all(path).values()
    assert isinstance(reason, str)


def test_members_that_overlap_are_refused_altogether(tmp_path):
    path = pack(tmp_path / "overlap.zip", {f"{n}.txt": bytes([n]) * 50_000 for n in range(3)})
    with zipfile.ZipFile(path) as archive:
        sizes = {info.compress_size for info in archive.infolist()}
    data = path.read_bytes()
    for size in sizes:
        data = data.replace(size.to_bytes(4, "little"), (60_000).to_bytes(4, "little"))
    path.write_bytes(data)
    (reason,) = read_all(path).values()
    assert isinstance(reason, str)


def test_an_archive_in_an_archive_is_refused_alone(tmp_path):
    inner = io.BytesIO()
    pack(inner, {"1.txt": b"1"})
    found = read_all(pack(tmp_path / "outer.zip", {"inner.zip": inner.getvalue(), "good.txt": b"good"}))
    assert isinstance(found.pop("inner.zip"), str)
    assert found == {"good.txt": b"good"}


def test_a_locked_member_is_refused_alone(tmp_path):
    path = pack(tmp_path / "locked.zip", {"1.txt": b"1"})
    data = bytearray(path.read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flags] |= 1
    path.write_bytes(data)
    assert read_all(path) == {"1.txt": gettext("locked with a password; unlock the zip archive first")}


def test_a_damaged_member_is_told_alone(tmp_path):
    path = pack(tmp_path / "damaged.zip", {"1.txt": b"one " * 100, "2.txt": b"two"})
    data = bytearray(path.read_bytes())
    data[data.index(b"1.txt") + 8] ^= 0xFF
    path.write_bytes(data)
    found = read_all(path)
    assert isinstance(found.pop("1.txt"), str)
    assert found == {"2.txt": b"two"}


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_is_told(tmp_path, data):
    (tmp_path / "no.zip").write_bytes(data)
    (reason,) = read_all(tmp_path / "no.zip").values()
    assert isinstance(reason, str)


def test_names_from_chinese_windows_are_read(tmp_path):
    path = tmp_path / "gbk.zip"
    raw = "第1版.txt".encode("gb18030")
    pack(path, {"x" * len(raw): b"1"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert read_all(path) == {"第1版.txt": b"1"}


def test_folders_may_be_told_apart_by_backslashes(tmp_path):
    assert read_all(pack(tmp_path / "windows.zip", {"2022\\1.txt": b"1"})) == {"2022/1.txt": b"1"}
