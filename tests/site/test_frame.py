"""What all pages share: head, language, error pages."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from articles.models import Person, Policy
from tests.factories import make_article, make_claim, make_figure, make_hospital, make_initiative, make_theme

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "br", "img"}
DATA = ' type="application/ld+json"'
"""A description for machines. It runs nothing."""
HTMX = ' src="/static/django_htmx/htmx-2.min.js" defer'
SEARCH = ' src="/static/search.js" defer data-suggest="/search/suggestions/" data-label="Suggestions"'


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
    policy = Policy.objects.create(name="《示范意见》")
    for record in (hospital, initiative, branch, theme, policy):
        make_claim(article, record)
    make_figure(article, "党员293人", 293, hospital=hospital)
    person = Person.objects.create(name="某某", organisation="示范医院")
    make_claim(article, person, position="院长")
    lists = ["home", "articles", "hospitals", "initiatives", "practices", "themes", "figures", "policies", "people"]
    records = [article, hospital, branch, initiative, theme, policy, person, article.page]
    return [*map(reverse, [*lists, "compare"]), *(record.get_absolute_url() for record in records)]


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


def test_every_record_can_be_shared(body, addresses):
    """Open Graph: a title and the lasting address, whatever parameters the page was read with."""
    records = [address for address in addresses if address.count("/") > 2 and not address.endswith("compare/")]
    for address in ["/", *(one for one in records if not one.startswith("/pages/"))]:
        html = body(f"{address}?x=1")
        assert f'<meta property="og:url" content="http://testserver{address}">' in html, address
        assert re.search(r'<meta property="og:title" content="[^"]+">', html), address
        assert html.count("og:type") == 1, address


def test_no_page_asks_another_site_for_anything(body, addresses):
    for address in addresses:
        html = body(address)
        assert set(re.findall(r"<script([^>]*)>", html)) <= {DATA, HTMX, SEARCH}
        assert not re.search(r'(?:src|action)="(?:https?:)?//', html)
        loaded = re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', html)
        assert {"/static/seal.svg", "/static/archive.css"} <= set(loaded)
        assert all(path.startswith("/static/") for path in loaded)


def test_every_address_is_there_to_be_read_only(client, addresses):
    for address in [*addresses, "/robots.txt", "/favicon.ico", "/language/en/"]:
        for method in (client.post, client.put, client.delete, client.options, client.trace):
            response = method(address)
            assert (response.status_code, response.content) == (405, b""), (method, address)


def test_readers_get_no_cookie_and_shared_caches_keep_languages_apart(client, addresses):
    client.cookies.clear()
    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("query", ["q=党", "sort=oldest", "scope=party", "kind=case", "x=1", "page=1&kind=case"])
@pytest.mark.parametrize("name", ["articles", "hospitals", "initiatives", "figures", "home"])
def test_search_engines_keep_no_variant_of_a_page(body, name, query):
    assert '<meta name="robots" content="noindex, follow">' in body(f"{reverse(name)}?{query}")


@pytest.mark.parametrize("name", ["articles", "hospitals", "initiatives", "figures", "home", "policies"])
def test_search_engines_may_keep_every_page_of_a_list(body, name):
    for address in (reverse(name), f"{reverse(name)}?page=1"):
        assert "noindex" not in body(address)


def test_every_page_of_a_list_is_its_own_canonical_address(body, monkeypatch):
    monkeypatch.setattr("articles.views.practices.INITIATIVES_A_PAGE", 1)
    for name in "甲乙":
        make_claim(make_article(), make_initiative(name))
    html = body("/initiatives/?page=2&nothing=x")
    assert '<link rel="canonical" href="http://testserver/initiatives/?page=2">' in html


def test_robots_may_read_pages_and_not_their_variants(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().split("\n")[:2] == ["User-agent: *", "Disallow: /admin/"]
    verdicts = {
        "/": True,
        "/articles/": True,
        "/articles/?page=2": True,
        "/articles/?page=2&kind=case": False,
        "/articles/?kind=case&page=2": False,
        "/articles/?sort=oldest": False,
        "/language/en/?next=/": False,
        "/admin/": False,
    }
    assert {address: allowed(response.content.decode(), address) for address in verdicts} == verdicts


def allowed(rules: str, address: str) -> bool:
    """What RFC 9309 says: the longest rule that fits counts."""
    fitting = [(0, True)]
    for verdict, pattern in re.findall(r"^(Allow|Disallow): (\S+)$", rules, re.MULTILINE):
        if re.match(".*".join(map(re.escape, pattern.split("*"))), address):
            fitting.append((len(pattern), verdict == "Allow"))
    return max(fitting)[1]


def test_icon_is_where_browsers_look_for_it(client):
    assert client.get("/favicon.ico")["Location"] == "/static/seal.svg"


def test_browsers_are_told_to_load_and_run_nothing_from_elsewhere(client, addresses):
    for address in [*addresses, "/nothing/"]:
        rules = dict(rule.split(" ", 1) for rule in client.get(address)["Content-Security-Policy"].split("; "))
        assert rules["default-src"] == "'none'", address
        parts = ["script-src", "connect-src", "style-src", "img-src", "form-action"]
        assert {rules[part] for part in parts} == {"'self'"}, address


def test_back_office_may_run_its_own_scripts_alone(client):
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "default-src 'self';" in policy
    assert "script-src 'self' 'unsafe-eval';" in policy  # its library reads expressions; no script stands in the markup


def test_error_pages_of_development_keep_their_styles(client, settings):
    settings.DEBUG = True
    assert "Content-Security-Policy" not in client.get("/nothing/")
    assert "Content-Security-Policy" in client.get("/robots.txt")


def test_link_of_the_other_language(client, body):
    assert 'href="/language/zh-hans/?next=/themes/%3Fpage%3D1"' in body("/themes/?page=1").replace("%2F", "/")
    response = client.get("/language/zh-hans/?next=/themes/%3Fpage%3D1")
    assert response["Location"] == "/themes/?page=1"
    chinese = client.get("/themes/").content.decode()
    assert 'href="/language/en/?next=/themes/"' in chinese.replace("%2F", "/")


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "javascript:alert(1)", "", "/" * 9],
)
def test_link_of_a_language_leads_nowhere_else(client, target):
    response = client.get("/language/en/", {"next": target})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_there_is_no_link_for_a_language_that_the_site_does_not_speak(client):
    response = client.get("/language/xx/")
    assert response.status_code == 404
    assert not response.cookies


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
    for address in (reverse("set_language"), reverse("admin:login")):
        response = client.post(address, {"language": "en"})
        assert response.status_code == 403
        assert "go back, reload the page and send it again" in response.content.decode()
