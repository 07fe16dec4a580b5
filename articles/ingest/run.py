"""One run of ingest: every page in its own transaction, in the order given, and an outcome for each."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.ingest.database import ArchiveUnavailableError, DatabaseFile, hold_page, persistently, write_alone
from articles.ingest.fields import clipped
from articles.ingest.known import known_names
from articles.ingest.pages import Supplied, is_another_page, news_of, supply, write_reading
from articles.ingest.refusals import in_words, is_expected
from articles.ingest.sources import SourceError
from articles.ingest.tasks import Task, find_tasks, first_known
from articles.ingest.vocabulary import ensure_vocabulary, make_vocabulary
from articles.ingest.workers import read_here, read_in_order
from articles.models import IngestOutcome, IngestRun, PageAlias, PageVersion, SourcePage
from articles.pipeline import Reading, pipeline_version
from articles.recognise.types import Known

logger = logging.getLogger(__name__)
Status = IngestOutcome.Status


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. `replace` accepts another page under a known name; `publish` puts new pages online at once."""

    publish: bool = False
    dry_run: bool = False
    replace: bool = False
    jobs: int = 1
    supplied: Supplied = field(default_factory=Supplied)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one page, and why."""

    path: str
    status: str
    reason: str = ""


@dataclass(slots=True)
class Summary:
    """What became of all pages. `run` is the record of it, None where there is nothing to say."""

    outcomes: list[Outcome] = field(default_factory=list)
    run: IngestRun | None = None

    def count(self, status: str) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == Status.FAILED]


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
    tasks = ((task, task.request if _needs_reading(task) else None) for task in find_tasks(paths, options.supplied))
    for task, future in read_in_order(tasks, run.known, options.jobs, settings.PAGE_TIME_LIMIT):
        outcome = run.settle(task, future)
        summary.outcomes.append(outcome)
        report(outcome)
    run.finish(summary)
    return summary


def _needs_reading(task: Task) -> bool:
    return not task.refusal and persistently(lambda: _settled_already(task)) is None


def _settled_already(task: Task) -> SourcePage | None:
    """The page that holds these very bytes, read by this very pipeline, under this or another name."""
    return _settled(task, SourcePage.objects.filter(path=task.key).first())


def _settled(task: Task, page: SourcePage | None) -> SourcePage | None:
    """The same, where the `page` of the task's name is known, or known to be None."""
    fresh = (task.digest, pipeline_version())
    if page is not None:
        return page if _newest(page) == fresh else None
    twins = PageVersion.objects.filter(sha256=task.digest, pipeline_version=pipeline_version()).order_by("pk")
    twin = twins.select_related("page").defer("text").first()
    return twin.page if twin and _newest(twin.page) == fresh else None


