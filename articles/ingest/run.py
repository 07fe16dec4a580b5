"""One run of ingest: every file in its own transaction, in the order given, and an outcome for each."""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.ingest.fields import clipped
from articles.ingest.known import known_names
from articles.ingest.pages import Supplied, is_another_page, newest_version, supply, write_reading
from articles.ingest.refusals import in_words
from articles.ingest.sources import STANDARD_INPUT, Source, SourceError, find_sources, input_key
from articles.ingest.vocabulary import ensure_vocabulary
from articles.ingest.workers import read_in_order
from articles.models import IngestOutcome, IngestRun, PageAlias, PageVersion, SourcePage
from articles.pipeline import Reading, pipeline_version, read
from articles.recognise.types import Known
from articles.restore.types import UnreadablePageError
from articles.search.index import index_names

logger = logging.getLogger(__name__)
Status = IngestOutcome.Status
LONGEST_PATH = SourcePage._meta.get_field("path").max_length


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
    """What became of one file, and why. `page` is None where there is none, or in a dry run."""

    path: str
    status: str
    reason: str = ""
    page: SourcePage | None = None


@dataclass(slots=True)
class Summary:
    """What became of all files."""

    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, status: str) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == Status.FAILED]


@dataclass(frozen=True, slots=True)
class Task:
    """A file on its way through the run: its bytes, or why it has none."""

    key: str
    data: bytes = b""
    digest: str = ""
    refusal: str = ""


def ingest(
    paths: Iterable[str],
    options: Options | None = None,
    *,
    by: AbstractBaseUser | None = None,
    report: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Ingest the page files under `paths`; call `report` with each outcome as it comes.

    One bad file never stops the others. What is interrupted is completed by running the same again.
    """
    options = options or Options()
    ensure_vocabulary()
    known = known_names()
    run = _Run(options, known, by)
    summary = Summary()
    tasks = ((task, task.data if _needs_reading(task) else None) for task in _tasks(paths))
    for task, future in read_in_order(tasks, known, options.jobs):
        outcome = run.settle(task, future)
        summary.outcomes.append(outcome)
        report(outcome)
    run.finish(summary)
    return summary


def _tasks(paths: Iterable[str]) -> Iterator[Task]:
    for source in find_sources(paths):
        yield _task(source)


def _task(source: Source) -> Task:
    try:
        data = source.read(settings.PAGE_SIZE_LIMIT)
    except SourceError as error:
        return Task(source.key, refusal=str(error))
    key = input_key(data) if source.key == STANDARD_INPUT else source.key
    if len(key) > LONGEST_PATH:
        return Task(key, refusal=_("its path is longer than %(limit)d characters") % {"limit": LONGEST_PATH})
    return Task(key, data, hashlib.sha256(data).hexdigest())


def _needs_reading(task: Task) -> bool:
    return not task.refusal and _settled_already(task) is None


def _settled_already(task: Task) -> SourcePage | None:
    """The page that holds these very bytes, read by this very pipeline, under this or another name."""
    page = SourcePage.objects.filter(path=task.key).first()
    if page is not None:
        newest = newest_version(page)
        fresh = newest.sha256 == task.digest and newest.pipeline_version == pipeline_version()
        return page if fresh else None
    versions = PageVersion.objects.filter(sha256=task.digest, pipeline_version=pipeline_version())
    twin = versions.order_by("pk").select_related("page").first()
    return twin.page if twin and newest_version(twin.page).sha256 == task.digest else None


class _Run:
    """Writes pages and outcomes, and the record of the run itself as soon as there is something to say."""

    def __init__(self, options: Options, known: Known, by: AbstractBaseUser | None) -> None:
        self.options = options
        self.known = known
        self.by = by
        self.record: IngestRun | None = None
        self.read_dry: dict[str, str] = {}

    def settle(self, task: Task, future: Future) -> Outcome:
        """Write one file in one transaction, or say why not."""
        try:
            try:
                outcome = self._settle(task, future)
            except IntegrityError:
                # Another ingest wrote the same name or page at the same moment. By now its rows can be seen.
                outcome = self._settle(task, future)
        except Exception as error:
            # A fault of ours in one page must not cost the others; it is told, logged, and nothing of it was written.
            if not isinstance(error, SourceError | UnreadablePageError):
                logger.exception("ingest of %s failed", task.key)
            outcome = Outcome(task.key, Status.FAILED, in_words(error))
            self._note(outcome)
        return outcome

    def _settle(self, task: Task, future: Future) -> Outcome:
        if task.refusal:
            raise SourceError(task.refusal)
        page = _settled_already(task)
        return self._keep(task, page) if page else self._write(task, future.result() or read(task.data, self.known))

    def finish(self, summary: Summary) -> None:
        if self.record is not None:
            self.record.unchanged_count = summary.count(Status.UNCHANGED)
            self.record.finished_at = timezone.now()
            self.record.save(update_fields=["unchanged_count", "finished_at"])

    def _keep(self, task: Task, page: SourcePage) -> Outcome:
        """The bytes are in the archive. Note another name for them, and what was supplied and not known yet."""
        reason = "" if page.path == task.key else _("the same bytes as %(path)s") % {"path": page.path}
        was_supplied = supply(page, self.options.supplied)
        if not self.options.dry_run:
            if was_supplied:
                page.save()
                index_names([page])
            if reason:
                PageAlias.objects.get_or_create(path=task.key, defaults={"page": page})
        if not was_supplied:
            return Outcome(task.key, Status.UNCHANGED, reason, page)
        outcome = Outcome(task.key, Status.UPDATED, _("newspaper, date or page label supplied"), page)
        self._note(outcome)
        return outcome

    def _write(self, task: Task, reading: Reading) -> Outcome:
        twin = self.read_dry.setdefault(task.digest, task.key)
        if self.options.dry_run and twin != task.key:
            return Outcome(task.key, Status.UNCHANGED, _("the same bytes as %(path)s") % {"path": twin})
        run = self._begin()
        with transaction.atomic():
            page = SourcePage.objects.select_for_update().filter(path=task.key).first()
            is_new = page is None
            page = page or SourcePage(path=task.key)
            is_other = not is_new and is_another_page(page, reading.page.text)
            if is_other and not self.options.replace:
                raise SourceError(
                    _(
                        "another page is known under this name. Rename the file, or ingest the folder above, so that "
                        "the names differ; --replace makes this the new text of that page"
                    )
                )
            supply(page, self.options.supplied, overwrite=is_other)
            page.save()
            publish = self.options.publish and is_new
            counts = write_reading(page, task.data, task.digest, reading, run=run, publish=publish)
            outcome = Outcome(task.key, _status(counts, is_new=is_new), _explain(counts), page)
            self._note(outcome)
            transaction.set_rollback(self.options.dry_run)
        return outcome

    def _begin(self) -> IngestRun | None:
        """The record of this run; none in a dry run."""
        if self.record is None and not self.options.dry_run:
            self.record = IngestRun.objects.create(
                by=self.by, pipeline_version=pipeline_version(), options=_as_json(self.options)
            )
        return self.record

    def _note(self, outcome: Outcome) -> None:
        run = self._begin()
        if run is not None and outcome.status != Status.UNCHANGED:
            IngestOutcome.objects.update_or_create(
                run=run,
                path=clipped(IngestOutcome, "path", outcome.path),
                defaults={"page": outcome.page, "status": outcome.status, "reason": outcome.reason},
            )


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
