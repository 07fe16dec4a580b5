"""Stored pages, as the values that restoration and recognition make."""

from collections.abc import Iterator

from django.db.models import Prefetch, Q, QuerySet

from articles.export.facts import PublicFacts, StoredFacts
from articles.models import Article, HospitalName, InitiativeMention, PageVersion, Passage, ReviewReason, SourcePage
from articles.models import Contributor as ContributorRow
from articles.models import Section as SectionRow
from articles.page_schema import Origin, StoredPage
from articles.page_schema.owned import OwnedText
from articles.restore.types import (
    ArticleText,
    Contributor,
    Fix,
    Page,
    PassageText,
    Reason,
    Remnant,
    SectionText,
    TracedText,
    page_lines,
)

BATCH = 50
"""Pages that are held in memory at a time."""
HEAD = ("kicker", "title", "subtitle")


def export_pages(pages: QuerySet[SourcePage] | None = None, *, published: bool = False) -> Iterator[StoredPage]:
    """These pages, or all, in the order of their paths, character by character, whatever the database's collation.

    Of what is `published`, only what anybody may read in full: nothing of drafts, nor what only drafts teach.
    """
    pages = SourcePage.objects.all() if pages is None else pages
    pages = pages.public() if published else pages
    keys = [key for _, key in sorted(pages.values_list("path", "pk"))]
    contents = articles_with_content(published=published)
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        found = SourcePage.objects.prefetch_related(contents).in_bulk(batch)
        yield from (stored_page(found[key], published=published) for key in batch if key in found)


RELATED = {
    "hospitalmentions": ("hospital",),
    "branchmentions": ("branch__hospital", "branch__parent__hospital"),
    "initiativementions": ("initiative__hospital", "initiative__practice"),
    "policymentions": ("policy",),
    "personmentions": ("person__hospital",),
    "honourmentions": ("honour", "hospital"),
    "figures": ("hospital",),
}
"""The records that each kind of claim leads to, by the name of the relation from its passage."""
INITIATIVES = "initiativementions__initiative"


def articles_with_content(*, published: bool) -> Prefetch:
    """The articles of pages with everything below them, in a fixed number of queries."""
    articles, names = Article.objects.order_by("order", "pk"), HospitalName.objects.all()
    reasons, mentions = ReviewReason.objects.all(), InitiativeMention.objects.public()
    if published:
        articles, reasons = articles.published(), reasons.none()
        names = names.filter(Q(pk__in=names.public()) | Q(article__isnull=False))
    claims = [
        Prefetch(
            f"passages__{relation}",
            Passage._meta.get_field(relation).related_model.objects.live().select_related(*records),
        )
        for relation, records in RELATED.items()
    ]
    below = [
        *("sections", "contributors", "theme_links__theme", "passages", *claims, f"passages__{INITIATIVES}__themes"),
        Prefetch("review_reasons", reasons),
        Prefetch("passages__hospitalmentions__hospital__names", names),
        Prefetch(f"passages__{INITIATIVES}__mentions", mentions, to_attr="public_mentions"),
    ]
    return Prefetch("articles", articles.prefetch_related(*below))


def stored_page(page: SourcePage, *, published: bool) -> StoredPage:
    """A page with the newest of its versions. What an article owns of an earlier one has no place in it."""
    version = page.versions.order_by("-number").prefetch_related("fixes", "remnants").first()
    rows = list(page.articles.all())
    contents = [Content(row, version) for row in rows]
    restored = Page(
        text=version.text,
        encoding=version.encoding,
        lines=page_lines(version.text),
        articles=tuple(content.text() for content in contents),
        remnants=tuple(
            Remnant(row.kind, OwnedText.on(version.text, row.text, spans(row.spans)), row.detail)
            for row in version.remnants.all()
        ),
        fixes=tuple(
            Fix(row.rule, (row.first_line, row.last_line), row.before, row.after) for row in version.fixes.all()
        ),
    )
    origin = Origin(page.newspaper, page.issue_date, page.page_label, page.rights)
    made_of = PublicFacts if published else StoredFacts
    facts = made_of(rows, [content.printed for content in contents]).facts()
    return StoredPage(page.path, restored, facts, origin)


class Content:
    """The passages of an article where the schema has room for them: a head, printed bylines, and the body.

    `printed` are (field, index in the body, passage). A second title, which only people make, goes into the body; what
    people emptied is left out.
    """

    def __init__(self, article: Article, version: PageVersion) -> None:
        self.article, self.page_text = article, version.text
        self.is_current = article.read_from_id == version.pk
        rows = [row for row in article.passages.all() if row.text]
        self.head = {name: row for name in reversed(HEAD) for row in reversed(rows) if row.kind == name}
        self.bylines = [row for row in rows if row.kind == "byline"]
        apart = {row.pk for row in (*self.head.values(), *self.bylines)}
        self.body = [row for row in rows if row.pk not in apart]
        self.printed = [
            *((name, None, self.head[name]) for name in HEAD if name in self.head),
            *(("byline", None, row) for row in self.bylines[:1]),
            *(("body", index, row) for index, row in enumerate(self.body)),
        ]

    def text(self) -> ArticleText:
        article = self.article
        return ArticleText(
            **{name: self.head_part(name) for name in HEAD},
            bylines=tuple(map(self.passage, self.bylines)),
            body=tuple(map(self.passage, self.body)),
            contributors=tuple(map(contributor, article.contributors.all())),
            sections=tuple(map(self.section, article.sections.all())),
            suggested_title=article.title if self.is_suggested else "",
            continued_from=article.continued_from,
            continued_on=article.continued_on,
            reasons=self.reasons(None),
        )

    @property
    def is_suggested(self) -> bool:
        return self.article.title_is_suggested and "title" not in self.head

    def head_part(self, name: str) -> PassageText | None:
        """A part of the head: as printed, or as a person gave it where the page prints none."""
        if name in self.head:
            return self.passage(self.head[name])
        given = getattr(self.article, name)
        if not given or (name == "title" and self.is_suggested):
            return None
        return PassageText(name, TracedText.added(given))

    def passage(self, row: Passage) -> PassageText:
        kind = "heading" if row.kind in HEAD and self.head.get(row.kind) != row else row.kind
        text = OwnedText.on(self.page_text, row.text, spans(row.spans) if self.is_current else ())
        return PassageText(kind, text, row.level, row.role, row.truncated, self.reasons(row.pk))

    def reasons(self, passage: int | None) -> tuple[Reason, ...]:
        rows = [row for row in self.article.review_reasons.all() if row.passage_id == passage]
        return tuple(
            Reason(row.code, row.detail, None if row.first_line is None else (row.first_line, row.last_line))
            for row in rows
        )

    def section(self, row: SectionRow) -> SectionText:
        """A section from its first passage to its last; without any, a place before the body."""
        inside = [index for index, passage in enumerate(self.body) if passage.section_id == row.pk]
        first, last = (inside[0], inside[-1]) if inside else (0, -1)
        return SectionText(row.speaker, row.position, row.organisation, row.title, first, last, row.truncated)


def contributor(row: ContributorRow) -> Contributor:
    return Contributor(row.role, row.name, run_in=row.run_in, institution=row.is_institution)


def spans(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)
