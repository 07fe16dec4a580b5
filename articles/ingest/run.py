"""One run of ingest: pages in the order given, written together as far as they are new, and an outcome for each."""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.ingest.arrivals import settled, settled_already, unknown_among
from articles.ingest.database import ArchiveUnavailableError, DatabaseFile, hold_page, persistently, write_alone
from articles.ingest.fields import clipped
from articles.ingest.known import known_names
from articles.ingest.outcomes import Outcome, Status, Summary, explain, kept, located, status_of
from articles.ingest.pages import Copy, Supplied, is_another_page, news_of, supply, write_again, write_new
from articles.ingest.refusals import in_words, is_expected
from articles.ingest.sources import SourceError
from articles.ingest.tasks import Task, find_tasks, first_known
from articles.ingest.vocabulary import ensure_vocabulary, make_vocabulary
from articles.ingest.workers import Request, read_here, read_in_order
from articles.ledger import Keys
from articles.models import IngestOutcome, IngestRun, PageAlias, SourcePage
from articles.pipeline import Reading, pipeline_version
from articles.recognise.types import Known
from articles.search.index import batches

logger = logging.getLogger(__name__)
AT_ONCE = 32
"""Pages that are written together, at most: enough to share the cost of statements, few enough to let others write."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. `replace` accepts another page under a known name; `publish` puts new pages online at once."""

    publish: bool = False
    dry_run: bool = False
    replace: bool = False
    jobs: int = 1
    supplied: Supplied = field(default_factory=Supplied)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that is about to be read. `is_unknown`: the archive knew neither its name nor its bytes."""

    task: Task
    is_unknown: bool


Read = tuple[Task, Future]
"""A page with what was read of it, or why it could not be."""


def ingest(
    paths: Iterable[str],
    options: Options | None = None,
    *,
    by: AbstractBaseUser | None = None,
    report: Callable[[Outcome], None] = lambda outcome: None,
    run: IngestRun | None = None,
) -> Summary:
    """Ingest the pages under `paths`; call `report` with each outcome as it comes. With `run`, go on with that one.

    One bad file never stops the others. What is interrupted is completed by running the same again. Raises
    `ArchiveUnavailableError` where the database cannot be written any more.
    """
    try:
        return _ingest(paths, options or Options(), by, report, run)
    except (OperationalError, InterfaceError) as error:
        raise ArchiveUnavailableError(error) from error


def _ingest(
    paths: Iterable[str],
    options: Options,
    by: AbstractBaseUser | None,
    report: Callable[[Outcome], None],
    record: IngestRun | None,
) -> Summary:
    persistently(ensure_vocabulary)
    run = _Run(options, known_names(), by, record)
    summary = Summary()
    arrivals = _arrivals(find_tasks(paths, options.supplied))
    for pages in _together(read_in_order(arrivals, run.known, options.jobs, settings.PAGE_TIME_LIMIT), options):
        for outcome in run.settle(pages):
            summary.outcomes.append(outcome)
            report(outcome)
    run.finish(summary)
    return summary


def _arrivals(tasks: Iterable[Task]) -> Iterator[tuple[Arrival, Request | None]]:
    """Each page with what there is to read of it: nothing where it was refused, or the archive has it."""
    for some in batches(tasks, AT_ONCE):
        unknown = persistently(lambda some=some: unknown_among(some))
        for task in some:
            arrival = Arrival(task, not task.refusal and task.key in unknown)
            yield arrival, task.request if arrival.is_unknown or _needs_reading(task) else None


def _needs_reading(task: Task) -> bool:
    return not task.refusal and persistently(lambda: settled_already(task)) is None


def _together(pages: Iterable[tuple[Arrival, Future]], options: Options) -> Iterator[list[Read]]:
    """Pages in lists of those that can be written together: new ones of different names and bytes. Others are alone."""
    waiting: list[Read] = []
    marks: set[str] = set()
    for arrival, future in pages:
        page, its = (arrival.task, future), {arrival.task.key, arrival.task.digest}
        is_plain = arrival.is_unknown and not options.dry_run and future.exception() is None
        if is_plain and marks.isdisjoint(its):
            waiting.append(page)
            marks |= its
            ready = [waiting] if len(waiting) == AT_ONCE else []
        else:
            ready = [waiting, [page]]
        if ready:
            yield from filter(None, ready)
            waiting, marks = [], set()
    if waiting:
        yield waiting


@contextmanager
def without_collection() -> Iterator[None]:
    """Rows by the thousand, none of them in a circle: to look for circles among them costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class OvertakenError(Exception):
    """Another ingest wrote one of the pages meanwhile."""


