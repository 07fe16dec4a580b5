"""What all pages share: head, language, error pages."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.factories import make_article, make_claim, make_figure, make_hospital, make_initiative, make_theme

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "br", "img"}


class Outline(HTMLParser):
    """Collects ids, local targets and headings, and notices elements that are not closed in order."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.faults, self.ids, self.targets, self.headings = [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if values.get("href", "").startswith("#"):
            self.targets.append(values["href"][1:])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))


@pytest.fixture
def addresses():
    """One address of every page type, with something on each."""
    hospital = make_hospital("示范医院", province="某省")
    article = make_article("示范报道", ["示范医院推行先锋行动，党员293人。"], headings=["小标题"], captions=["图说"])
    initiative = make_initiative("先锋行动", hospital=hospital)
    branch = hospital.branches.create(name="院党委", level="committee")
    theme = make_theme("组织建设")
    for record in (hospital, initiative, branch, theme):
        make_claim(article, record)
    make_figure(article, "党员293人", 293, hospital=hospital)
    lists = ["home", "articles", "hospitals", "initiatives", "practices", "themes", "figures", "policies"]
    records = [article, hospital, branch, initiative, theme, article.page]
    return [*map(reverse, lists), *(record.get_absolute_url() for record in records)]


def test_every_page_is_well_formed(body, addresses):
    for address in addresses:
        outline = Outline(body(address))
        assert (outline.faults, outline.open) == ([], []), address
        assert len(outline.ids) == len(set(outline.ids)), address
        assert set(outline.targets) <= set(outline.ids), address
        assert outline.headings.count(1) == 1, address


def test_every_page_has_title_description_and_canonical_address(body, addresses):
    titles = set()
    for address in addresses:
        html = body(address)
        titles.add(re.search(r"<title>(.+?)</title>", html)[1])
        assert re.search(r'<meta name="description" content="[^"]+">', html), address
        assert f'<link rel="canonical" href="http://testserver{address}">' in html
    assert len(titles) == len(addresses)


def test_no_page_asks_another_site_for_anything(body, addresses):
    for address in addresses:
        html = body(address)
        assert "<script" not in html
        assert not re.search(r'(?:src|action)="(?:https?:)?//', html)
        assert re.findall(r'<link[^>]+href="([^"]+)"', html)[1:] == ["/static/seal.svg", "/static/archive.css"]


def test_language_can_be_switched_and_stays(client):
    client.cookies.clear()
    chinese = client.get(reverse("themes"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="zh-Hans">' in chinese
    assert "<h1>主题</h1>" in chinese
    response = client.post(reverse("set_language"), {"language": "en", "next": "/themes/?page=1"})
    assert response["Location"] == "/themes/?page=1"
    english = client.get(reverse("themes")).content.decode()
    assert '<html lang="en">' in english
    assert "<h1>Themes</h1>" in english


@pytest.mark.parametrize("address", ["/nothing/", "/articles/nothing0/", "/pages/nothing0/", "/themes/nothing/"])
def test_missing_page_helps_on(body, address):
    html = body(address, 404)
    assert "There is nothing at this address" in html
    assert reverse("articles") in html


def test_forbidden_page(rf):
    from django.views.defaults import permission_denied

    response = permission_denied(rf.get("/"), Exception())
    assert response.status_code == 403
    assert "This is not open to you" in response.content.decode()


def test_error_page_needs_nothing(rf, django_assert_num_queries):
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_form_without_its_token_is_refused_in_our_words(client):
    client.handler.enforce_csrf_checks = True
    response = client.post(reverse("set_language"), {"language": "en"})
    assert response.status_code == 403
