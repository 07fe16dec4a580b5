"""`manage.py reindex`: write the search index again."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from tqdm import tqdm

from articles.management.console import require_database
from articles.search.rebuild import reindex

HELP = gettext_noop("""Write the search index again, from all articles and names.

Ingest and review keep the index by themselves; this is for an archive that was restored or changed behind their back,
or after an upgrade that says so. Safe to repeat and to break off; the site may go on serving meanwhile.""")


class Bars:
    """Progress on a terminal: one bar for each kind of record."""

    def __call__(self, what: str, done: int, total: int) -> None:
        if done == 0:
            self.bar = tqdm(total=total, desc=what, unit="", disable=not total)
        self.bar.update(done - self.bar.n)
        if done >= total:
            self.bar.close()


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)

    def handle(self, **options) -> None:
        require_database()
        reindex(progress=Bars() if self.stderr.isatty() else self.write_line)
        self.stdout.write(self.style.SUCCESS(_("The search index is complete.")))

    def write_line(self, what: str, done: int, total: int) -> None:
        if done:
            self.stdout.write(f"{what}: {done}/{total}")
