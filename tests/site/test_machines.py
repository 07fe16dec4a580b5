"""What the site says to machines: feeds, sitemaps, JSON, descriptions of pages."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.search.index import index_articles, index_names
from tests.factories import (
    make_article,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_theme,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SENTENCE = "示范医院（示范院）推行先锋行动，共有党员293人。"


@pytest.fixture
def hospital():
    return make_hospital("示范医院", province="广东省", city="广州市", aliases=["示范院"])


@pytest.fixture
def case(hospital):
    """A published case with a few facts; beside it a draft, a withdrawn article and one of another theme."""
    page = make_page("文字", newspaper="示范报", issue_date="2021-03-04", page_label="第3版")
    case = make_article("示范报道", [SENTENCE], page=page, contributors=[("记者", "某甲")], subtitle="副题")
    make_claim(case, hospital, is_subject=True)
    make_claim(case, make_theme("组织建设", slug="organisation"))
    make_claim(case, make_initiative("先锋行动", hospital=hospital))
    make_figure(case, "党员293人", 293, unit="人", hospital=hospital, as_of="2020年")
    others = [make_article("别的报道"), make_article("草稿", published=False)]
    others.append(make_article("撤回的", publication="withdrawn"))
    index_names([hospital])
    index_articles([case, *others])
    return case


def entries(client, query: str = "") -> list[str]:
    response = client.get(reverse("feed") + query)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry")]


def test_feed_of_the_archive_and_of_any_list(client, case, hospital):
    assert sorted(entries(client)) == ["别的报道", "示范报道"]
    for query in ("?theme=organisation", f"?hospital={hospital.public_id}", "?q=党员", "?province=广东省&kind=case"):
        assert entries(client, query) == ["示范报道"], query
    assert entries(client, "?q=没有的词") == []


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_feed_stays_well_formed_whatever_is_asked_or_pasted(client, char):
    pasted = char.strip("\x00")  # no form and no database takes that one
    article = make_article(f"粘贴{pasted}的标题", [f"粘贴{pasted}的正文。"])
    index_articles([article])
    assert entries(client) == ["粘贴的标题"]
    feed = ElementTree.fromstring(client.get(reverse("feed"), {"q": f"粘贴{char}"}).content)
    assert feed.findtext(f"{ATOM}title").startswith("粘贴 · ")


def test_list_names_its_own_feed(body, case, hospital):
    feed = 'type="application/atom+xml" title="This list as a feed" href="/feed/?q=%E5%85%9A%E5%91%98&amp;kind=case"'
    assert feed in body("/articles/?q=党员&kind=case&sort=oldest&page=1")
    assert f'href="/feed/?hospital={hospital.public_id}"' in body(hospital.get_absolute_url())


def test_feed_quotes_nothing_that_the_rights_keep_back(client):
    summary = make_article("只有摘要", ["保留的正文。"], page=make_page(rights="summary"))
    index_articles([summary, make_article("内部", page=make_page(rights="internal"))])
    assert entries(client) == ["只有摘要"]
    assert "保留的正文" not in client.get(reverse("feed")).content.decode()


def test_sitemap_leads_to_every_public_page_and_to_nothing_else(client, case, hospital):
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    maps = [place.text for place in index.iter(f"{MAP}loc")]
    places = [
        place.text.removeprefix("http://testserver")
        for address in maps
        for place in ElementTree.fromstring(client.get(address.removeprefix("http://testserver")).content).iter(
            f"{MAP}loc"
        )
    ]
    assert {"/", "/articles/", case.get_absolute_url(), hospital.get_absolute_url()} <= set(places)
    assert sum(place.startswith("/articles/") for place in places) == 3
    assert [place for place in places if client.get(place).status_code != 200] == []
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_article_describes_itself(body, case):
    html = body(case.get_absolute_url())
    data = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', html)[1])
    expected = {
        "@type": "NewsArticle",
        "headline": "示范报道",
        "datePublished": "2021-03-04",
        "printPage": "第3版",
        "author": [{"@type": "Person", "name": "某甲"}],
        "isPartOf": {"@type": "Newspaper", "name": "示范报"},
        "keywords": ["组织建设"],
    }
    assert {name: data[name] for name in expected} == expected
    assert '<meta property="og:title" content="示范报道">' in html


def test_description_leaves_out_what_is_unknown_and_ends_no_element(body):
    html = body(make_article("</script><b>标题</b>").get_absolute_url())
    data = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', html)[1])
    assert data["headline"] == "</script><b>标题</b>"
    assert {"datePublished", "isPartOf", "author", "printPage"}.isdisjoint(data)


def test_hospital_describes_itself(body, case, hospital):
    data = json.loads(re.search(r"ld\+json\">(.+?)</script>", body(hospital.get_absolute_url()))[1])
    assert (data["@type"], data["name"]) == ("Hospital", "示范医院")
    assert data["address"]["addressRegion"] == "广东省"


def get(client, address: str, status: int = 200) -> dict:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json"), address
    return response.json()


def test_every_list_of_the_data_can_be_reached(client, case):
    for address in get(client, "/api/v1/")["lists"].values():
        assert get(client, address.removeprefix("http://testserver"))["results"]


def test_articles_as_data(client, case, hospital):
    listed = get(client, "/api/v1/articles/?theme=organisation")
    assert (listed["count"], listed["next"], listed["previous"]) == (1, None, None)
    row = listed["results"][0]
    assert (row["title"], row["date"], row["newspaper"]) == ("示范报道", "2021-03-04", "示范报")
    assert row["hospitals"] == [{"id": hospital.public_id, "name": "示范医院"}]
    article = get(client, f"/api/v1/articles/{case.public_id}/")
    assert SENTENCE in [passage["text"] for passage in article["text"]]
    figure = next(fact for fact in article["facts"] if fact["kind"] == "figures")
    assert (figure["value"], figure["unit"], figure["sentence"]) == ("293", "人", SENTENCE)
    assert client.get(figure["url"].removeprefix("http://testserver")).status_code == 200


def test_hospital_as_data(client, case, hospital):
    data = get(client, f"/api/v1/hospitals/{hospital.public_id}/")
    assert [name["name"] for name in data["names"]] == ["示范院"]
    assert [(figure["value"], figure["year"]) for figure in data["figures"]] == [("293", 2020)]
    assert [initiative["name"] for initiative in data["initiatives"]] == ["先锋行动"]


def test_merged_hospital_answers_as_what_it_is_today(client, case, hospital):
    former = make_hospital("旧名", merged_into=hospital)
    assert get(client, f"/api/v1/hospitals/{former.public_id}/")["id"] == hospital.public_id


def test_pages_of_data_lead_to_each_other(client, monkeypatch):
    monkeypatch.setattr("articles.views.api.ROWS_A_PAGE", 1)
    index_articles([make_article(title) for title in "甲乙"])
    first = get(client, "/api/v1/articles/?kind=case")
    assert first["next"] == "http://testserver/api/v1/articles/?kind=case&page=2"
    second = get(client, first["next"].removeprefix("http://testserver"))
    assert second["previous"] == "http://testserver/api/v1/articles/?kind=case&page=1"
    assert {first["results"][0]["title"], second["results"][0]["title"]} == {"甲", "乙"}


@pytest.mark.parametrize("address", ["articles/nothing0/", "hospitals/nothing0/"])
def test_what_is_not_there_is_told_in_data_too(client, address):
    assert "error" in get(client, f"/api/v1/{address}", 404)


def test_data_keep_back_what_pages_keep_back(client, hospital):
    article = make_article("只有摘要", [SENTENCE], page=make_page(SENTENCE, rights="summary"))
    make_claim(article, hospital, is_subject=True)
    draft = make_article("草稿", published=False)
    data = get(client, f"/api/v1/articles/{article.public_id}/")
    assert (data["text"], data["lead"]) == ([], None)
    assert [fact["sentence"] for fact in data["facts"]] == [None]
    get(client, f"/api/v1/articles/{draft.public_id}/", 404)
