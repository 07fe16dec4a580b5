"""What the commands of the archive share: words for people at a terminal."""

from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""


def require_database() -> None:
    """Stop, and say what to do, where the database is not there or behind the code."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        text = _("The database does not answer: %(error)s. Check DATABASE_URL, and that its server runs.")
        raise CommandError(text % {"error": str(error).strip()}) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            _("The database is not ready. Run first: python manage.py migrate (or quickstart, for a new archive).")
        )


def positive_number(text: str) -> int:
    """A whole number from 1, for an option."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("%(text)s is not a whole number from 1.") % {"text": text})
    return int(text)


def calendar_date(text: str) -> date:
    """A date as YYYY-MM-DD, for an option."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ArgumentTypeError(_("%(text)s is not a date such as 2022-07-01.") % {"text": text})
    return day
