"""`manage.py ingest`: read page files into the archive."""

import sys
from collections import Counter
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.ingest import Options, Outcome, Summary, ingest
from articles.ingest.pages import Supplied
from articles.models import IngestOutcome

Status = IngestOutcome.Status

HELP = """Read newspaper pages (text files) into the archive.

Each file is one page. Its articles are restored, facts are proposed with the sentences they stand on, and everything
waits for review. Running it again changes nothing; what a person decided is never overwritten. One bad file never
stops the others; the command then ends with status 1 and says which file and why."""


class Command(BaseCommand):
    help = HELP
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="a page file, a folder (searched for *.txt), or - for standard input",
        )
        parser.add_argument(
            "--publish", action="store_true", help="put new articles online at once, marked as unreviewed"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="accept a file whose text is quite different from the page known under its name",
        )
        parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="parse in N processes (default: 1)")
        parser.add_argument("--newspaper", default="", help="the newspaper, which the text does not say")
        parser.add_argument(
            "--date", type=_date, metavar="YYYY-MM-DD", help="the issue date, which the text does not say"
        )
        parser.add_argument("--page-label", default="", metavar="LABEL", help="the page as printed, such as 第3版")

    def handle(self, *args, paths: list[str], **options) -> None:
        supplied = Supplied(options["newspaper"], options["date"], options["page_label"])
        chosen = Options(options["publish"], options["dry_run"], options["replace"], options["jobs"], supplied)
        with tqdm(unit="page", disable=not sys.stderr.isatty(), leave=False) as bar:
            summary = ingest(paths, chosen, report=lambda outcome: self._report(outcome, bar, options["verbosity"]))
        self._print_table(summary, dry_run=chosen.dry_run)
        if summary.failed:
            raise CommandError(_("%d of the files failed; the others were read.") % len(summary.failed), returncode=1)

    def _report(self, outcome: Outcome, bar: tqdm, verbosity: int) -> None:
        bar.update()
        if verbosity < 1 or (outcome.status == Status.UNCHANGED and not outcome.reason and verbosity < 2):
            return
        style = self.style.ERROR if outcome.status == Status.FAILED else self.style.SUCCESS
        line = f"{style(str(Status(outcome.status).label))}  {outcome.path}"
        bar.clear()
        self.stdout.write(f"{line}  {outcome.reason}".rstrip())
        bar.refresh()

    def _print_table(self, summary: Summary, *, dry_run: bool) -> None:
        counts = Counter(outcome.status for outcome in summary.outcomes)
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed. This would happen:"))
        for status in Status:
            self.stdout.write(f"{counts[status]:>8}  {status.label}")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _date(text: str) -> date:
    return date.fromisoformat(text)
