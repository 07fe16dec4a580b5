"""Settings come from the environment, with safe defaults; production refuses to start half-configured.

Each case starts a process of its own, because settings are read once a process.
"""

import os
import stat
import string
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def python(code: str, var: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run `code` with Django set up, and nothing in the environment but what is given."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\nfrom django.conf import settings\n{code}"],
        env={**clean, "DJANGO_SETTINGS_MODULE": "archive.settings", "ARCHIVE_VAR": str(var), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def printed(code: str, var: Path, **environment: str) -> str:
    done = python(code, var, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = printed("print(settings.SECRET_KEY)", tmp_path)
    assert len(first) >= 50
    assert printed("print(settings.SECRET_KEY)", tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    code = "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'archive.settings'\n"
    code += "from django.conf import settings; print(settings.SECRET_KEY)"
    environment = {**os.environ, "ARCHIVE_VAR": str(tmp_path)}
    starts = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({start.communicate()[0] for start in starts}) == 1


def test_embedded_defaults_are_safe(tmp_path):
    code = "print(settings.DEBUG, settings.ALLOWED_HOSTS, settings.DATABASES['default']['ENGINE'])"
    assert printed(code, tmp_path) == "False ['localhost', '127.0.0.1', '[::1]'] django.db.backends.sqlite3"


def test_sqlite_lets_people_read_while_ingest_writes(tmp_path):
    code = (
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute('PRAGMA journal_mode'); print(cursor.fetchone()[0])\n"
        "    cursor.execute('PRAGMA busy_timeout'); print(cursor.fetchone()[0])\n"
        "print(connection.transaction_mode)"
    )
    assert printed(code, tmp_path).split() == ["wal", "30000", "IMMEDIATE"]


def test_a_database_address_switches_to_postgresql(tmp_path):
    code = "d = settings.DATABASES['default']; print(d['ENGINE'], d['NAME'], d['HOST'], d['PORT'])"
    address = "postgres://user:secret@db.example.org:5433/archive"
    expected = "django.db.backends.postgresql archive db.example.org 5433"
    assert printed(code, tmp_path, DATABASE_URL=address) == expected


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["SECRET_KEY", "ALLOWED_HOSTS"]),
        ({"SECRET_KEY": "x" * 50}, ["ALLOWED_HOSTS"]),
        ({"ALLOWED_HOSTS": "archive.example.org"}, ["SECRET_KEY"]),
    ],
)
def test_production_refuses_to_start_without_secret_and_hosts(tmp_path, given, missing):
    done = python("", tmp_path, ARCHIVE_MODE="production", **given)
    assert done.returncode != 0
    assert all(name in done.stderr for name in missing)
    assert not (tmp_path / "secret_key").exists()


def test_an_unknown_mode_is_refused(tmp_path):
    assert "ARCHIVE_MODE" in python("", tmp_path, ARCHIVE_MODE="productoin").stderr


PRODUCTION = {
    "ARCHIVE_MODE": "production",
    "SECRET_KEY": string.ascii_letters + string.digits,
    "ALLOWED_HOSTS": "archive.example.org",
}

FETCH = """
import re
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
if settings.PRODUCTION:
    call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "x-forwarded-proto": "https"})
page = client.get("/")
sheet = re.search(r'href="([^"]+[.]css)"', page.content.decode())[1]
style = client.get(sheet)
print(page.status_code, style.status_code, style["Content-Type"].split(";")[0], sheet, style.get("Cache-Control", ""))
"""


def test_embedded_serves_a_page_and_its_stylesheet_without_collecting(tmp_path):
    page, style, kind, sheet, *_ = printed(FETCH, tmp_path).split()
    assert (page, style, kind, sheet) == ("200", "200", "text/css", "/static/archive.css")


def test_production_serves_a_page_and_its_hashed_stylesheet(tmp_path):
    environment = {**PRODUCTION, "STATIC_ROOT": str(tmp_path / "static")}
    page, style, kind, sheet, *cache = printed(FETCH, tmp_path, **environment).split()
    assert (page, style, kind) == ("200", "200", "text/css")
    assert sheet != "/static/archive.css"
    assert "immutable" in cache
    assert (tmp_path / "static" / f"{sheet.removeprefix('/static/')}.gz").is_file()


def test_production_passes_the_deployment_checks(tmp_path):
    code = "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')"
    done = python(code, tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
