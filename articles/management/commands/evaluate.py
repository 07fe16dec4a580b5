"""`manage.py evaluate`: measure restoration and recognition against the gold."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.evaluation import evaluate, format_table
from articles.page_schema import as_schema
from articles.pipeline import read

HELP = gettext_noop("""Read the pages of a folder, and compare what was found with the gold.

Prints precision, recall and F1 of every measure; --verbose lists what was missed and what was extra.""")


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument(
            "--gold", type=Path, default=settings.BASE_DIR / "tests" / "gold", help=_("folder of gold files")
        )
        parser.add_argument(
            "--pages", type=Path, default=settings.BASE_DIR / "seeds", help=_("folder of the page files")
        )
        parser.add_argument("--verbose", action="store_true", help=_("list every miss and every extra"))

    def handle(self, *args, gold: Path, pages: Path, verbose: bool, **options) -> None:
        expected = {page["source"]: page for page in map(_load, sorted(gold.glob("*.json")))}
        if not expected:
            raise CommandError(_("No gold files (*.json) in %s.") % gold)
        missing = [source for source in expected if not (pages / source).is_file()]
        if missing:
            raise CommandError(
                _("These pages of the gold are not in %(folder)s: %(names)s")
                % {"folder": pages, "names": ", ".join(missing)}
            )
        found = {source: _parse(pages / source) for source in expected}
        self.stdout.write(format_table(evaluate(found, expected), verbose=verbose))


def _load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _parse(path: Path) -> dict:
    reading = read(path.read_bytes())
    return as_schema(path.name, reading.page, reading.facts)
