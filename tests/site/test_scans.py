"""Scans of pages, as readers see them."""

import pytest
from django.urls import reverse

from tests.factories import make_article, make_page
from tests.scans import give_scan, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def scanned(name: str = "page.png", content: bytes | None = None, **fields):
    """An article whose page has a scan."""
    article = make_article("有影印件的文章")
    for field, value in fields.items():
        setattr(article.page, field, value)
    return give_scan(article.page, name, content), article


def test_scan_stands_beside_the_lines_of_its_page_and_one_click_from_its_article(body, client):
    page, article = scanned()
    address = reverse("scan", args=[page.public_id])
    assert f'<img src="{address}" alt="Scan of the page" loading="lazy">' in body(page.get_absolute_url())
    assert f'<img src="{address}"' in body(f"{article.get_absolute_url()}?printed=1")
    html = body(article.get_absolute_url())
    assert f'href="{address}"' in html
    assert "<img" not in html
    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content) == png()


def test_scan_that_is_no_picture_is_a_link(body, client):
    page, _article = scanned("page.pdf", b"%PDF-1.4")
    address = reverse("scan", args=[page.public_id])
    html = body(page.get_absolute_url())
    assert f'href="{address}" type="application/pdf"' in html
    assert "<img" not in html
    assert client.get(address)["Content-Type"] == "application/pdf"


def test_scan_runs_nothing(client):
    page, _article = scanned()
    response = client.get(reverse("scan", args=[page.public_id]))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("rights", ["summary", "internal"])
def test_scan_of_a_page_whose_text_is_kept_back_is_kept_back(client, rights):
    page, article = scanned(rights=rights)
    assert client.get(reverse("scan", args=[page.public_id])).status_code == 404
    assert b"/scan/" not in client.get(article.get_absolute_url()).content


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_scan_that_shows_an_article_that_is_not_public_is_kept_back(client, body, state):
    page, article = scanned()
    make_article("另一篇", page=page, published=False, publication=state)
    assert client.get(reverse("scan", args=[page.public_id])).status_code == 404
    for address in (page.get_absolute_url(), article.get_absolute_url()):
        assert "/scan/" not in body(address)


def test_page_without_a_scan_or_whose_file_is_gone_shows_none(client, body):
    page, _article = scanned()
    page.facsimile.storage.delete(page.facsimile.name)
    for one in (page, make_article(page=make_page("文字")).page):
        assert "/scan/" not in body(one.get_absolute_url())
        assert client.get(reverse("scan", args=[one.public_id])).status_code == 404
