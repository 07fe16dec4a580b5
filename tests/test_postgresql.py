"""The production database, once through, whatever the rest of the suite runs on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgresql

ROOT = Path(__file__).resolve().parent.parent

CODE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from articles.models import Article
from articles.search.base import search
call_command("quickstart", no_serve=True, verbosity=0)
call_command("ingest", "seeds", verbosity=0)
print(connection.vendor, Article.objects.published().count(), search("党建").count, search("医共体").count)
"""


@pytest.fixture
def server():
    if postgresql.binaries() is None:
        if postgresql.REQUIRED:
            pytest.fail(postgresql.MISSING)
        pytest.skip(postgresql.MISSING)
    with postgresql.running_server() as address:
        yield address


@pytest.mark.postgresql
def test_quickstart_ingest_and_search_on_postgresql(server, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": server,
        "ARCHIVE_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    vendor, published, *found = done.stdout.split()[-4:]
    assert vendor == "postgresql"
    assert int(published) >= 10
    assert all(int(count) > 0 for count in found)
