"""Pages built from the gold, as if restoration had made no mistake, so that recognition is measured alone."""

import json
from pathlib import Path

from articles.restore.types import ArticleText, Contributor, Page, PassageText, SectionText, TracedText, page_lines

GOLD = Path(__file__).parents[1] / "gold"


class Press:
    """Prints text onto a page, one passage a line, and hands out the passages that stand there."""

    def __init__(self):
        self.printed = []
        self.place = 0

    def passage(self, kind, text, **details):
        traced = TracedText.of(text, self.place)
        self.printed.append(text)
        self.place += len(text) + 1
        return PassageText(kind, traced, **details)

    def head(self, kind, article):
        return self.passage(kind, article[kind]) if article.get(kind) else None

    def article(self, gold):
        sections = gold.get("sections", [])
        return ArticleText(
            kicker=self.head("kicker", gold),
            title=self.head("title", gold),
            subtitle=self.head("subtitle", gold),
            body=tuple(
                self.passage(
                    block["type"], block["text"], level=block.get("level"), truncated=block.get("truncated", False)
                )
                for block in gold["body"]
            ),
            contributors=tuple(Contributor(person["role"], person["name"]) for person in gold.get("bylines", [])),
            sections=tuple(
                SectionText(**{key: "" if (value := part.get(key)) is None else value for key in SectionText.__slots__})
                for part in sections
            ),
            suggested_title=gold.get("suggested_title") or "",
            continued_from=gold.get("continued_from") or "",
        )


def page_of(*articles):
    """A page of articles, each given in the shape of the gold."""
    press = Press()
    built = tuple(press.article(article) for article in articles)
    text = "\n".join(press.printed)
    return Page(text, "utf-8", page_lines(text), built)


def gold_pages():
    """(file name, gold, page) of every gold page."""
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield gold["source"], gold, page_of(*gold["articles"])


def page_of_text(*paragraphs, title=None):
    """A page with one article of plain paragraphs."""
    return page_of({"title": title, "body": [{"type": "paragraph", "text": text} for text in paragraphs]})
