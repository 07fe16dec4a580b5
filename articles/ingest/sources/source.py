"""One page that is to be read: its name, and how to get at its bytes."""

import hashlib
import re
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from articles.ingest.pages import Supplied

STANDARD_INPUT = "-"
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
NOTHING = Supplied()


class SourceError(Exception):
    """A file cannot be read, and why, in words for people."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page to be read. `key` names it in the archive: its path relative to the folder that was given.

    A record of the page schema (`is_record`) brings its own key; until it is read, `key` says where it stands.
    `supplied` is what a manifest says of it.
    """

    key: str
    open: Callable[[], BinaryIO] | None = None
    refusal: str = ""
    supplied: Supplied = NOTHING
    is_record: bool = False

    def read(self, limit: int) -> bytes:
        """The bytes of the page, at most `limit`. Raises `SourceError`."""
        if self.open is None:
            raise SourceError(self.refusal)
        return read_limited(self.open, limit)


def read_limited(open_file: Callable[[], BinaryIO], limit: int) -> bytes:
    """The bytes of a file, at most `limit`, whatever it says of its own size. Raises `SourceError`."""
    try:
        with open_file() as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(explain(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceError(_("damaged inside its zip archive: %(error)s") % {"error": error}) from error
    if len(data) > limit:
        raise SourceError(
            _("larger than the limit of %(limit)d bytes (PAGE_SIZE_LIMIT); a page is some tens of kilobytes")
            % {"limit": limit}
        )
    return data


def standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise SourceError(_("standard input is closed"))
    return nullcontext(sys.stdin.buffer)


def input_key(data: bytes) -> str:
    """The key of a page from standard input, which has no name: it is named after its bytes."""
    return f"stdin-{hashlib.sha256(data).hexdigest()[:16]}.txt"


def printable(name: str) -> str:
    """A file name as it can be shown and stored: what is no character of a text is written as an escape."""
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), name)


def explain(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("no permission to read it")
    if isinstance(error, FileNotFoundError):
        return _("no such file or folder")
    return error.strerror or str(error)
