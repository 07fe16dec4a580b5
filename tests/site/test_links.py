"""Every link leads somewhere, and to the very place that it names, whatever editors refused."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from articles.models import (
    BranchMention,
    Figure,
    Honour,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    Person,
    PersonMention,
    Policy,
    PolicyMention,
)
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """The links of a page as (address, whether a search engine may follow), and the places that can be linked to."""

    def __init__(self, html: str):
        super().__init__()
        self.links, self.places = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.places.add(values.get("id"))
        if tag == "a":
            self.links.add((values["href"], "nofollow" not in values.get("rel", "")))


def tell_of(name: str, **fields) -> None:
    """An article that says something of every kind about a hospital of its own."""
    text = f"{name}党委下设内科党支部，推行{name}行动，院长某某获先进单位称号，落实《{name}意见》，党员293人。"
    article = make_article(f"{name}报道", [text], subtitle="副题", headings=["小标题"], **fields)
    hospital = make_hospital(name, province="某省")
    committee = hospital.branches.create(name="院党委", level="committee")
    branch = hospital.branches.create(name="内科党支部", level="branch", parent=committee)
    initiative = make_initiative(f"{name}行动", hospital=hospital, practice=make_practice(f"{name}做法"))
    policy = Policy.objects.create(name=f"《{name}意见》")
    theme = make_theme("组织建设")
    theme.keywords.get_or_create(word="党支部")
    for record in (hospital, committee, branch, initiative, policy, theme):
        make_claim(article, record)
    make_claim(article, Person.objects.create(name="某某", organisation=name, hospital=hospital))
    make_claim(article, Honour.objects.create(name=f"{name}先进单位"), hospital=hospital)
    make_figure(article, "党员293人", 293, hospital=hospital)


@pytest.fixture
def library(settings):
    """Articles on more pages of each list than one; of one of them readers may have a summary only."""
    settings.ARTICLES_PER_PAGE = 2
    for name in ("甲医院", "乙医院"):
        tell_of(name)
    tell_of("丁医院", page=make_page("文字", rights="summary"))


@pytest.fixture
def crawl(client):
    """Walk the site as a search engine does. Returns what fails: (where the link stands, the link, why)."""

    def walk() -> list[tuple[str, str, object]]:
        pages, waiting, tried, faults = {}, ["/"], {"/"}, []
        while waiting:
            address = waiting.pop()
            pages[address] = Links(client.get(address).content.decode())
            for link, may_follow in pages[address].links:
                target = urljoin(address, link).partition("#")[0]
                if target in tried or target.startswith(("/language/", "/admin/")):
                    continue
                tried.add(target)
                if (status := client.get(target).status_code) != 200:
                    faults.append((address, link, status))
                elif may_follow:
                    waiting.append(target)
        return faults + missing_places(pages)

    return walk


def missing_places(pages: dict[str, Links]) -> list[tuple[str, str, str]]:
    return [
        (address, link, "no such place")
        for address, page in pages.items()
        for link, _ in page.links
        for target, _, place in [urljoin(address, link).partition("#")]
        if place and target in pages and place not in pages[target].places
    ]


REFUSED = [HospitalMention, BranchMention, InitiativeMention, PolicyMention, PersonMention, HonourMention, Figure]


@pytest.mark.parametrize("refused", [None, *REFUSED], ids=lambda model: model.__name__ if model else "nothing")
def test_every_link_holds(crawl, library, refused):
    if refused:
        refused.objects.update(status="rejected")
    assert crawl() == []


@pytest.mark.parametrize("left", REFUSED, ids=lambda model: model.__name__)
def test_hospital_can_be_read_while_any_fact_stands_on_it(client, left):
    tell_of("甲医院")
    for model in REFUSED:
        if model is not left:
            model.objects.update(status="rejected")
    hospital = HospitalMention.objects.get().hospital
    expected = 404 if left is PolicyMention else 200
    assert client.get(hospital.get_absolute_url()).status_code == expected


def test_organisation_that_nothing_names_is_not_linked_from_those_below_it(body):
    tell_of("甲医院")
    committee = BranchMention.objects.get(branch__name="院党委")
    branch = BranchMention.objects.get(branch__name="内科党支部").branch
    assert committee.branch.get_absolute_url() in body(branch.get_absolute_url())
    committee.status = "rejected"
    committee.save()
    assert committee.branch.get_absolute_url() not in body(branch.get_absolute_url())


def test_search_engines_are_led_to_no_list_that_is_narrowed_searched_or_sorted(client, library):
    lists = ["/", "/articles/", "/articles/?page=2", "/hospitals/", "/initiatives/", "/practices/", "/figures/"]
    records = [link for link, _ in Links(client.get("/themes/").content.decode()).links if link.startswith("/themes/t")]
    for address in [*lists, *records]:
        links = Links(client.get(address).content.decode()).links
        followed = [urlsplit(link).query for link, may_follow in links if may_follow]
        assert {name for query in followed for name in parse_qs(query)} <= {"page"}, address


def test_sentence_of_a_summary_leads_to_its_article(body):
    tell_of("丁医院", page=make_page("文字", rights="summary"))
    tell_of("甲医院")
    for figure in Figure.objects.select_related("hospital", "passage__article"):
        html, address = body(figure.hospital.get_absolute_url()), figure.passage.article.get_absolute_url()
        assert (f'href="{address}"' in html) == (figure.hospital.name == "丁医院")
        assert (f'href="{address}#p' in html) == (figure.hospital.name == "甲医院")
