"""The whole way of the text: bytes → restored page with its facts. Pure, so that other processes can run it."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles import recognise, restore
from articles.page_schema import UNKNOWN_ORIGIN, Origin, read_record
from articles.recognise.facts import recognise as recognise_facts
from articles.recognise.types import NOTHING_KNOWN, Facts, Known
from articles.restore.decode import Decoded
from articles.restore.page import read_page, read_text
from articles.restore.types import Page


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as the machine reads it. `origin` is what a record says of it, or what the page prints on its edge.

    `is_record`: it came in the page schema, already restored.
    """

    page: Page
    facts: Facts
    origin: Origin = UNKNOWN_ORIGIN
    is_record: bool = False


def read(data: bytes, known: Known = NOTHING_KNOWN) -> Reading:
    """Read one page. Raises `UnreadablePageError`."""
    page = read_page(data)
    return Reading(page, recognise_facts(page, known), printed_origin(page))


def printed_origin(page: Page) -> Origin:
    """Newspaper, date and page label, as far as the page prints them."""
    printed = page.masthead
    return Origin(printed.newspaper or "", printed.issue_date, printed.page_label or "")


def read_schema(data: bytes, known: Known = NOTHING_KNOWN) -> Reading:
    """Read one page that comes as a JSON object in the page schema. Raises `SchemaError`."""
    stored = read_record(json.loads(data), lambda page: recognise_facts(page, known))
    return Reading(stored.page, stored.facts, stored.origin, is_record=True)


def read_again(text: str, encoding: str, known: Known, without: Collection[str]) -> Reading:
    """Read a page of which the text is known, leaving out the repairs named in `without`."""
    page = read_text(Decoded(text, encoding), without)
    return Reading(page, recognise_facts(page, known))


@cache
def pipeline_version() -> str:
    """A stamp of the code and lexicons that read pages. It changes by itself when they do, so nobody can forget it."""
    digest = hashlib.sha256()
    for package in (restore, recognise):
        folder = Path(package.__file__).parent
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
