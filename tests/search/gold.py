"""The gold articles as records: real newspaper text for the search to work on."""

import json
from pathlib import Path

from articles.models import Article
from tests.factories import make_article

GOLD = Path(__file__).parents[1] / "gold"


def make_gold_articles() -> list[Article]:
    """Every article of the gold, published and with its title, subtitle, kicker and body."""
    pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [make_gold_article(article) for page in pages for article in page["articles"]]


def make_gold_article(gold: dict) -> Article:
    texts = {kind: [part["text"] for part in gold["body"] if part["type"] == kind] for kind in KINDS}
    return make_article(
        gold["title"] or "",
        texts["paragraph"],
        headings=texts["heading"],
        captions=texts["caption"],
        subtitle=gold.get("subtitle") or "",
        kicker=gold.get("kicker") or "",
        kind=gold["kind"],
    )


KINDS = ("heading", "paragraph", "caption")
