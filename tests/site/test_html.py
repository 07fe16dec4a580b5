"""Every page type is valid HTML, by a strict parser and by the rules that a parser does not know."""

import re

import html5lib
import pytest
from html5lib.constants import namespaces

from tests.browser.library import make_library
from tests.mistakes import MISTAKES

pytestmark = pytest.mark.django_db

HTML = f"{{{namespaces['html']}}}"
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "span", "a", "b", "small", "dt", "summary", "cite", "label", "button"}
BLOCKS = {"div", "section", "article", "aside", "ul", "ol", "dl", "table", "figure", "p", "nav", "form", "blockquote"}
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "tr": {"th", "td"}, "tbody": {"tr"}, "dl": {"dt", "dd", "div"}}
"""What may stand directly in an element."""


def faults_of(html: str) -> list[str]:
    """What is wrong with a page, in words."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=True)
    root = parser.parse(html)
    faults = [f"{code} at {place}" for place, code, _data in parser.errors]
    elements = [one for one in root.iter() if isinstance(one.tag, str) and one.tag.startswith(HTML)]
    return faults + [fault for one in elements for fault in faults_in(one)] + faults_of_ids(elements)


def faults_in(element) -> list[str]:
    name = element.tag.removeprefix(HTML)
    inside = [child.tag.removeprefix(HTML) for child in element if isinstance(child.tag, str)]
    allowed = CHILDREN.get(name)
    faults = [f"<{child}> in <{name}>" for child in inside if allowed and child not in allowed]
    if name in PHRASING_ONLY - {"a", "summary"}:
        faults += [f"<{child}> in <{name}>" for child in inside if child in BLOCKS]
    if name == "a" and any(one.tag == f"{HTML}a" for one in element.iter() if one is not element):
        faults.append("a link in a link")
    if name == "img" and "alt" not in element.attrib:
        faults.append("a picture without a text")
    return faults


def faults_of_ids(elements) -> list[str]:
    """Ids that stand twice or hold white space, and names that lead to none."""
    ids = [one.attrib["id"] for one in elements if "id" in one.attrib]
    faults = [f"id {name!r} stands twice" for name in set(ids) if ids.count(name) > 1]
    faults += [f"id {name!r} is none" for name in ids if not name or name.split() != [name]]
    for attribute in ("aria-labelledby", "for"):
        named = [one.attrib[attribute] for one in elements if attribute in one.attrib]
        faults += [f"{attribute} {name!r} leads nowhere" for name in named if name not in ids]
    return faults


def test_every_page_is_valid(client, settings, tmp_path):
    settings.ROOT_URLCONF, settings.MEDIA_ROOT = "tests.mistakes", tmp_path / "media"
    client.raise_request_exception = False
    pages = make_library() | MISTAKES
    faults = {name: faults_of(client.get(address).content.decode()) for name, address in pages.items()}
    assert {name: found for name, found in faults.items() if found} == {}


HAN = re.compile(r"[\u4e00-\u9fff]")


def unmarked_chinese(element, language: str = "") -> list[str]:
    """Texts with Chinese in them that do not say so: it would get the wrong glyphs, and the wrong voice."""
    language = element.attrib.get("lang", language)
    own = [element.text or "", *(child.tail or "" for child in element)]
    faults = [text.strip() for text in own if language != "zh-Hans" and HAN.search(text)]
    return faults + [fault for child in element for fault in unmarked_chinese(child, language)]


def body_of(html: str):
    root = html5lib.parse(html)
    return root.attrib["lang"], root.find(f"{HTML}body")


def test_english_pages_say_which_of_their_words_are_chinese(client):
    faults = {}
    for name, address in make_library().items():
        language, body = body_of(client.get(address).content.decode())
        assert language == "en", name
        if found := unmarked_chinese(body, language):
            faults[name] = found
    assert faults == {}


def test_chinese_that_is_not_marked_is_found():
    page = "<html lang='en'><body><p>a 中</p><p lang='zh-Hans'>文<b>字</b><i lang='en'>词</i></p>"
    language, body = body_of(page)
    assert unmarked_chinese(body, language) == ["a 中", "词"]


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>a</b></p>",
        "<p id='x'></p><p id='x'></p>",
        "<p id='a b'></p>",
        "<ul><p>a</p></ul>",
        "<h2><div>a</div></h2>",
        "<section aria-labelledby='x'></section>",
        "<img src='x'>",
        "<p>&nothing;</p>",
    ],
)
def test_mistakes_are_found(wrong):
    frame = "<!doctype html><html lang='en'><head><title>x</title></head><body>{}</body></html>"
    assert faults_of(frame.format("<p>a</p>")) == []
    assert faults_of(frame.format(wrong)) != []
