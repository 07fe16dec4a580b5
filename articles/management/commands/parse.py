"""`manage.py parse`: read page files without the database and print what was found."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.ingest.sources import SourceError, find_sources
from articles.page_schema import as_schema
from articles.pipeline import read
from articles.restore.types import UnreadablePageError

HELP = """Restore page files and recognise their facts, without touching the database.

Prints JSON in the page schema (docs/page-schema.md): an array with one object per file, or one file per page in the
folder given with --output. Standard output holds only JSON; what goes wrong is told on standard error, and the command
then ends with status 1."""


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help="a page file, or a folder (searched for *.txt)")
        parser.add_argument("--output", type=Path, metavar="FOLDER", help="write <name>.json for each page into FOLDER")

    def handle(self, *args, paths: list[str], output: Path | None, **options) -> None:
        sources = list(find_sources(paths))
        targets = {source.key: output / f"{Path(source.key).stem}.json" for source in sources} if output else {}
        if len(set(targets.values())) < len(sources) and output:
            raise CommandError(
                _("Two of the files have the same name without its ending; parse them into two folders.")
            )
        pages, failed = [], 0
        for source in tqdm(sources, unit="page", disable=not sys.stderr.isatty(), leave=False):
            try:
                data = source.read(settings.PAGE_SIZE_LIMIT)
                reading = read(data)
            except (SourceError, UnreadablePageError) as error:
                failed += 1
                self.stderr.write(f"{source.key}: {error}")
                continue
            page = as_schema(Path(source.key).name, reading.page, reading.facts)
            if output:
                output.mkdir(parents=True, exist_ok=True)
                targets[source.key].write_text(as_json(page), encoding="utf-8")
            else:
                pages.append(page)
        if not output:
            self.stdout.write(as_json(pages), ending="")
        if failed:
            raise CommandError(_("%d of the files could not be read.") % failed, returncode=1)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
