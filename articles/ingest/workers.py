"""Reading many pages, in this process or in several, in the order in which they were given.

A page that takes too long, or whose process dies, costs that page: the process is replaced and the others go on.
"""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from django.utils.translation import gettext as _

from articles.ingest.sources import SourceError
from articles.pipeline import Reading
from articles.reader import READ, serve
from articles.recognise.types import Known

T = TypeVar("T")
Request = tuple[str, bytes]
"""The kind of a page ("text" or "record") and its bytes."""

WINDOW_PER_JOB = 24
"""Pages that wait, parsed or unparsed, for each job: enough to keep it busy, few enough to keep memory flat."""


def read_in_order(
    tasks: Iterable[tuple[T, Request | None]], known: Known, jobs: int, seconds: float
) -> Iterator[tuple[T, Future]]:
    """Read `tasks` (anything, and what to read for it or None) and give them back in their order with the results.

    With more than one job, pages are parsed in other processes while this one writes. A page that takes longer than
    `seconds` fails with `SourceError`.
    """
    if jobs <= 1:
        for task, request in tasks:
            yield task, _done(lambda request=request: read_here(request, known, seconds))
        return
    pool = Readers(known, seconds, jobs)
    try:
        waiting: deque[tuple[T, Future]] = deque()
        for task, request in tasks:
            waiting.append((task, pool.submit(request)))
            if len(waiting) >= jobs * WINDOW_PER_JOB:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        pool.close()


class Readers:
    """Processes that read, and a thread for each that waits for it."""

    def __init__(self, known: Known, seconds: float, jobs: int) -> None:
        self.known, self.seconds = known, seconds
        self.threads = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
        self.own = threading.local()
        self.processes: set[ReaderProcess] = set()

    def submit(self, request: Request | None) -> Future:
        return self.threads.submit(self._read, request) if request else _done(lambda: None)

    def close(self) -> None:
        """Stop at once; what is being read is dropped."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self._kill_all()
        self.threads.shutdown()
        self._kill_all()  # one may have been about to start

    def _read(self, request: Request) -> Reading:
        process = getattr(self.own, "process", None) or self._start()
        try:
            answer = process.ask(request, self.seconds)
        except SourceError:
            self.own.process = None
            self.processes.discard(process)
            raise
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _kill_all(self) -> None:
        for process in list(self.processes):
            process.kill()

    def _start(self) -> "ReaderProcess":
        self.own.process = ReaderProcess(self.known)
        self.processes.add(self.own.process)
        return self.own.process


class ReaderProcess:
    """One process that reads, seen from outside."""

    def __init__(self, known: Known) -> None:
        context = get_context("spawn")
        self.requests, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, known), daemon=True)
        self.process.start()
        self.is_ready = False
        theirs.close()

    def ask(self, request: Request, seconds: float) -> Reading | Exception:
        """What it answers. Raises SourceError, and is of no more use, where it does not."""
        try:
            if not self.is_ready:
                self.is_ready = self.requests.recv() is None
            self.requests.send(request)
            if self.requests.poll(seconds):
                return self.requests.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise SourceError(
                _("the process that read it died (exit status %(status)s); perhaps the memory ran out")
                % {"status": self.process.exitcode}
            ) from error
        self.kill()
        raise TooLongError(seconds)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


class TooLongError(SourceError):
    """Reading a page took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(_("reading it took longer than %(seconds)g seconds (PAGE_TIME_LIMIT)") % {"seconds": seconds})


def read_here(request: Request | None, known: Known, seconds: float) -> Reading | None:
    """Read in this process; the time is limited where there is an alarm clock for it, in the main thread."""
    if request is None:
        return None
    kind, data = request
    with deadline(seconds):
        return READ[kind](data, known)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise TooLongError(seconds)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _done(work: Callable[[], Reading | None]) -> Future:
    """A future whose work is done already."""
    future: Future = Future()
    try:
        future.set_result(work())
    except Exception as error:  # handed on, as a pool does
        future.set_exception(error)
    return future
