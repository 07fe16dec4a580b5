"""`manage.py export`: the archive as pages of the page schema, one a line."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from tqdm import tqdm

from articles.export import export_pages
from articles.management.console import require_database
from articles.models import SourcePage
from articles.page_schema import as_record, without_page_text

HELP = gettext_noop("""Write the archive in the page schema (docs/page-schema.md), a page a line, in the order of paths.

It holds what stands now: corrected texts, facts that nobody rejected, and where each page comes from. Accounts,
decisions and what is published are not in it. `ingest FILE.jsonl` reads it into another archive.""")


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument(
            "--output", type=Path, metavar="FILE.jsonl", help=_("write into this file (default: standard output)")
        )

        parser.add_argument(
            "--published", action="store_true", help=_("only what anybody may read in full: no drafts, no page texts")
        )

    def handle(self, *args, output: Path | None, published: bool, **options) -> None:
        require_database()
        if output is None:
            self._write(self.stdout, published=published)
            return
        if not output.parent.is_dir():
            raise CommandError(_("There is no folder %(folder)s: make it first.") % {"folder": output.parent})
        try:
            with replaced_when_done(output) as file:
                self._write(file, published=published)
        except OSError as error:
            text = _("%(file)s cannot be written: %(reason)s") % {"file": output, "reason": error.strerror or error}
            raise CommandError(text) from error

    def _write(self, file: TextIO, *, published: bool) -> None:
        every = SourcePage.objects.public() if published else SourcePage.objects.all()
        as_json = without_page_text if published else as_record
        pages = tqdm(
            export_pages(published=published),
            total=every.count(),
            unit="page",
            disable=not sys.stderr.isatty(),
            leave=False,
        )
        for page in pages:
            file.write(f"{json.dumps(as_json(page), ensure_ascii=False)}\n")


@contextmanager
def replaced_when_done(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of `path` once it is whole and on the disk; until then, what was there stays."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
