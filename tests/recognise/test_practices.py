"""The shipped practices: names that people can edit, and words that the recogniser looks for."""

from collections import Counter

import pytest

from articles.recognise.facts import recognise
from articles.recognise.lexicon import table
from tests.recognise.gold_pages import page_of_text

PRACTICES = table("practices")["practices"]


def test_no_synonym_belongs_to_two_practices():
    names = [row["name"] for row in PRACTICES]
    synonyms = [word for row in PRACTICES for word in row["synonyms"]]
    assert [word for word, times in Counter((*names, *synonyms)).items() if times > 1] == []


@pytest.mark.parametrize("row", PRACTICES, ids=lambda row: row["slug"])
def test_every_synonym_is_found_as_its_practice(row):
    assert row["description"]
    assert row["synonyms"]
    for synonym in row["synonyms"]:
        facts = recognise(page_of_text(f"大名县人民医院党委抓好{synonym}，党员带头。"))
        assert row["name"] in {each.practice for each in facts.initiatives}, synonym
