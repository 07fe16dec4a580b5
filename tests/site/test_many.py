"""The site with thousands of articles: every page type stays light, and costs as few queries as with a handful."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.many import CROWD, LONGEST_TITLE, make_archive
from tests.pages import STATUS, page_types

pytestmark = pytest.mark.django_db

ARTICLES = 5000
HEAVIEST = 150_000
"""Bytes of a page as transferred, with its stylesheets and scripts: the page compressed, they as they lie."""
MOST_QUERIES = 32


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Thousands of articles, for all tests of this module; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_archive(ARTICLES)
        yield page_types()
        transaction.set_rollback(True)


def test_every_page_is_light_and_cheap(client, many):
    """One walk over all pages: making the archive takes longer than reading it."""
    faults = {}
    for name, address in many.items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == STATUS.get(name, 200), name
        weight = len(gzip.compress(response.getvalue())) + weight_of_files(response.getvalue().decode())
        if weight > HEAVIEST or len(captured) > MOST_QUERIES:
            faults[name] = (weight, len(captured))
    assert faults == {}


def weight_of_files(html: str) -> int:
    """Bytes of the stylesheets, scripts and icons that a page names."""
    paths = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html))
    return sum(Path(finders.find(path)).stat().st_size for path in paths)


def test_archive_of_any_size_has_its_awkward_articles(client, many):
    """A check of the check: forty hospitals at once, an endless title, none, and a page without its text."""
    html = client.get(many["article"]).content.decode()
    assert html.count('class="fact-note"') > CROWD
    titles = Article.objects.published().values_list("title", flat=True)
    assert LONGEST_TITLE in titles
    assert "" in titles
    assert "summary" in many
