"""Where page files come from: files, folders and standard input."""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

STANDARD_INPUT = "-"
PAGE_SUFFIX = ".txt"
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


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
            with self.path.open("rb") if self.path else _standard_input() as file:
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
        if given == STANDARD_INPUT:
            yield Source(STANDARD_INPUT, None)
            continue
        try:
            yield from _at(given)
        except OSError as error:
            yield Source(printable(given), None, _explain(error))


def input_key(data: bytes) -> str:
    """The key of a page from standard input, which has no name: it is named after its bytes."""
    return f"stdin-{hashlib.sha256(data).hexdigest()[:16]}{PAGE_SUFFIX}"


def printable(name: str) -> str:
    """A file name as it can be shown and stored: what is no character of a text is written as an escape."""
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), name)


def _at(given: str) -> Iterator[Source]:
    path = Path(given)
    if not given.strip():
        yield Source(given, None, _("an empty path; name a file or a folder (. for this one)"))
    elif path.is_dir():
        yield from _in_folder(path)
    else:
        path.stat()
        yield Source(printable(path.name), path)


def _in_folder(folder: Path) -> Iterator[Source]:
    problems: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if (
                name.lower().endswith(PAGE_SUFFIX)
                and not name.startswith(".")
                and (path.is_file() or path.is_symlink())
            ):
                found = True
                yield Source(printable(path.relative_to(folder).as_posix()), path)
    for problem in problems:
        yield Source(printable(str(problem.filename)), None, _explain(problem))
    if not found and not problems:
        yield Source(printable(str(folder)), None, _("no page files (*.txt) in this folder"))


def _is_page(path: Path) -> bool:
    """A file by name and kind. A link that leads nowhere counts, so that it is told; a pipe or device does not."""
    named = path.name.lower().endswith(PAGE_SUFFIX) and not path.name.startswith(".")
    return named and (path.is_file() or not path.exists())


def _standard_input():
    if sys.stdin is None:
        raise SourceError(_("standard input is closed"))
    return nullcontext(sys.stdin.buffer)


def _explain(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("no permission to read it")
    if isinstance(error, FileNotFoundError):
        return _("no such file or folder")
    return error.strerror or str(error)
