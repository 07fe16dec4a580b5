"""`manage.py undo_ingest`: take back what a run of ingest did."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.ingest.undoing import undo_run
from articles.management.console import positive_number, require_database
from articles.models import IngestRun

HELP = gettext_noop("""Take back what a run of ingest did.

New pages go, pages that were read again become what they were before. What people have since decided on stays, and is
listed. The number of a run stands in the back office, under the runs; without one, the latest runs are listed.""")
LISTED = 20


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument("run", nargs="?", type=positive_number, metavar="RUN", help=_("number of the run"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))

    def handle(self, *args, run: int | None, dry_run: bool, **options) -> None:
        require_database()
        if run is None:
            self._list_runs()
            return
        found = IngestRun.objects.filter(pk=run).first()
        if found is None:
            text = _("There is no run %(run)d. Without a number, the latest runs are listed.")
            raise CommandError(text % {"run": run})
        if found.undone_at:
            raise CommandError(_("Run %(run)d was undone already.") % {"run": run})
        undone = undo_run(found, dry_run=dry_run)
        for label, rows in ((_("taken back"), undone.taken_back), (_("kept"), undone.kept)):
            for path, what in rows:
                self.stdout.write(f"{label}  {path}  {what}")
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed."))
        counts = {"taken": len(undone.taken_back), "kept": len(undone.kept)}
        self.stdout.write(_("%(taken)d taken back, %(kept)d kept.") % counts)

    def _list_runs(self) -> None:
        for run in IngestRun.objects.order_by("-pk")[:LISTED]:
            state = _("(undone)") if run.undone_at else ""
            files = _("%(count)d files") % {"count": run.outcomes.count()}
            self.stdout.write(f"{run.pk:>6}  {run}  {files}  {state}".rstrip())
