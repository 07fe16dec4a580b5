"""Records of the page schema: objects of a `.json` file, lines of a `.jsonl` file."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from articles.ingest.sources.source import Source, SourceError, explain, printable, read_limited

COLLECTION = 10
"""How many times the limit of a page a `.json` file may be large, because it is held in memory as a whole."""


def json_records(name: str, open_file: Callable[[], BinaryIO], limit: int) -> Iterator[Source]:
    """The object of a `.json` file, or those of its list. What cannot be read comes as a source that says so."""
    try:
        found = parsed(read_limited(open_file, limit * COLLECTION))
    except SourceError as error:
        yield Source(name, refusal=str(error))
        return
    if isinstance(found, list):
        for number, record in enumerate(found, 1):
            yield record_source(f"{name}:{number}", canonical(record))
    else:
        yield record_source(name, canonical(found))


def jsonl_records(name: str, open_file: Callable[[], BinaryIO], limit: int) -> Iterator[Source]:
    """A record a line; empty lines are passed over. Lines are read one by one, however many there are."""
    try:
        with open_file() as file:
            for number, line in enumerate(lines(file, limit), 1):
                if line.strip():
                    yield record_source(f"{name}:{number}", line)
    except OSError as error:
        yield Source(name, refusal=explain(error))


def lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a file, without their ends. Of one that is longer than `limit`, so much that this can be seen."""
    while line := file.readline(limit + 2):
        yield line.rstrip(b"\r\n")
        while line and not line.endswith(b"\n"):
            line = file.readline(limit)


def record_source(where: str, data: bytes) -> Source:
    return Source(where, lambda: io.BytesIO(data), is_record=True)


def record_of(data: bytes) -> tuple[str, bytes]:
    """The key that a record brings, and its bytes in one fixed form: however it is laid out, it is the same record.

    Raises `SourceError`.
    """
    record = parsed(data)
    if not isinstance(record, dict):
        raise SourceError(_("no object of the page schema (docs/page-schema.md)"))
    key = record.get("path") or record.get("source")
    if not isinstance(key, str) or not key.strip():
        raise SourceError(_("the record has neither a path nor a source, which would name its page"))
    return printable(key), canonical(record)


def parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(_("no JSON in UTF-8: %(error)s") % {"error": error}) from error


def canonical(record: Any) -> bytes:
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
