"""What pages say to machines, in the vocabulary of schema.org. What is not known is left out."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article, Hospital, HospitalName
from articles.views.citation import authors_of


def described(kind: str, **values: Any) -> dict[str, Any]:
    """A thing with those of its properties that are known."""
    return {"@type": kind, **{name: value for name, value in values.items() if value}}


def article_data(request: HttpRequest, article: Article) -> dict[str, Any]:
    """An article of a newspaper, which the archive only reads: the date is that of the issue."""
    page, address = article.page, request.build_absolute_uri(article.get_absolute_url())
    return described(
        "NewsArticle",
        url=address,
        mainEntityOfPage=address,
        headline=article.title,
        alternativeHeadline=article.subtitle,
        inLanguage="zh-Hans",
        datePublished=page.issue_date.isoformat() if page.issue_date else None,
        printPage=page.page_label,
        author=[described("Person", name=name) for name in authors_of(article)],
        isPartOf=described("Newspaper", name=page.newspaper) if page.newspaper else None,
        keywords=[link.theme.name for link in article.theme_links.all()],
        dateModified=article.updated_at.isoformat(),
    )


def hospital_data(request: HttpRequest, hospital: Hospital, names: list[HospitalName]) -> dict[str, Any]:
    address = described("PostalAddress", addressRegion=hospital.province, addressLocality=hospital.city)
    return described(
        "Hospital",
        url=request.build_absolute_uri(hospital.get_absolute_url()),
        name=hospital.name,
        alternateName=[name.name for name in names],
        address=address if hospital.province else None,
    )


def site_data(request: HttpRequest, name: str) -> dict[str, Any]:
    """The archive itself, and how to search it."""
    search = f"{request.build_absolute_uri(reverse('articles'))}?q={{words}}"
    action = {"@type": "SearchAction", "target": search, "query-input": "required name=words"}
    address = request.build_absolute_uri(reverse("home"))
    return described("WebSite", url=address, name=name, potentialAction=action)
