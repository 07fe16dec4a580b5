"""The Chinese of the archive is complete, and what is compiled is what is written."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

FOLDER = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(FOLDER / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_message_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.obsolete] == []


def test_placeholders_survive_translation(catalogue):
    broken = [
        entry.msgid
        for entry in catalogue
        for text in texts(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
    ]
    assert broken == []


def test_compiled_messages_are_those_written(catalogue):
    def content(entries):
        return {(entry.msgctxt, entry.msgid): texts(entry) for entry in entries}

    assert content(polib.mofile(str(FOLDER / "django.mo"))) == content(catalogue)
