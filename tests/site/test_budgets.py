"""How many queries each page may cost. Three rows and eight rows cost the same; the limits are absolute."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Honour, Hospital, Initiative, PartyBranch, Person, Policy, Practice, SourcePage, Theme
from articles.search.index import index_articles
from tests.factories import (
    make_article,
    make_check,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_practice,
    make_theme,
)

pytestmark = pytest.mark.django_db

LIMITS = {
    "home": 12,
    "articles": 9,
    "search": 15,
    "filtered": 11,
    "hospitals": 2,
    "initiatives": 7,
    "practices": 6,
    "themes": 2,
    "figures": 5,
    "policies": 3,
    "article": 25,
    "printed": 32,
    "hospital": 19,
    "compare": 18,
    "people": 3,
    "person": 5,
    "feed": 3,
    "sitemap": 2,
    "api-articles": 4,
    "api-article": 14,
    "api-hospitals": 2,
    "api-hospital": 7,
    "branch": 6,
    "initiative": 8,
    "policy": 4,
    "theme": 10,
    "page": 8,
}


def make_row(number: int) -> None:
    """One more of everything: an article of the first page that names the first hospital and one of its own."""
    first = Hospital.objects.order_by("pk").first() or make_hospital("首家医院", province="甲省")
    page = SourcePage.objects.first()
    theme, practice = make_theme("首个主题"), Practice.objects.first() or make_practice()
    own = make_hospital(f"第{number}医院", province=f"省{number}")
    paragraphs = [f"首家医院与第{number}医院推行行动{number}，党员{number}人。"]
    article = make_article(f"第{number}篇", paragraphs, page=page)
    article.contributors.create(order=0, role="记者", name=f"某{number}")
    article.review_reasons.create(code="placed_by_fit")
    initiative = make_initiative(f"行动{number}", hospital=first, practice=practice)
    initiative.themes.add(theme, make_theme(f"主题{number}"))
    head = PartyBranch.objects.first()
    akin = make_initiative(f"同类行动{number}", hospital=own, practice=practice)
    akin.themes.add(theme)
    branch = first.branches.create(name=f"第{number}支部", level="branch", parent=head)
    records = [first, own, initiative, akin, branch, theme, make_theme(f"主题{number}")]
    records += [Person.objects.create(name=f"某{number}", hospital=first), Policy.objects.create(name=f"《{number}》")]
    for record in [*records, *filter(None, [head, Initiative.objects.first() if number > 1 else None])]:
        make_claim(article, record, **({"is_subject": True} if isinstance(record, Hospital) else {}))
    make_claim(article, Honour.objects.create(name=f"荣誉{number}"), hospital=first)
    make_check(make_figure(article, f"党员{number}人", number, hospital=first, unit="人"))
    article.read_from.fixes.create(order=number, rule="close_spaces", first_line=1, last_line=1, before="a", after="b")
    article.read_from.remnants.create(order=number, kind="copy", text="x", spans=[])
    theme.keywords.create(word=f"词{number}")
    practice.synonyms.create(name=f"做法{number}")
    index_articles([article])


def addresses() -> dict[str, str]:
    article = SourcePage.objects.first().articles.first()
    records = {
        "article": article,
        "hospital": Hospital.objects.order_by("pk").first(),
        "branch": PartyBranch.objects.first(),
        "initiative": Initiative.objects.order_by("pk").first(),
        "policy": Policy.objects.order_by("pk").first(),
        "theme": Theme.objects.get(name="首个主题"),
        "person": Person.objects.order_by("pk").first(),
        "page": article.page,
    }
    lists = ["home", "articles", "hospitals", "initiatives", "practices", "themes", "figures", "policies", "people"]
    hospitals = [f"h={one.public_id}" for one in Hospital.objects.order_by("pk")[:2]]
    return {
        **{name: reverse(name) for name in lists},
        **{name: record.get_absolute_url() for name, record in records.items()},
        **{name: reverse(name) for name in ("feed", "api-articles", "api-hospitals")},
        **{f"api-{name}": reverse(f"api-{name}", args=[records[name].public_id]) for name in ("article", "hospital")},
        "sitemap": reverse("sitemap", args=["hospitals"]),
        "compare": f"{reverse('compare')}?{'&'.join(hospitals)}",
        "printed": f"{article.get_absolute_url()}?printed=1",
        "search": f"{reverse('articles')}?q=党员",
        "filtered": f"{reverse('articles')}?province=甲省&theme={records['theme'].slug}&kind=case",
    }


def queries(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_cost_of_every_page(client):
    few, many = (costs(client, range(*numbers)) for numbers in [(1, 4), (4, 9)])
    assert many == few
    assert {name: cost for name, cost in many.items() if cost > LIMITS[name]} == {}
    assert set(many) == set(LIMITS)


def costs(client, numbers: range) -> dict[str, int]:
    """Queries of every page, once there are these rows too."""
    for number in numbers:
        make_row(number)
    queries(client, addresses()["search"])  # the search reads once what changed before
    return {name: len(queries(client, address)) for name, address in addresses().items()}


def test_text_of_a_page_is_loaded_where_its_lines_are_shown_alone(client):
    make_row(1)
    loading = {
        name
        for name, address in addresses().items()
        if any('"articles_pageversion"."text"' in sql for sql in queries(client, address))
    }
    assert loading == {"page", "printed"}