def _newest(page: SourcePage) -> tuple[str, str] | None:
    """What the newest version of a page was read from, and by which pipeline."""
    return page.versions.order_by("-number").values_list("sha256", "pipeline_version").first()


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
        self.last_refusal: Exception | None = None
        self.read_dry: dict[str, str] = {}

    def settle(self, task: Task, future: Future) -> Outcome:
        """Write one page in one transaction, or say why not. Raises ArchiveUnavailableError."""
        self.database.require()
        try:
            outcome = persistently(lambda: self._settle(task, future))
            self.last_refusal = None
        except Exception as error:
            # A fault of ours in one page must not cost the others; it is told, logged, and nothing of it was written.
            self._require_database(error)
            if not is_expected(error):
                logger.exception("ingest of %s failed", task.key)
            outcome = Outcome(task.key, Status.FAILED, _located(task, in_words(error)))
            persistently(lambda: self._note(outcome))
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
        if reading is None and (page := _settled_already(task)):
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
            return Outcome(task.key, Status.UNCHANGED, reason or _kept(page, task.supplied))
        run = self._begin()
        with transaction.atomic():
            page = SourcePage.objects.select_for_update().get(pk=page.pk)
            supply(page, task.supplied, run=run)
            outcome = Outcome(task.key, Status.UPDATED, _("newspaper, date or page label supplied"))
            self._note(outcome, page)
            transaction.set_rollback(self.options.dry_run)
        return outcome

    def _write(self, task: Task, reading: Reading) -> Outcome:
        if self.options.dry_run and (twin := self.read_dry.setdefault(task.digest, task.key)) != task.key:
            return Outcome(task.key, Status.UNCHANGED, _("the same bytes as %(path)s") % {"path": twin})
        run = self._begin()
        with transaction.atomic():
            write_alone()
            page = hold_page(task.key)
            if written := _settled(task, page):  # by another ingest, while this one read
                return self._keep(task, written)
            is_new, is_other = page is None, self._is_other(page, reading)
            news = news_of(page or SourcePage(), _said(reading, task.supplied), overwrite=is_other)
            if page is None:
                page, news = SourcePage.objects.create(path=task.key, **_rights(reading), **news), {}
            if task.is_record:
                make_vocabulary(reading.facts)
            publish = self.options.publish and is_new
            counts = write_reading(page, task.data, task.digest, reading, news=news, run=run, publish=publish)
            outcome = Outcome(task.key, _status(counts, is_new=is_new), _explain(counts))
            self._note(outcome, page)
            transaction.set_rollback(self.options.dry_run)
        return outcome

    def _is_other(self, page: SourcePage | None, reading: Reading) -> bool:
        """Whether the file is another page under a known name, which it replaces. Raises SourceError if not told to."""
        is_other = page is not None and is_another_page(page, reading.page.text)
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

    def _note(self, outcome: Outcome, page: SourcePage | None = None) -> None:
        run = self._begin()
        if run is None or outcome.status == Status.UNCHANGED:
            return
        path = clipped(IngestOutcome, "path", outcome.path)
        row = IngestOutcome(run=run, path=path, page=page, status=outcome.status, reason=outcome.reason)
        IngestOutcome.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["run", "path"], update_fields=["page", "status", "reason"]
        )


def _said(reading: Reading, supplied: Supplied) -> Supplied:
    """What is known of a page: a record knows best, but what was `supplied` goes before what a page of text prints."""
    origin = Supplied(reading.origin.newspaper, reading.origin.issue_date, reading.origin.page_label)
    return first_known(origin, supplied) if reading.is_record else first_known(supplied, origin)


def _rights(reading: Reading) -> dict[str, str]:
    return {"rights": reading.origin.rights} if reading.origin.rights else {}


def _located(task: Task, reason: str) -> str:
    return f"{task.where}: {reason}" if task.where and task.where != task.key else reason


def _kept(page: SourcePage, supplied: Supplied) -> str:
    """Which values were supplied that differ from what the archive knows, and were therefore not taken."""
    named = ((SourcePage._meta.get_field(name), value) for name, value in asdict(supplied).items() if value)
    kept = [
        f"{field.verbose_name} {field.value_from_object(page)}"
        for field, value in named
        if clipped(SourcePage, field.name, value) != field.value_from_object(page)
    ]
    return _("kept as the archive has it: %(values)s") % {"values": ", ".join(kept)} if kept else ""


def _status(counts: Counter[str], *, is_new: bool) -> str:
    if is_new:
        return Status.CREATED
    if counts["proposed"]:
        return Status.PROPOSED
    return Status.UPDATED if counts["created"] or counts["updated"] else Status.UNCHANGED


def _explain(counts: Counter[str]) -> str:
    phrases = {
        "created": ngettext("%d new article", "%d new articles", counts["created"]),
        "updated": ngettext("%d article read anew", "%d articles read anew", counts["updated"]),
        "proposed": ngettext("%d proposal", "%d proposals", counts["proposed"]),
    }
    return ", ".join(phrase % counts[name] for name, phrase in phrases.items() if counts[name])


def _as_json(options: Options) -> dict:
    values = asdict(options)
    issue_date = options.supplied.issue_date
    values["supplied"]["issue_date"] = issue_date.isoformat() if issue_date else None
    return values
