"""The gold articles as records: real newspaper text for the search to work on."""

import json
from pathlib import Path

from articles.models import Article, Person
from articles.search.index import index_articles, index_names
from tests.factories import make_article, make_claim, make_hospital, make_initiative, make_theme

GOLD = Path(__file__).parents[1] / "gold"
KINDS = ("heading", "paragraph", "caption")


def gold_pages() -> list[dict]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]


def make_gold_articles() -> list[Article]:
    """Every article of the gold, published and with its title, subtitle, kicker and body."""
    return [make_gold_article(article) for page in gold_pages() for article in page["articles"]]


def make_gold_article(gold: dict) -> Article:
    texts = {kind: [part["text"] for part in gold["body"] if part["type"] == kind] for kind in KINDS}
    return make_article(
        gold["title"] or "",
        texts["paragraph"],
        headings=texts["heading"],
        captions=texts["caption"],
        contributors=[(one["role"], one["name"]) for one in gold["bylines"]],
        subtitle=gold.get("subtitle") or "",
        kicker=gold.get("kicker") or "",
        kind=gold["kind"],
    )


def make_gold_archive() -> dict[str, Article]:
    """The gold articles by their key in the gold, with their hospitals, themes, initiatives and people, indexed."""
    made = {}
    for page in gold_pages():
        own = {gold["key"]: make_gold_article(gold) for gold in page["articles"]}
        hospitals = {one["name"]: hospital_of(one) for one in page["hospitals"]}
        for gold in page["articles"]:
            make_gold_claims(own[gold["key"]], gold, hospitals)
        make_page_claims(page, own, hospitals)
        made |= own
    index_articles(made.values())
    return made


def hospital_of(gold: dict):
    from articles.models import Hospital

    return Hospital.objects.filter(name=gold["name"]).first() or make_hospital(gold["name"], aliases=gold["aliases"])


def make_gold_claims(article: Article, gold: dict, hospitals: dict) -> None:
    records = [make_theme(name) for name in gold["themes"]]
    for record in records:
        make_claim(article, record)
    for name in dict.fromkeys([*gold["hospitals"], *gold["hospitals_mentioned"]]):
        if name in hospitals:
            make_claim(article, hospitals[name], is_subject=name in gold["hospitals"])
            records.append(hospitals[name])
    index_names(records)


def make_page_claims(page: dict, own: dict[str, Article], hospitals: dict) -> None:
    """Initiatives and people, in the first article of the page that prints their names."""
    texts = {key: "".join(passage.text for passage in article.passages.all()) for key, article in own.items()}
    records = [(one["name"], initiative_of(one, hospitals)) for one in page["initiatives"]]
    records += [(one["name"], person_of(one)) for one in page["people"]]
    for name, record in records:
        key = next((key for key, text in texts.items() if name in text), None)
        if key:
            make_claim(own[key], record)
    index_names([record for _, record in records])


def initiative_of(gold: dict, hospitals: dict):
    return make_initiative(gold["name"], hospital=hospitals.get(gold["hospital"]))


def person_of(gold: dict) -> Person:
    return Person.objects.get_or_create(name=gold["name"], organisation=gold.get("organisation") or "")[0]
