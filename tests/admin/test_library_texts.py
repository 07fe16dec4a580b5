"""The admin library speaks Chinese too."""

import re
from html.parser import HTMLParser
from pathlib import Path

import import_export
import pytest
import unfold
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext

from articles.admin.library_texts import LIBRARY_TEXTS

UNSPOKEN = {"script", "style", "title"}
NO_WORDS = {"xlsx", "csv", "esc", "editor"}


class Spoken(HTMLParser):
    """The words that a page shows: no scripts, no styles, no names of icons, which stand in the markup as text."""

    def __init__(self, html: str):
        super().__init__()
        self.silent: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if self.silent or tag in UNSPOKEN or "material-symbols-outlined" in (dict(attrs).get("class") or ""):
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        self.text += "" if self.silent else f" {data}"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "articles/hospital/",
        "articles/hospital/?q=没有",
        "articles/hospital/add/",
        "articles/hospital/import/",
        "articles/hospital/export/",
        "password_change/",
    ],
)
def test_no_page_says_an_english_word(browser, address):
    page = browser("审核").get(f"/admin/{address}").content.decode()
    words = {word.lower() for word in re.findall(r"[A-Za-z_]{2,}", Spoken(page).text)}
    assert words - NO_WORDS == set()


def test_a_table_in_another_format_than_chosen_is_refused_in_chinese(browser):
    table = SimpleUploadedFile("table.csv", "名称\n甲医院\n".encode())
    page = browser("审核").post(
        "/admin/articles/hospital/import/", {"import_file": table, "format": "0", "resource": ""}
    )
    (refusal,) = page.context["form"].errors["import_file"]
    assert refusal == "读不出这个文件（'BadZipFile'）。请确认所选的格式与文件相符。"


def test_every_text_is_one_that_the_library_says_and_we_translate():
    """A check against texts that a new version of the library dropped or words otherwise."""
    folders = [Path(library.__file__).parent for library in (unfold, import_export)]
    sources = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".html"}]
    said = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    joined = re.sub(r"['\"]\s*\n\s*['\"]", "", said)
    with translation.override("zh-hans"):
        assert [text for text in LIBRARY_TEXTS if text not in joined or gettext(text) == text] == []
