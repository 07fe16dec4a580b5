"""The site speaks Chinese to everybody who did not choose otherwise, and its translation is whole."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("browser", ["", "en-GB,en;q=0.9", "de"])
def test_chinese_whatever_the_browser_says(client, browser):
    page = client.get("/", headers={"accept-language": browser})
    assert page["Content-Language"] == "zh-hans"
    assert "医院" in page.content.decode()


def test_english_once_chosen_and_back(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    assert client.get("/")["Content-Language"] == "en"
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert client.get("/")["Content-Language"] == "zh-hans"


def test_a_made_up_language_is_chinese(client):
    client.cookies["django_language"] = "xx"
    assert client.get("/")["Content-Language"] == "zh-hans"


def messages(catalogue) -> dict:
    """What a catalogue says, by message."""
    return {entry.msgid_with_context: entry.msgstr or entry.msgstr_plural for entry in catalogue.translated_entries()}


def test_every_message_is_translated():
    catalogue = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_no_message_stands_where_the_collector_does_not_look():
    """Messages inside an f-string are never collected, so nobody would miss their translation."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in ("archive", "articles")
        for path in (ROOT / folder).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"_", "gettext", "gettext_lazy", "ngettext"}
    ]
    assert hidden == []


@pytest.mark.parametrize("name", [name for name, app in get_commands().items() if app == "articles"])
def test_commands_explain_themselves_in_chinese(name):
    description = load_command_class("articles", name).create_parser("manage.py", name).description
    assert any("一" <= char <= "鿿" for char in description), description


def test_the_compiled_catalogue_is_the_current_one():
    assert messages(polib.mofile(str(CATALOGUE.with_suffix(".mo")))) == messages(polib.pofile(str(CATALOGUE)))


@pytest.mark.skipif(
    not (shutil.which("xgettext") or os.environ.get("CI")),
    reason="no gettext on this machine (Debian package: gettext)",
)
def test_the_catalogue_holds_the_messages_of_the_code_and_no_others(tmp_path):
    for part in ("archive", "articles", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    command = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-obsolete"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert messages(polib.pofile(str(tmp_path / CATALOGUE.relative_to(ROOT)))) == messages(polib.pofile(str(CATALOGUE)))
