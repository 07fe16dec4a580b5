"""`quickstart`: one command from nothing to an archive that can be read and edited; again, and nothing changes."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.models import Article, Figure, Hospital, Initiative
from tests.postgresql import free_port
from tests.snapshot import snapshot

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def archive(db, capsys):
    """The archive after `quickstart --no-serve`, and what it printed."""
    call_command("quickstart", no_serve=True)
    return capsys.readouterr().out


def test_the_sample_pages_are_online_and_marked_as_unreviewed(archive):
    assert Article.objects.published().count() >= 10
    assert set(Article.objects.values_list("review", flat=True)) == {"waiting"}
    assert Hospital.objects.public().count() >= 15
    for model in (Initiative.objects.public(), Figure.objects.public()):
        assert model.exists()


def test_the_editor_can_log_in_with_the_password_that_was_shown(archive, client):
    password = re.search(r"(?:密码|password)\s*(\S+?)(?=[\s（(]|$)", archive)[1]
    assert client.login(username="editor", password=password)
    editor = get_user_model().objects.get()
    assert editor.is_staff
    assert {group.name for group in editor.groups.all()} == {"编辑", "审核"}
    assert client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_a_given_password_is_used_and_not_shown(client, capsys):
    call_command("quickstart", no_serve=True, password="given-by-hand")
    assert "given-by-hand" not in capsys.readouterr().out
    assert client.login(username="editor", password="given-by-hand")


def test_twice_and_an_ingest_leave_the_database_as_it_was(archive):
    before = snapshot()
    call_command("quickstart", no_serve=True)
    call_command("ingest", str(ROOT / "seeds"))
    assert snapshot() == before


@pytest.mark.django_db
class TestRefusals:
    """What cannot end well is refused before anything is done."""

    def test_a_port_that_is_taken(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(CommandError, match=str(taken.getsockname()[1])):
                call_command("quickstart", port=taken.getsockname()[1])
        assert not Article.objects.exists()

    def test_a_port_that_cannot_be(self):
        with pytest.raises(CommandError, match="65535"):
            call_command("quickstart", port=99999)

    def test_a_password_that_anybody_guesses(self):
        with pytest.raises(CommandError):
            call_command("quickstart", no_serve=True, password="12345678")
        assert not get_user_model().objects.exists()

    def test_production(self, settings):
        settings.PRODUCTION = True
        with pytest.raises(CommandError):
            call_command("quickstart", no_serve=True)


def test_it_serves(tmp_path):
    environment = {**os.environ, "ARCHIVE_VAR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    port = free_port()
    command = [sys.executable, "manage.py", "quickstart", "--port", str(port)]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log) as server,
    ):
        try:
            page = wait_for(f"http://127.0.0.1:{port}/articles/")
        finally:
            server.terminate()
    assert "机器整理" in page or "archive.css" in page


def wait_for(address: str, seconds: float = 120) -> str:
    """What `address` serves, once it does."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
