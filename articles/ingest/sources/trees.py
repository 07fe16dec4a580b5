"""Folders and zip archives as trees of files: names that are relative and safe, in a stable order."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from articles.ingest.sources.source import SourceError, explain, printable

MOST_MEMBERS = 200_000
MOST_EXPANSION = 100
"""How many times its size a file may grow when it is unpacked. Text grows three to ten times."""
EXPANSION_COUNTS_FROM = 100_000
"""Bytes below which a file may grow as it likes: it can do no harm."""
UTF8_NAME, ENCRYPTED = 0x800, 0x1
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a tree: its name relative to the root, with slashes; `refusal` says why it must not be opened."""

    name: str
    path: object
    refusal: str = ""


class Tree(Protocol):
    """Files below one root."""

    label: str
    """What tells it from other trees."""
    can_nest: bool
    """Whether archives in it are opened too."""

    def files(self) -> Iterator[File]:
        """Every file that is not hidden, those of a folder before its subfolders, by name."""

    def find(self, name: str) -> File | None:
        """The file of this name."""

    def open(self, file: File) -> BinaryIO:
        """Its bytes. Raises OSError, or what `zipfile` raises."""


class Folder:
    """A folder of the disk. Links to folders are not followed; a link that leads nowhere is a file that fails."""

    can_nest = True

    def __init__(self, root: Path) -> None:
        self.root, self.label = root, str(root)

    def files(self) -> Iterator[File]:
        problems: list[OSError] = []
        for root, folders, names in os.walk(self.root, onerror=problems.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(root, name)
                if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                    yield File(printable(path.relative_to(self.root).as_posix()), path)
        for problem in problems:
            yield File(printable(str(problem.filename)), None, explain(problem))

    def find(self, name: str) -> File | None:
        path = self.root / name
        return File(name, path) if path.is_file() else None

    def open(self, file: File) -> BinaryIO:
        return file.path.open("rb")


class Zip:
    """A zip archive, of which nothing is ever unpacked to the disk."""

    can_nest = False

    def __init__(self, path: Path) -> None:
        """Raises SourceError where the whole archive is not to be trusted."""
        self.label = str(path)
        try:
            self.archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise SourceError(_("no zip archive, or a damaged one: %(error)s") % {"error": error}) from error
        members = [info for info in self.archive.infolist() if not info.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise SourceError(_("more than %(limit)d files in one zip archive") % {"limit": MOST_MEMBERS})
        if sum(info.compress_size for info in members) > path.stat().st_size:
            raise SourceError(_("a zip archive whose files overlap: that is how archives are made that never end"))
        self.members = {name: File(name, info, refusal(info, name)) for info in members if (name := shown_name(info))}

    def files(self) -> Iterator[File]:
        visible = (file for file in self.members.values() if file.refusal or not is_hidden(file.name))
        yield from sorted(visible, key=lambda file: walking_order(file.name))

    def find(self, name: str) -> File | None:
        return self.members.get(name)

    def open(self, file: File) -> BinaryIO:
        return self.archive.open(file.path)

    def close(self) -> None:
        self.archive.close()


def shown_name(info: zipfile.ZipInfo) -> str:
    """The name of a member, with slashes. Archives made on Chinese Windows write names in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return printable(name.replace("\\", "/"))


def refusal(info: zipfile.ZipInfo, name: str) -> str:
    """Why a member must not be read, or nothing."""
    expands = info.file_size > max(EXPANSION_COUNTS_FROM, MOST_EXPANSION * info.compress_size)
    reasons = (
        (UNSAFE_NAME.search(name), _("its name leads out of the zip archive")),
        (stat.S_ISLNK(info.external_attr >> 16), _("a link inside a zip archive")),
        (info.flag_bits & ENCRYPTED, _("locked with a password; unlock the zip archive first")),
        (expands, _("grows more than %(limit)d times when unpacked") % {"limit": MOST_EXPANSION}),
    )
    return next((reason for holds, reason in reasons if holds), "")


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)


def walking_order(name: str) -> list[tuple[bool, str]]:
    """The order of a walk: files of a folder first, then its subfolders."""
    *folders, file = PurePosixPath(name).parts
    return [*((True, folder) for folder in folders), (False, file)]
