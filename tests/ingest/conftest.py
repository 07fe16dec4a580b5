"""An archive that other processes see, can break and can be killed over."""

import os
import signal
import sqlite3
import time
import traceback
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, connections

from articles.ingest import ingest, run
from articles.pipeline import read
from tests.ingest.pages import PAGE
from tests.page_maker.layouts import SINGLE
from tests.page_maker.maker import make_pages


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    """Let ingest write few pages together, so that small folders need several transactions."""
    monkeypatch.setattr(run, "AT_ONCE", 4)


@pytest.fixture
def real_archive(transactional_db, tmp_path_factory):
    """An empty archive outside of any transaction: the test database of PostgreSQL, or a file of SQLite."""
    if connection.vendor == "postgresql":
        yield
        return
    with on_file(tmp_path_factory.mktemp("archive") / "archive.sqlite3"):
        yield


@contextmanager
def on_file(path):
    """Let this process work on a copy of the test database, which is in memory, in a file."""
    connection.ensure_connection()
    memory, settings = connection.connection, connection.settings_dict
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.close()
    name, connection.connection = settings["NAME"], None
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], connection.connection = name, memory


@pytest.fixture
def small_pages(tmp_path):
    """A folder of thirty small made-up pages that share hospitals and people."""
    return write_pages(tmp_path / "pages", 30)


@pytest.fixture
def few_pages(tmp_path):
    return write_pages(tmp_path / "pages", 10)


def write_pages(folder, number):
    folder.mkdir()
    for index, page in enumerate(make_pages(SINGLE, number)):
        (folder / f"{index:02}.txt").write_bytes(page.data)
    return folder


def in_child(work):
    """Start `work` in a copy of this process, with its own connection to the archive. Returns its process id."""
    read(PAGE.encode())  # so that no child loads dictionaries of its own
    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        connection.inherited, connection.connection = connection.connection, None
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ingest_in_child(*folders, **options):
    return in_child(lambda: ingest([str(folder) for folder in folders], **options))


def status_of(child):
    """How a child ended: 0 is well, above that its exit status, below it the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def interrupt(child, number, seconds):
    """Send a child a signal after some seconds. Returns how it ended."""
    time.sleep(seconds)
    os.kill(child, number)
    return status_of(child)


def empty_archive():
    call_command("flush", interactive=False, verbosity=0)
