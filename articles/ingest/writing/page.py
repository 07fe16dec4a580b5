"""A whole page: the steps in order."""

from collections import Counter

from django.utils import timezone

from articles.ingest.authorities import Authorities
from articles.ingest.facts import fact_claims, facts_of
from articles.ingest.pruning import left_behind, prune
from articles.ingest.register import Register
from articles.ingest.writing.blocks import Blocks
from articles.ingest.writing.claims import Claims
from articles.ingest.writing.decided import Decided, rows_of
from articles.ingest.writing.fates import Fate, Plan, plan_articles
from articles.ingest.writing.merging import Merger, proposals_on
from articles.ingest.writing.parts import Parts, article_fields, parts_read
from articles.ingest.writing.passages import New, match_passages, read_passages, stored_passages
from articles.ledger import Ledger
from articles.models import (
    Article,
    IngestRun,
    PageVersion,
    Passage,
    SourcePage,
)
from articles.pipeline import Reading

NO_NEWS = {"read_from_id", "order", "spans", "lines", "machine_values"}
"""Fields that may change without an article saying anything new."""


class PageWriter:
    """Writes one reading of a page: of a new one with the `register` of what the pages that are written with it name.

    `kept` are places of the page that passages own which the reading does not know.
    """

    def __init__(
        self,
        version: PageVersion,
        reading: Reading,
        ledger: Ledger,
        run: IngestRun | None,
        register: Register | None = None,
    ) -> None:
        self.version = version
        self.reading = reading
        self.ledger = ledger
        self.register = register
        is_new = register is not None
        self.rows = {} if is_new else _articles(version.page)
        self.records = _passages(self.rows)
        self.decided = Decided(version.page, () if is_new else rows_of(version.page))
        self.merger = Merger(ledger, self.decided, run, () if is_new else proposals_on(version.page))
        self.kept: set[int] = set()

    def write(self, *, publish: bool) -> Counter[str]:
        """Write everything; `publish` puts new articles online. Counts articles created, updated, and proposals."""
        old = stored_passages(self.records, self.version)
        passages = match_passages(old, read_passages(self.reading.page), self.decided.removed(Passage))
        plan = plan_articles(self.rows, passages, self._deleted_texts(), len(self.reading.page.articles))
        self._make_articles(plan, passages.new, publish=publish)
        for row in self.rows.values():
            self.ledger.write(row, read_from=self.version)
        blocks = Blocks(self.reading.page, self.rows, passages, plan, self.merger)
        blocks.write()
        homes = [fate.home for fate in plan.fates]
        facts = facts_of(self.reading.facts, {number for number, home in enumerate(homes) if home is not None})
        register = self.register or Register([facts], list(filter(None, homes)))
        authorities = Authorities(facts, homes, register, self.ledger)
        Claims(passages, self.merger, blocks.said).write(fact_claims(facts, authorities))
        blocks.clear()
        self._write_parts(plan, passages.new, authorities)
        blocks.arrange()
        self._propose(plan, passages.new)
        rows = self.ledger.differences()
        authorities.take_back(rows)
        prune(left_behind(rows), self.ledger)
        self.kept = blocks.kept()
        return self._count(plan)

    def _make_articles(self, plan: Plan, passages: list[New], *, publish: bool) -> None:
        online = {"publication": Article.Publication.PUBLISHED, "published_at": timezone.now()} if publish else {}
        made: dict[int, Article] = {}
        for number, fate in enumerate(plan.fates):
            if fate.is_new:
                text = self.reading.page.articles[number]
                values = article_fields(text, self.reading.facts.articles[number])
                machine = {**values, **parts_read(text, [new for new in passages if new.article == number])}
                place = {"page": self.version.page, "read_from": self.version, "order": number}
                made[number] = Article(**place, **online, **values, machine_values=machine)
        self.ledger.add_all(made.values())
        for number, row in made.items():
            self.rows[row.pk] = row
            plan.fates[number] = Fate(row, row, row.pk, is_new=True)

    def _write_parts(self, plan: Plan, passages: list[New], authorities: Authorities) -> None:
        page, facts = self.reading.page, self.reading.facts
        for number, fate in enumerate(plan.fates):
            if fate.is_whole and number not in plan.pending:
                text, of_article = page.articles[number], facts.articles[number]
                if not fate.is_new:
                    self.merger.merge(fate.record, **article_fields(text, of_article))
                    self.ledger.write(fate.record, order=number)
                mine = [each for each in passages if each.article == number]
                hospitals = {part.organisation: authorities.hospital(part.organisation) for part in text.sections}
                parts = Parts(fate.record, mine, self.merger, is_new=fate.is_new)
                parts.write_contributors(text)
                parts.write_reasons(text)
                parts.remember(text)
                parts.write_themes(of_article, authorities.register.themes)
                parts.write_sections(text, hospitals)

    def _propose(self, plan: Plan, passages: list[New]) -> None:
        """File what a person should decide about whole articles; take back what no longer differs."""
        for key, row in self.rows.items():
            parts = [
                [each.record.pk for each in passages if each.article == number and each.record]
                for number in plan.parts.get(key, ())
            ]
            into = plan.joins.get(key)
            goal = plan.fates[into].record.pk if into is not None else None
            self.merger.differ(row, "parts", [], [], parts)
            self.merger.differ(row, "joined_into_id", None, None, goal)
            self.merger.differ(row, "existence", True, True, key not in plan.missing)

    def _deleted_texts(self) -> dict[int, str]:
        """What the articles said that a person deleted from this page, by key."""
        texts = {before["id"]: "" for before in self.decided.removed(Article)}
        for before in sorted(self.decided.removed(Passage), key=lambda before: before["order"]):
            if before["article_id"] in texts:
                texts[before["article_id"]] += before["machine_text"]
        return texts

    def _count(self, plan: Plan) -> Counter[str]:
        made = {fate.record.pk for fate in plan.fates if fate.is_new}
        known = self.rows.keys() - made
        rows = [row for row in self.ledger.differences() if row.article in known] if known else ()
        changed = {
            row.article
            for row in rows
            if row.record._meta.model_name != "proposal" and not (row.after or {}).keys() <= NO_NEWS
        }
        updated = changed | {row.article for row in rows if row.after is None}
        return Counter(created=len(made), updated=len(updated), proposed=self.merger.filed)


def _articles(page: SourcePage) -> dict[int, Article]:
    """The articles of a page by key; joined ones lead to the same objects. Nobody decides on them meanwhile."""
    held = page.articles.select_for_update(of=("self",)).select_related("read_from")
    rows = {row.pk: row for row in held.order_by("order", "pk")}
    for row in rows.values():
        if row.joined_into_id in rows:
            row.joined_into = rows[row.joined_into_id]
    return rows


def _passages(rows: dict[int, Article]) -> list[Passage]:
    records = list(Passage.objects.filter(article__in=rows).order_by("article", "order")) if rows else []
    for record in records:
        record.article = rows[record.article_id]
    return records
