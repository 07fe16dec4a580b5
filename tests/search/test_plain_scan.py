"""What is found is what a plain scan of the folded texts finds, and no query is an error; on whatever database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.base import search
from articles.search.fields import article_texts
from articles.search.index import index_articles
from articles.search.query import FIELDS, OR, UNITS, parse
from articles.search.terms import fold_text, is_wordless
from tests.search.gold import make_gold_articles

pytestmark = pytest.mark.django_db
IN_ONE_DATABASE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


OPERATORS = [
    *(f"{name}:" for names in [*FIELDS.values(), *UNITS.values()] for name in names),
    *OR,
    *("同句:(党员 积分)", "年:2017-2022", " OR ", "\x00", "年:99999"),
]


class TestAgainstPlainScan:
    """On real newspaper text, the index finds exactly what reading everything finds."""

    @pytest.fixture
    def texts(self):
        articles = make_gold_articles()
        index_articles(articles)
        return {article.pk: [fold_text(text) for _, text in article_texts(article)] for article in articles}

    def test_random_substrings(self, texts):
        every_text = [text for own in texts.values() for text in own]

        @IN_ONE_DATABASE
        @given(st.data())
        def check(data):
            text = data.draw(st.sampled_from(every_text))
            start = data.draw(st.integers(0, max(0, len(text) - 1)))
            word = text[start : start + data.draw(st.integers(1, 12))]
            if is_wordless(word) or not plain(word):
                return
            expected = {article for article, own in texts.items() if any(word in text for text in own)}
            assert {article.pk for article in search(word).articles} == expected

        check()

    def test_random_garbage(self, texts):
        pieces = st.characters(codec=None) | st.sampled_from("党建院-“”\"「」 %_\\'()*:|") | st.sampled_from(OPERATORS)

        @IN_ONE_DATABASE
        @given(st.lists(pieces, max_size=30).map("".join))
        def check(text):
            result = search(text)
            assert result.count == len(result.articles) <= len(texts)
            assert result.read_as

        check()

    @pytest.mark.parametrize("text", ["党" * 100_000, "党 " * 1000, " ".join(map(str, range(1000))), "“" * 5000])
    def test_very_long_queries(self, texts, text):
        assert search(text).count == len(search(text).articles)


def plain(word: str) -> bool:
    """Whether a query of this word alone is read as this word: it is no exclusion and no phrase."""
    return [term.text for term in parse(word).words] == [word] and not parse(word).excluded