class _Run:
    """Writes pages and outcomes, and the record of the run itself as soon as there is something to say."""

    def __init__(
        self, options: Options, known: Known, by: AbstractBaseUser | None, record: IngestRun | None = None
    ) -> None:
        self.options = options
        self.known = known
        self.by = by
        self.record = record
        self.database = DatabaseFile()
        self.keys = Keys()
        self.last_refusal: Exception | None = None
        self.read_dry: dict[str, str] = {}

    def settle(self, pages: Sequence[Read]) -> Iterator[Outcome]:
        """Write pages that go together in one transaction; where one of them cannot be written, each in its own.

        Raises ArchiveUnavailableError.
        """
        self.database.require()
        try:
            outcomes = self._settle_together(pages) if len(pages) > 1 else []
        except Exception as error:  # told, or logged, of the one page whose fault it is
            logger.info("%d pages are written one by one, because together: %r", len(pages), error)
            outcomes = []
        yield from outcomes or (self._settle_alone(*page) for page in pages)

    def _settle_together(self, pages: Sequence[Read]) -> list[Outcome]:
        self._begin()
        with without_collection(), transaction.atomic():
            write_alone()
            if len(unknown_among([task for task, _ in pages])) < len(pages):
                raise OvertakenError
            return self._write_new([(task, future.result()) for task, future in pages])

    def _settle_alone(self, task: Task, future: Future) -> Outcome:
        """Write one page in one transaction, or say why not."""
        self.database.require()
        try:
            outcome = persistently(lambda: self._settle(task, future))
            self.last_refusal = None
        except Exception as error:
            # A fault of ours in one page must not cost the others; it is told, logged, and nothing of it was written.
            self._require_database(error)
            if not is_expected(error):
                logger.exception("ingest of %s failed", task.key)
            outcome = Outcome(task.key, Status.FAILED, located(task, in_words(error)))
            persistently(lambda: self._note({outcome: None}))
        return outcome

    def _require_database(self, error: Exception) -> None:
        """Where the database refuses two pages in a row, it is not the pages' fault. Raises ArchiveUnavailableError."""
        refusal = error if isinstance(error, OperationalError | InterfaceError) else None
        if refusal and self.last_refusal:
            raise ArchiveUnavailableError(error) from error
        self.last_refusal = refusal

    def _settle(self, task: Task, future: Future) -> Outcome:
        if task.refusal:
            raise SourceError(task.refusal)
        reading = future.result()
        if reading is None and (page := settled_already(task)):
            return self._keep(task, page)
        return self._write(task, reading or read_here(task.request, self.known, settings.PAGE_TIME_LIMIT))

    def finish(self, summary: Summary) -> None:
        summary.run = self.record
        if self.record is not None:
            self.record.unchanged_count += summary.count(Status.UNCHANGED)
            self.record.finished_at = timezone.now()
            self.record.save(update_fields=["unchanged_count", "finished_at"])

    def _keep(self, task: Task, page: SourcePage) -> Outcome:
        """The bytes are in the archive. Note another name for them, and what was supplied and not known yet."""
        reason = "" if page.path == task.key else _("the same bytes as %(path)s") % {"path": page.path}
        if reason and not self.options.dry_run:
            PageAlias.objects.get_or_create(path=task.key, defaults={"page": page})
        if not news_of(page, task.supplied):
            return Outcome(task.key, Status.UNCHANGED, reason or kept(page, task.supplied))
        run = self._begin()
        with transaction.atomic():
            page = SourcePage.objects.select_for_update().get(pk=page.pk)
            supply(page, task.supplied, run=run)
            outcome = Outcome(task.key, Status.UPDATED, _("newspaper, date or page label supplied"))
            self._note({outcome: page})
            transaction.set_rollback(self.options.dry_run)
        return outcome

    def _write(self, task: Task, reading: Reading) -> Outcome:
        if self.options.dry_run and (twin := self.read_dry.setdefault(task.digest, task.key)) != task.key:
            return Outcome(task.key, Status.UNCHANGED, _("the same bytes as %(path)s") % {"path": twin})
        self._begin()
        with transaction.atomic():
            write_alone()
            page = hold_page(task.key)
            if written := settled(task, page):  # by another ingest, while this one read
                return self._keep(task, written)
            outcome = self._write_again(page, task, reading) if page else self._write_new([(task, reading)])[0]
            transaction.set_rollback(self.options.dry_run)
        return outcome

    def _write_new(self, pages: Sequence[tuple[Task, Reading]]) -> list[Outcome]:
        copies = {}
        for task, reading in pages:
            news = news_of(SourcePage(), _said(reading, task.supplied)) | _rights(reading)
            copies[task.key] = Copy(task.data, task.digest, reading, news)
            if task.is_record:
                make_vocabulary(reading.facts)
        written = write_new(copies, self.keys, run=self.record, publish=self.options.publish)
        outcomes = {Outcome(path, Status.CREATED, explain(counts)): page for path, (page, counts) in written.items()}
        self._note(outcomes)
        return list(outcomes)

    def _write_again(self, page: SourcePage, task: Task, reading: Reading) -> Outcome:
        news = news_of(page, _said(reading, task.supplied), overwrite=self._is_other(page, reading))
        if task.is_record:
            make_vocabulary(reading.facts)
        counts = write_again(page, Copy(task.data, task.digest, reading, news), run=self.record)
        outcome = Outcome(task.key, status_of(counts), explain(counts))
        self._note({outcome: page})
        return outcome

    def _is_other(self, page: SourcePage, reading: Reading) -> bool:
        """Whether the file is another page under a known name, which it replaces. Raises SourceError if not told to."""
        is_other = is_another_page(page, reading.page.text)
        if is_other and not self.options.replace:
            raise SourceError(
                _(
                    "another page is known under this name. Rename the file, or ingest the folder above, so that the "
                    "names differ; --replace makes this the new text of that page"
                )
            )
        return is_other

    def _begin(self) -> IngestRun | None:
        """The record of this run; none in a dry run."""
        if self.record is None and not self.options.dry_run:
            self.record = IngestRun.objects.create(
                by=self.by, pipeline_version=pipeline_version(), options=_as_json(self.options)
            )
        return self.record

    def _note(self, outcomes: Mapping[Outcome, SourcePage | None]) -> None:
        run = self._begin()
        if run is None:
            return
        rows = [
            IngestOutcome(
                run=run,
                path=clipped(IngestOutcome, "path", outcome.path),
                page=page,
                status=outcome.status,
                reason=outcome.reason,
            )
            for outcome, page in outcomes.items()
            if outcome.status != Status.UNCHANGED
        ]
        IngestOutcome.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["run", "path"], update_fields=["page", "status", "reason"]
        )


def _said(reading: Reading, supplied: Supplied) -> Supplied:
    """What is known of a page: a record knows best, but what was `supplied` goes before what a page of text prints."""
    origin = Supplied(reading.origin.newspaper, reading.origin.issue_date, reading.origin.page_label)
    return first_known(origin, supplied) if reading.is_record else first_known(supplied, origin)


def _rights(reading: Reading) -> dict[str, str]:
    return {"rights": reading.origin.rights} if reading.origin.rights else {}


def _as_json(options: Options) -> dict:
    values = asdict(options)
    issue_date = options.supplied.issue_date
    values["supplied"]["issue_date"] = issue_date.isoformat() if issue_date else None
    return values
