"""`manage.py ingest`: read page files into the archive."""

import sys
from collections import Counter

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from tqdm import tqdm

from articles.ingest import Options, Outcome, ingest
from articles.ingest.database import ArchiveUnavailableError
from articles.ingest.pages import Supplied
from articles.ingest.sources import find_sources
from articles.management.console import INTERRUPTED, calendar_date, positive_number, require_database
from articles.models import IngestOutcome

Status = IngestOutcome.Status

HELP = gettext_noop("""Read newspaper pages into the archive.

Each text file is one page. Its articles are restored, facts are proposed with the sentences they stand on, and
everything waits for review. Running it again changes nothing; what a person decided is never overwritten. One bad
file never stops the others; the command then ends with status 1 and says which file and why. A manifest.csv beside the
pages says from which newspaper and issue they are (docs/ingest.md).""")


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help=_(
                "a page (*.txt), pages in the page schema (*.json, *.jsonl), a zip archive of pages, a folder of all "
                "these, or - for standard input"
            ),
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help=_("put the articles of new pages online at once, marked as unreviewed"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, change nothing"))
        parser.add_argument(
            "--replace",
            action="store_true",
            help=_("accept a file whose text is quite different from the page known under its name"),
        )
        parser.add_argument(
            "--jobs", type=positive_number, default=1, metavar="N", help=_("parse in N processes (default: 1)")
        )
        parser.add_argument("--newspaper", default="", help=_("the newspaper, which the text does not say"))
        parser.add_argument(
            "--date", type=calendar_date, metavar="YYYY-MM-DD", help=_("the issue date, which the text does not say")
        )
        parser.add_argument("--page-label", default="", metavar="LABEL", help=_("the page as printed, such as 第3版"))

    def handle(self, *args, paths: list[str], verbosity: int, **options) -> None:
        require_database()
        supplied = Supplied(options["newspaper"], options["date"], options["page_label"])
        chosen = Options(options["publish"], options["dry_run"], options["replace"], options["jobs"], supplied)
        counts: Counter[str] = Counter()
        try:
            self._run(paths, chosen, counts, verbosity)
        except KeyboardInterrupt:
            text = _("Interrupted. What was read is safe; the same command goes on from here.")
            raise CommandError(text, returncode=INTERRUPTED) from None
        except ArchiveUnavailableError as error:
            raise CommandError(str(error)) from error
        finally:
            self._print_table(counts, chosen)
        if counts[Status.FAILED]:
            raise CommandError(_("%d of the files failed; the others were read.") % counts[Status.FAILED])

    def _run(self, paths: list[str], chosen: Options, counts: Counter[str], verbosity: int) -> None:
        """Ingest and count the outcomes. Where somebody watches, the pages are counted first, for the progress bar."""
        is_watched = sys.stderr.isatty()
        total = sum(1 for _source in find_sources(paths)) if is_watched else None
        with tqdm(total=total, unit="page", disable=not is_watched, leave=False) as bar:

            def report(outcome: Outcome) -> None:
                counts[outcome.status] += 1
                bar.update()
                bar.clear()
                self._tell(outcome, verbosity)

            ingest(paths, chosen, report=report)

    def _tell(self, outcome: Outcome, verbosity: int) -> None:
        """One line for a file; for one that is simply unchanged, only if asked for more."""
        is_news = outcome.status != Status.UNCHANGED or outcome.reason
        if verbosity > 1 or (verbosity == 1 and is_news):
            style = self.style.ERROR if outcome.status == Status.FAILED else self.style.SUCCESS
            label = style(str(Status(outcome.status).label))
            self.stdout.write(f"{label}  {outcome.path}  {outcome.reason}".rstrip())

    def _print_table(self, counts: Counter[str], chosen: Options) -> None:
        if chosen.dry_run:
            self.stdout.write(_("Dry run: nothing was changed. This would happen:"))
        for status in Status:
            self.stdout.write(f"{counts[status]:>8}  {status.label}")
