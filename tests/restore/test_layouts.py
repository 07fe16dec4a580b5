"""The same articles laid out in many ways must come back the same."""

import re

import pytest

from articles.restore.page import read_page
from tests.restore.layouts import (
    body_lines,
    double_spaced,
    head_lines,
    page,
    shadowed,
    title_last,
    titles_first,
    with_column_breaks,
)
from tests.restore.ownership import ownership_faults
from tests.restore.samples import BRIEFS, CASE, COMMENT, NEWS, STORY

FEATURES = (CASE, NEWS, COMMENT, STORY)


def shadows(sample, copies):
    drawn_twice = {sample.title, sample.subtitle, *sample.captions}
    return [shadowed(line, copies) if line in drawn_twice else line for line in titles_first(sample)]


def lead_last(sample):
    """Sections first, then title, byline and lead: as where a title stands in the middle of a spread."""
    lines = body_lines(sample, 16)
    at = lines.index(sample.headings[0].split(" ")[0])
    return [*lines[at:], *head_lines(sample), *lines[:at], *sample.captions, ""]


def interleaved(one, other, height):
    """Two columns cut at the same height, their pieces in turn."""
    pieces = []
    while one or other:
        pieces += [*one[:height], "", *other[:height], ""]
        one, other = one[height:], other[height:]
    return pieces


LAYOUTS = {
    **{f"columns of {n} characters": ([titles_first(s, n) for s in FEATURES], FEATURES) for n in (10, 13, 18, 24, 30)},
    "articles in another order": ([titles_first(s, 14) for s in FEATURES[::-1]], FEATURES[::-1]),
    "each article in its own width": (
        [titles_first(s, n) for s, n in zip(FEATURES, (18, 12, 24, 15), strict=True)],
        FEATURES,
    ),
    "no blank lines between paragraphs": ([titles_first(s, blank=False) for s in FEATURES], FEATURES),
    "one paragraph on each line": ([titles_first(s, 9999) for s in FEATURES], FEATURES),
    "column breaks in mid-sentence": ([with_column_breaks(titles_first(s, 20), 8) for s in FEATURES], FEATURES),
    "shadowed titles and captions": ([shadows(s, 2) for s in FEATURES], FEATURES),
    "shadows of two copies": ([shadows(s, 3) for s in FEATURES], FEATURES),
    "double spaced": ([double_spaced(titles_first(s, 20, blank=False)) for s in (COMMENT, STORY)], (COMMENT, STORY)),
    "briefs, titles first": ([titles_first(s, 15) for s in BRIEFS], BRIEFS),
    "briefs, titles last": ([title_last(s, 15) for s in BRIEFS], BRIEFS),
    "a feature, then briefs with titles last": (
        [titles_first(CASE, 17), *(title_last(s, 15) for s in BRIEFS)],
        (CASE, *BRIEFS),
    ),
    "briefs, then a feature": ([*(titles_first(s, 15) for s in BRIEFS), titles_first(CASE, 17)], (*BRIEFS, CASE)),
    "a news item, then title and lead after the sections": ([titles_first(NEWS, 14), lead_last(CASE)], (NEWS, CASE)),
    "title and lead after the sections": ([lead_last(CASE), titles_first(NEWS, 14)], (CASE, NEWS)),
}
NOT_SOLVED = {
    "two columns in turn, no blank lines": (
        [interleaved(titles_first(NEWS, blank=False), titles_first(COMMENT, blank=False), 15)],
        (NEWS, COMMENT),
    ),
    "two columns in turn": ([interleaved(titles_first(CASE), titles_first(STORY), 12)], (CASE, STORY)),
    "two captions and titles double spaced": (
        [double_spaced(titles_first(s, blank=False)) for s in FEATURES],
        FEATURES,
    ),
}


def solid(text):
    return re.sub(r"\s", "", text)


def truth(sample):
    body = [text.removeprefix("# ") for text in sample.body]
    return {
        "title": solid(sample.title),
        "subtitle": solid(sample.subtitle),
        "body": [solid(text) for text in (*body, *sample.captions)],
        "kinds": ["heading" if text.startswith("# ") else "paragraph" for text in sample.body]
        + ["caption"] * len(sample.captions),
        "contributors": sorted(sample.contributors),
    }


def found(article):
    return {
        "title": solid(article.title.text.text) if article.title else "",
        "subtitle": solid(article.subtitle.text.text) if article.subtitle else "",
        "body": [solid(part.text.text) for part in article.body],
        "kinds": [part.kind for part in article.body],
        "contributors": sorted((person.role, person.name) for person in article.contributors),
    }


def check(columns, samples):
    data = page(*columns)
    for encoded in (data, data.decode().replace("\n", "\r\n").encode("gb18030")):
        restored = read_page(encoded)
        assert [found(article) for article in restored.articles] == [truth(sample) for sample in samples]
        assert ownership_faults(restored) == []


@pytest.mark.parametrize(("columns", "samples"), LAYOUTS.values(), ids=LAYOUTS)
def test_articles_come_back(columns, samples):
    check(columns, samples)


@pytest.mark.parametrize(("columns", "samples"), NOT_SOLVED.values(), ids=NOT_SOLVED)
@pytest.mark.xfail(strict=True, reason="not solved yet")
def test_articles_come_back_one_day(columns, samples):
    check(columns, samples)


def test_an_article_without_a_title_is_offered_one():
    (article,) = read_page(page(body_lines(NEWS, 16))).articles
    assert article.title is None
    assert article.suggested_title
    assert "title_missing" in {reason.code for reason in article.reasons}


def test_a_switched_off_repair_leaves_its_damage():
    data = page(shadows(NEWS, 2))
    assert read_page(data).articles[0].title.text.text == NEWS.title
    assert read_page(data, without={"undouble_phrases", "undouble_runs"}).articles[0].title.text.text == NEWS.title * 2
