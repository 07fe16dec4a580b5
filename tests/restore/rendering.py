"""A page as plain text again: one block on each line, a blank line between any two."""

from articles.restore.types import ArticleText, Page


def render(page: Page) -> bytes:
    return "\n\n".join(line for article in page.articles for line in lines(article)).encode()


def lines(article: ArticleText) -> list[str]:
    notice_before = [f"（上接{article.continued_from}）"] if article.continued_from else []
    notice_after = [f"（下转{article.continued_on}）"] if article.continued_on else []
    head = [part.text.text for part in (article.kicker, article.title, article.subtitle, *article.bylines) if part]
    body = [part.text.text for part in article.body if part.kind != "caption"]
    captions = [part.text.text for part in article.body if part.kind == "caption"]
    return [*head, *notice_before, *body, *notice_after, *captions]
