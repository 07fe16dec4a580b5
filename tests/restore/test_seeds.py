"""The five seed pages against what a careful reader found in them."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from articles.restore.page import read_page
from tests.restore.ownership import ownership_faults

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))
FOLD = str.maketrans("，；：？！（）“”‘’―", ",;:?!()\"\"''—")


def folded(text):
    return re.sub(r"\s", "", text or "").translate(FOLD)


def overlap(found, expected):
    """F1 of two lists of texts."""
    found, expected = Counter(map(folded, found)), Counter(map(folded, expected))
    shared = sum((found & expected).values())
    return 2 * shared / (found.total() + expected.total()) if found or expected else 1.0


@pytest.fixture(scope="module", params=GOLD, ids=lambda path: path.stem)
def read(request):
    gold = json.loads(request.param.read_text(encoding="utf-8"))
    return read_page((ROOT / "seeds" / gold["source"]).read_bytes()), gold


@pytest.mark.parametrize(("kind", "least"), [("paragraph", 0.97), ("heading", 0.95), ("caption", 0.95)])
def test_body_blocks(read, kind, least):
    page, gold = read
    found = [part.text.text for article in page.articles for part in article.body if part.kind == kind]
    expected = [part["text"] for article in gold["articles"] for part in article["body"] if part["type"] == kind]
    assert overlap(found, expected) >= least


def test_articles_in_page_order_with_text_in_reading_order(read):
    page, gold = read
    found = ["".join(folded(p.text.text) for p in article.body) for article in page.articles]
    expected = ["".join(folded(p["text"]) for p in article["body"]) for article in gold["articles"]]
    assert [text[:30] for text in found] == [text[:30] for text in expected]
    assert [len(text) for text in found] == pytest.approx([len(text) for text in expected], rel=0.01)


@pytest.mark.parametrize("field", ["title", "subtitle", "kicker"])
def test_heads(read, field):
    page, gold = read
    found = [part.text.text if (part := getattr(article, field)) else None for article in page.articles]
    expected = [article[field] for article in gold["articles"]]
    assert [folded(text).strip("—") for text in found] == [folded(text).strip("—") for text in expected]


def test_contributors(read):
    page, gold = read
    found = [sorted((c.role, c.name) for c in article.contributors) for article in page.articles]
    assert found == [sorted((c["role"], c["name"]) for c in article["bylines"]) for article in gold["articles"]]


def test_continuations_and_texts_that_break_off(read):
    page, gold = read
    assert [a.continued_from or None for a in page.articles] == [a["continued_from"] for a in gold["articles"]]
    broken = [folded(p.text.text) for a in page.articles for p in a.body if p.truncated]
    assert broken == [folded(p["text"]) for a in gold["articles"] for p in a["body"] if p.get("truncated")]


def test_speakers_and_where_they_speak(read):
    page, gold = read
    keys = ("speaker", "organisation", "position", "title", "body_first", "body_last", "truncated")
    found = [tuple(getattr(part, key) for key in keys) for article in page.articles for part in article.sections]
    assert found == [tuple(part[key] for key in keys) for a in gold["articles"] for part in a.get("sections", [])]


def test_blocks_know_their_lines(read):
    page, gold = read
    expected = {folded(p["text"]): p["lines"] for a in gold["articles"] for p in a["body"] if p["type"] == "paragraph"}
    found = {
        folded(p.text.text): [list(lines) for lines in page.line_ranges(p.text.spans())]
        for a in page.articles
        for p in a.body
        if p.kind == "paragraph"
    }
    same = [text for text in expected if text in found]
    assert sum(flat(found[text]) == flat(expected[text]) for text in same) >= 0.97 * len(same)


def flat(ranges):
    """Line numbers in reading order. A blank line between two ranges may be counted with them or not."""
    return {line for first, last in ranges for line in (first, last)}


def test_every_character_is_owned_once(read):
    page, _ = read
    assert ownership_faults(page) == []
