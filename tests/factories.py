"""Records for tests: the fewest arguments that make a valid one. Everything else can be given by its field name.

    article = make_article(title="示范医院推进支部建设", paragraphs=["示范医院设有12个党支部。"])
    hospital = make_hospital("示范医院", aliases=["示范院"])
    make_claim(article, hospital, is_subject=True)

Nothing is indexed for the search: call `articles.search.index` for that, as a writer does.
"""

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.utils import timezone

from articles.models import (
    Article,
    ArticleTheme,
    BranchMention,
    Claim,
    Figure,
    FigureCheck,
    Honour,
    HonourMention,
    Hospital,
    HospitalMention,
    HospitalName,
    Initiative,
    InitiativeMention,
    PageVersion,
    PartyBranch,
    Passage,
    Person,
    PersonMention,
    Policy,
    PolicyMention,
    Practice,
    SourcePage,
    Theme,
)

MENTIONS = {
    Hospital: (HospitalMention, "hospital"),
    PartyBranch: (BranchMention, "branch"),
    Initiative: (InitiativeMention, "initiative"),
    Policy: (PolicyMention, "policy"),
    Person: (PersonMention, "person"),
    Honour: (HonourMention, "honour"),
}
"""Record type → the claim that names it, and the claim's field for it."""

numbers = count(1)


def make_page(text: str = "一页报纸的文字", **fields) -> SourcePage:
    """A source page with one version that holds `text`."""
    page = SourcePage.objects.create(**{"path": f"page-{next(numbers)}.txt"} | fields)
    data = text.encode()
    PageVersion.objects.create(
        page=page,
        number=1,
        sha256=hashlib.sha256(data).hexdigest(),
        byte_size=len(data),
        encoding="utf-8",
        text=text,
        line_count=text.count("\n") + 1,
        pipeline_version="test",
    )
    return page


def make_article(
    title: str = "一篇文章",
    paragraphs: Iterable[str] = ("正文。",),
    *,
    headings: Iterable[str] = (),
    captions: Iterable[str] = (),
    contributors: Iterable[tuple[str, str]] = (),
    page: SourcePage | None = None,
    published: bool = True,
    **fields,
) -> Article:
    """An article with its passages: head, headings, paragraphs, captions. `contributors` are (role, name).

    Without a `page` it gets its own, which holds just this article, a passage a line.
    """
    blocks = [(kind, text) for kind, text in head_and_body(title, fields, headings, paragraphs, captions) if text]
    page = page or make_page("\n".join(text for _, text in blocks))
    version = page.versions.get()
    state = {"publication": "published", "published_at": timezone.now()} if published else {}
    defaults = {"kind": "case", "about_party_building": True, "order": page.articles.count()}
    article = Article.objects.create(title=title, page=page, read_from=version, **defaults | state | fields)
    for order, (kind, text) in enumerate(blocks):
        make_passage(article, text, kind=kind, order=order)
    for order, (role, name) in enumerate(contributors):
        article.contributors.create(order=order, role=role, name=name)
    return article


def head_and_body(title: str, fields: dict, headings, paragraphs, captions) -> Iterator[tuple[str, str]]:
    yield "kicker", fields.get("kicker", "")
    yield "title", title
    yield "subtitle", fields.get("subtitle", "")
    for kind, texts in [("heading", headings), ("paragraph", paragraphs), ("caption", captions)]:
        for text in texts:
            yield kind, text


def make_passage(article: Article, text: str, kind: str = "paragraph", **fields) -> Passage:
    """One more passage of an article. It owns the place of the page where its text first stands, if there is one."""
    page_text = article.read_from.text
    start = page_text.find(text)
    line = page_text.count("\n", 0, start) + 1
    place = {"spans": [[start, start + len(text)]], "lines": [[line, line + text.count("\n")]]} if start >= 0 else {}
    defaults = {"order": article.passages.count()} | place
    return Passage.objects.create(article=article, kind=kind, machine_text=text, **defaults | fields)


def make_hospital(name: str = "示范医院", *, aliases: Iterable[str] = (), **fields) -> Hospital:
    hospital = Hospital.objects.create(name=name, **fields)
    for alias in aliases:
        HospitalName.objects.create(hospital=hospital, name=alias)
    return hospital


def make_initiative(name: str = "先锋行动", *, hospital: Hospital | None = None, **fields) -> Initiative:
    organiser = {} if hospital else {"organiser": "示范单位"}
    return Initiative.objects.create(name=name, hospital=hospital, **organiser | fields)


def make_practice(name: str = "支部建在科室上", *, synonyms: Iterable[str] = ()) -> Practice:
    practice = Practice.objects.create(name=name)
    for synonym in synonyms:
        practice.synonyms.create(name=synonym)
    return practice


def make_theme(name: str = "组织建设", **fields) -> Theme:
    """The theme of that name, made if there is none."""
    return Theme.objects.get_or_create(name=name, defaults={"slug": f"theme-{next(numbers)}"} | fields)[0]


def make_claim(article: Article, target: Model, printed: str = "", **fields) -> Claim | ArticleTheme:
    """The claim that `article` refers to `target`, read where `printed` (or else its name) first stands.

    Where it stands nowhere, the claim is read at the beginning of the first passage.
    """
    if isinstance(target, Theme):
        return ArticleTheme.objects.create(article=article, theme=target, rule="test", **fields)
    model, field = MENTIONS[type(target)]
    return model.objects.create(**{field: target} | read_at(article, printed or target.name) | fields)


def make_figure(article: Article, printed: str, value: float, *, measure: str = "party_members", **fields) -> Figure:
    """A figure read where `printed` stands in the article: make_figure(article, "党员293人", 293)."""
    return Figure.objects.create(measure=measure, value=Decimal(str(value)), **read_at(article, printed) | fields)


def make_check(figure: Figure, *, agrees: bool = False, **fields) -> FigureCheck:
    """A check of `figure` against one that is one more."""
    values = {"kind": "repeated", "figures": [figure.pk], "label": "党员", "stated": figure.value}
    values |= {"computed": figure.value + 1, "terms": [["党员", float(figure.value + 1)]], "id": next(numbers)}
    return FigureCheck.objects.create(article=figure.passage.article, agrees=agrees, **values | fields)


def read_at(article: Article, printed: str) -> dict:
    """The fields of a claim that say where it was read."""
    passages = list(article.passages.all())
    passage = next((passage for passage in passages if printed in passage.text), passages[0])
    start = max(passage.text.find(printed), 0)
    end = min(start + len(printed), len(passage.text))
    return {
        "passage": passage,
        "start": start,
        "end": end,
        "quote": passage.text,
        "key": f"key-{next(numbers)}",
        "rule": "test",
    }


def make_user(username: str = "reader", *, permissions: Iterable[str] = (), **fields):
    """A person with an account and these permissions, such as "view_article"."""
    user = get_user_model().objects.create_user(username, password="not-a-secret", **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user
