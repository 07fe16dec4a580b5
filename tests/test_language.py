"""The site speaks Chinese to everybody who did not choose otherwise, and its translation is whole."""

from pathlib import Path

import polib
import pytest

CATALOGUE = Path(__file__).resolve().parent.parent / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"

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


def test_every_message_is_translated():
    catalogue = polib.pofile(str(CATALOGUE))
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []


def test_the_compiled_catalogue_is_the_current_one():
    said = {
        entry.msgid_with_context: entry.msgstr or entry.msgstr_plural
        for entry in polib.pofile(str(CATALOGUE)).translated_entries()
    }
    compiled = {
        entry.msgid_with_context: entry.msgstr or entry.msgstr_plural
        for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    assert compiled == said
