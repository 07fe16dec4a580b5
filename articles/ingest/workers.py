"""Reading many pages, in this process or in several, in the order in which they were given."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from articles.pipeline import read
from articles.recognise.types import Known

WINDOW_PER_JOB = 4
"""Pages that wait, parsed or unparsed, for each job: enough to keep it busy, few enough to keep memory flat."""


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
    # Ctrl+C reaches every process of a terminal; only this one answers it, and tells the others when to stop.
    ignore = {"initializer": signal.signal, "initargs": (signal.SIGINT, signal.SIG_IGN)}
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), **ignore)
    try:
        waiting: deque[tuple[object, Future]] = deque()
        for task, data in tasks:
            waiting.append((task, pool.submit(read, data, known) if data is not None else _done(None, known)))
            if len(waiting) >= jobs * WINDOW_PER_JOB:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.shutdown(cancel_futures=True)


def _done(data: bytes | None, known: Known) -> Future:
    future: Future = Future()
    try:
        future.set_result(None if data is None else read(data, known))
    except Exception as error:  # handed on, as a process pool does
        future.set_exception(error)
    return future
