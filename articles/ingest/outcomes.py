"""What becomes of the pages of a run, in words for people."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.ingest.fields import clipped
from articles.ingest.pages import Supplied
from articles.ingest.tasks import Task
from articles.models import IngestOutcome, IngestRun, SourcePage

Status = IngestOutcome.Status


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


def located(task: Task, reason: str) -> str:
    """A reason, with the line of the collection that a page came from."""
    return f"{task.where}: {reason}" if task.where and task.where != task.key else reason


def kept(page: SourcePage, supplied: Supplied) -> str:
    """Which values were supplied that differ from what the archive knows, and were therefore not taken."""
    named = ((SourcePage._meta.get_field(name), value) for name, value in asdict(supplied).items() if value)
    kept = [
        f"{field.verbose_name} {field.value_from_object(page)}"
        for field, value in named
        if clipped(SourcePage, field.name, value) != field.value_from_object(page)
    ]
    return _("kept as the archive has it: %(values)s") % {"values": ", ".join(kept)} if kept else ""


def status_of(counts: Counter[str]) -> str:
    """What became of a page that was read again."""
    if counts["proposed"]:
        return Status.PROPOSED
    return Status.UPDATED if counts["created"] or counts["updated"] else Status.UNCHANGED


def explain(counts: Counter[str]) -> str:
    """What was written of a page."""
    phrases = {
        "created": ngettext("%d new article", "%d new articles", counts["created"]),
        "updated": ngettext("%d article read anew", "%d articles read anew", counts["updated"]),
        "proposed": ngettext("%d proposal", "%d proposals", counts["proposed"]),
    }
    return ", ".join(phrase % counts[name] for name, phrase in phrases.items() if counts[name])
