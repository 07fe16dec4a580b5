"""Where page files come from: files, folders and standard input."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

STANDARD_INPUT = "-"
PAGE_SUFFIX = ".txt"


class SourceError(Exception):
    """A file cannot be read, and why, in words for people."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page file to be read. `key` names it in the archive: its path relative to the folder that was given."""

    key: str
    path: Path | None
    refusal: str = ""

    def read(self, limit: int) -> bytes:
        """The bytes of the file, at most `limit`. Raises `SourceError`."""
        if self.refusal:
            raise SourceError(self.refusal)
        try:
            with self.path.open("rb") if self.path else nullcontext(sys.stdin.buffer) as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise SourceError(_explain(error)) from error
        if len(data) > limit:
            raise SourceError(
                _("larger than the limit of %(limit)d bytes (PAGE_SIZE_LIMIT); a page is some tens of kilobytes")
                % {"limit": limit}
            )
        return data


def find_sources(paths: Iterable[str]) -> Iterator[Source]:
    """The page files under `paths`, in a stable order: files as given, folders recursively by name.

    What cannot be searched comes as a source that refuses to be read, so that it shows up among the outcomes.
    """
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            yield Source(STANDARD_INPUT, None)
        elif path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield Source(path.name, path)
        else:
            yield Source(given, path, _("no such file or folder"))


def input_key(data: bytes) -> str:
    """The key of a page from standard input, which has no name: it is named after its bytes."""
    return f"stdin-{hashlib.sha256(data).hexdigest()[:16]}{PAGE_SUFFIX}"


def _in_folder(folder: Path) -> Iterator[Source]:
    problems: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(PAGE_SUFFIX) and not name.startswith("."):
                found = True
                path = Path(root, name)
                yield Source(path.relative_to(folder).as_posix(), path)
    for problem in problems:
        yield Source(str(problem.filename), None, _explain(problem))
    if not found and not problems:
        yield Source(str(folder), None, _("no page files (*.txt) in this folder"))


def _explain(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("no permission to read it")
    if isinstance(error, FileNotFoundError):
        return _("no such file or folder")
    return error.strerror or str(error)
