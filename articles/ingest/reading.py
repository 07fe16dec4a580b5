"""Reading pages: bytes → restored page with its facts, in this process or in several."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from articles import recognise, restore
from articles.recognise.facts import recognise as recognise_facts
from articles.recognise.types import Facts, Known
from articles.restore.page import read_page
from articles.restore.types import Page

WINDOW_PER_JOB = 4
"""Pages that wait, parsed or unparsed, for each job: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as the machine reads it."""

    page: Page
    facts: Facts


@cache
def pipeline_version() -> str:
    """A stamp of the code and lexicons that read pages. It changes by itself when they do, so nobody can forget it."""
    digest = hashlib.sha256()
    for package in (restore, recognise):
        folder = Path(package.__file__).parent
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def read(data: bytes, known: Known) -> Reading:
    """Read one page. Raises `UnreadablePageError`."""
    page = read_page(data)
    return Reading(page, recognise_facts(page, known))


def read_in_order(
    tasks: Iterable[tuple[object, bytes | None]], known: Known, jobs: int
) -> Iterator[tuple[object, Future]]:
    """Read `tasks` (anything, and the bytes to read or None) and give them back in their order, each with its result.

    With more than one job, pages are parsed in other processes while this one writes.
    """
    if jobs <= 1:
        for task, data in tasks:
            yield task, _done(data, known)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[object, Future]] = deque()
        for task, data in tasks:
            waiting.append((task, pool.submit(read, data, known) if data is not None else _done(None, known)))
            if len(waiting) >= jobs * WINDOW_PER_JOB:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()


def _done(data: bytes | None, known: Known) -> Future:
    future: Future = Future()
    try:
        future.set_result(None if data is None else read(data, known))
    except Exception as error:  # handed on, as a process pool does
        future.set_exception(error)
    return future
