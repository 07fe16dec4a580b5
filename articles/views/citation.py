"""How an article is cited: in the Chinese standard GB/T 7714 (newspaper, [N]) and as BibTeX.

What is not known is left out; neither form makes anything up.
"""

import re

from articles.models import Article, Contributor

AUTHORS = {
    Contributor.Role.AUTHOR,
    Contributor.Role.REPORTER,
    Contributor.Role.SPECIAL_REPORTER,
    Contributor.Role.CORRESPONDENT,
}
"""Who wrote it; not who took the pictures or edited a talk."""
NAMED_AUTHORS = 3
"""GB/T 7714-2015, 8.1.2: of more than three authors the first three are named, followed by 等."""
BIBTEX_SPECIAL = re.compile(r"([\\{}$&#^_~%])")


def authors_of(article: Article) -> list[str]:
    return [one.name for one in article.contributors.all() if one.role in AUTHORS]


def gb_citation(article: Article) -> str:
    """The reference in GB/T 7714-2015: 作者. 题名[N]. 报纸名, 年-月-日(版次).

    A title that was made for an article without one stands in square brackets.
    """
    authors = authors_of(article)
    by = ", ".join([*authors[:NAMED_AUTHORS], *(["等"] if len(authors) > NAMED_AUTHORS else [])])
    title = f"[{article.title}]" if article.title_is_suggested else article.title
    return " ".join(f"{part}." for part in [by, f"{title}[N]", issue_of(article)] if part)


def issue_of(article: Article) -> str:
    """Newspaper, date and page, as far as they are known: 报纸名, 2022-07-01(3)."""
    page = article.page
    day = page.issue_date.isoformat() if page.issue_date else ""
    label = page.page_label.removeprefix("第").removesuffix("版")
    return ", ".join(filter(None, [page.newspaper, day])) + (f"({label})" if label else "")


def bibtex(article: Article, address: str) -> str:
    """The reference for LaTeX; `address` is where the article is read."""
    page, day = article.page, article.page.issue_date
    fields = {
        "author": " and ".join(f"{{{plain(name)}}}" for name in authors_of(article)),
        "title": f"{{{plain(article.title)}}}" if article.title else "",
        "journal": plain(page.newspaper),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "day": str(day.day) if day else "",
        "pages": plain(page.page_label),
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@article{" + ",\n".join([article.public_id, *lines]) + "\n}"


def plain(text: str) -> str:
    """Text in which LaTeX finds no command."""
    return BIBTEX_SPECIAL.sub(r"\\\1", text)
