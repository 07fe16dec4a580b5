"""The database under a long run: one writer at a time, and clear words where it is gone."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from articles.models import CLAIM_MODELS, SourcePage

T = TypeVar("T")
ATTEMPTS = 4
PAUSE = 0.05
"""Seconds before the second attempt, twice as long before each further one; more or less, so that two do not meet."""
INGEST_LOCK = 0x6172636869766531
"""The name of the lock that ingests share; any number that nobody else uses."""
TRANSIENT = (IntegrityError, OperationalError, InterfaceError)


class ArchiveUnavailableError(Exception):
    """The database cannot be written at all, so that a run cannot go on; in words for people."""

    def __init__(self, error: object) -> None:
        text = _(
            "The database cannot be written: %(error)s. Nothing is half-written, and what was read is safe. Once this "
            "is mended, the same command goes on from here."
        )
        super().__init__(text % {"error": str(error).strip()})


def persistently(work: Callable[[], T]) -> T:
    """Do `work`, a transaction, again where others were in its way: they wrote the same name, or held a row."""
    for attempt in range(1, ATTEMPTS):
        try:
            return work()
        except TRANSIENT:
            connection.close_if_unusable_or_obsolete()
            time.sleep(PAUSE * 2**attempt * random.random())
    return work()


def write_alone() -> None:
    """Let no other ingest write until the present transaction ends; people at work are not held up.

    Two ingests that make the same hospital at the same time would otherwise make it twice. A transaction of SQLite is
    alone by itself (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INGEST_LOCK])


def hold_page(path: str) -> SourcePage | None:
    """The page of this path, with its articles and claims: nobody decides on them until the transaction ends."""
    page = SourcePage.objects.select_for_update().filter(path=path).first()
    if page is not None and connection.features.has_select_for_update:
        list(page.articles.select_for_update().order_by("pk").values_list("pk"))
        for model in CLAIM_MODELS:
            claims = model.objects.filter(passage__article__page=page).order_by("pk")
            list(claims.select_for_update(of=("self",)).values_list("pk"))
    return page


class DatabaseFile:
    """The file of an SQLite database. Where it is removed, SQLite goes on writing into what nobody will ever read."""

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
        self.identity = self._identity()

    def require(self) -> None:
        """Raises ArchiveUnavailableError where the file is not the one that it was."""
        if self._identity() != self.identity:
            raise ArchiveUnavailableError(_("the file %(path)s was removed or replaced") % {"path": self.path})

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat() if self.path else None
        except OSError:
            return None
        return (status.st_dev, status.st_ino) if status else None
