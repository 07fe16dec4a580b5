"""A page as plain values, to compare and to read."""

from articles.restore.types import ArticleText, Page


def plain(page: Page) -> list[dict]:
    return [plain_article(article) for article in page.articles]


def plain_article(article: ArticleText) -> dict:
    """What an article says, empty fields left out."""
    heads = {name: getattr(article, name) for name in ("kicker", "title", "subtitle")}
    fields = {
        **{name: part.text.text for name, part in heads.items() if part},
        "contributors": [[person.role, person.name] for person in article.contributors],
        "continued_from": article.continued_from,
        "continued_on": article.continued_on,
        "body": [[part.kind, part.text.text] for part in article.body],
        "speakers": [[s.speaker, s.organisation, s.position, s.body_first, s.body_last] for s in article.sections],
        "truncated": [part.text.text[-8:] for part in article.body if part.truncated],
    }
    return {name: value for name, value in fields.items() if value}
