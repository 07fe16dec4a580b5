"""`manage.py parse`: read page files without the database and print what was found."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from tqdm import tqdm

from articles.ingest.refusals import in_words
from articles.ingest.sources import Source, find_pages
from articles.page_schema import as_schema
from articles.pipeline import read

HELP = gettext_noop("""Restore page files and recognise their facts, without touching the database.

Prints JSON in the page schema (docs/page-schema.md): an array with one object per file, or one file per page in the
folder given with --output. Standard output holds only JSON; what goes wrong is told on standard error, and the command
then ends with status 1.""")


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument("paths", nargs="+", metavar="FILE", help=_("a page file, or a folder (searched for *.txt)"))
        parser.add_argument(
            "--output", type=Path, metavar="FOLDER", help=_("write <name>.json for each page into FOLDER")
        )

    def handle(self, *args, paths: list[str], output: Path | None, **options) -> None:
        sources = list(find_pages(paths))
        if output:
            _prepare(output, sources)
        pages, failed = [], 0
        for source in tqdm(sources, unit="page", disable=not sys.stderr.isatty(), leave=False):
            try:
                page = _parse(source)
            except Exception as error:  # a fault of ours in one page must not cost the others
                failed += 1
                self.stderr.write(f"{source.key}: {in_words(error)}")
            else:
                if output:
                    _target(output, source).write_text(as_json(page), encoding="utf-8")
                pages += [] if output else [page]
        if not output:
            self.stdout.write(as_json(pages), ending="")
        if failed:
            raise CommandError(_("%d of the files could not be read.") % failed)


def _prepare(output: Path, sources: list[Source]) -> None:
    """Make the folder, or say why pages cannot be written there."""
    if len({_target(output, source) for source in sources}) < len(sources):
        raise CommandError(_("Two of the files have the same name without its ending; parse them into two folders."))
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(_("%(folder)s is no folder to write to.") % {"folder": output}) from error


def _target(output: Path, source: Source) -> Path:
    return output / f"{Path(source.key).stem}.json"


def _parse(source: Source) -> dict:
    reading = read(source.read(settings.PAGE_SIZE_LIMIT))
    return as_schema(source.key, reading.page, reading.facts)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
