"""Writing the passages of a page: each into its article, in its place, with what it says."""

from collections import Counter
from collections.abc import Iterable

from articles.ingest.alignment import NOWHERE
from articles.ingest.writing.fates import Fate, Plan
from articles.ingest.writing.merging import Merger
from articles.ingest.writing.passages import New, Old, Passages
from articles.ledger import place
from articles.models import Article, Passage
from articles.restore.types import Page, merged_spans

HEAD = (Passage.Kind.KICKER, Passage.Kind.TITLE, Passage.Kind.SUBTITLE)
"""Parts of the head: an article's own fields carry what is proposed for them."""
UNPLACED = 2_000_000
"""Added to the place of a new passage until the order of its article is known."""


class Blocks:
    """Writes the passages of one reading. `said` holds, by key, what readers saw of a stored passage before."""

    def __init__(self, page: Page, rows: dict[int, Article], passages: Passages, plan: Plan, merger: Merger) -> None:
        self.page = page
        self.rows = rows
        self.passages = passages
        self.plan = plan
        self.merger = merger
        self.ledger = merger.ledger
        self.said = {old.record.pk: old.record.text for old in passages.old}

    def write(self) -> None:
        """Bring stored passages up to date and add new ones. Lost ones are left to `clear`."""
        fresh: list[Passage] = []
        counts: Counter[int] = Counter()
        for j, new in enumerate(self.passages.new):
            fate = self.plan.fates[new.article]
            if new.old is not None:
                self._renew(new, new.old, fate)
            elif fate.home is not None and j not in self.passages.erased:
                order = counts[fate.home.pk] + (0 if fate.is_new else UNPLACED)
                new.record = self._make(new, fate, order)
                counts[fate.home.pk] += 1
                fresh.append(new.record)
        self.ledger.add_all(fresh)

    def clear(self) -> None:
        """Remove the passages that the new reading does not find, unless a person decided on them: they stay, own what
        nobody else owns of the page, and that they are not found is proposed.
        """
        lost = self.passages.lost
        owned = {at for new in self.passages.new if new.record for at in new.places} if lost else set()
        for old in lost:
            stays = old.group in self.plan.left_alone
            if not stays and not self.merger.decided.touched(old.record):
                self.ledger.remove([old.record])
                continue
            spans = merged_spans(at for at in old.places if at != NOWHERE and at not in owned)
            self._own(old.record, list(spans))
            if not stays:
                self.merger.differ(old.record, "existence", True, True, False)
        for new in self.passages.new:
            if new.old is not None:
                self.merger.settle(new.old.record, "existence")

    def arrange(self) -> None:
        """Put the passages of each article in the order of the page, or behind each other as a person arranged them."""
        numbers = {new.record.pk: j for j, new in enumerate(self.passages.new) if new.record}
        records = [each.record for each in self.passages.old if each.record.pk]
        records += [new.record for new in self.passages.new if new.record and new.old is None]
        for key in self.rows:
            mine = sorted((each for each in records if each.article_id == key), key=lambda each: each.order)
            ordered = self._in_order(mine, numbers)
            place(ordered, list(range(len(ordered))), self.ledger)

    def kept(self) -> set[int]:
        """Places of the page that passages own which the reading does not know."""
        lost = [old.record for old in self.passages.lost if old.record.pk]
        return {at for record in lost for start, end in record.spans for at in range(start, end)}

    def _in_order(self, mine: list[Passage], numbers: dict[int, int]) -> list[Passage]:
        stored = [each for each in mine if each.order < UNPLACED]
        arranged = self.merger.decided.has_arranged(stored)
        fixed = stored if arranged else sorted((e for e in mine if e.pk in numbers), key=lambda each: numbers[each.pk])
        ordered = list(fixed)
        for each in mine:
            if each not in fixed:
                before = _before(each, mine) if not arranged else _last_read(each, ordered, numbers)
                ordered.insert(ordered.index(before) + 1 if before in ordered else 0, each)
        return ordered

    def _make(self, new: New, fate: Fate, order: int) -> Passage:
        spans = list(new.part.text.spans())
        machine = self._fields(new) | {"article": fate.group or fate.home.pk}
        return Passage(
            article=fate.home,
            order=order,
            machine_text=new.text,
            machine_values=machine,
            **_place_of(self.page, spans),
            **self._fields(new),
        )

    def _renew(self, new: New, old: Old, fate: Fate) -> None:
        record = new.record = old.record
        if record.correction is not None and record.kind not in HEAD:
            self.merger.differ(record, "text", record.machine_text, record.correction, new.text)
        self._move(record, old.group, fate)
        if new.article not in self.plan.pending:
            self.merger.merge(record, **self._fields(new))
        self.ledger.write(record, machine_text=new.text)
        self._own(record, list(new.part.text.spans()))

    def _move(self, record: Passage, then: int, fate: Fate) -> None:
        """Let a passage follow the machine into another article.

        It stays where a person has to decide on the articles first, or decided on the passage.
        """
        now = then if then in self.plan.left_alone or fate.group not in self.rows else fate.group
        if now != then:
            goal = self.rows[now].current()
            if record.article_id != then or "article_id" in self.merger.decided.fields(record):
                self.merger.differ(record, "article_id", then, record.article_id, goal.pk)
            else:
                self.ledger.write(record, article=goal, order=record.order + UNPLACED, section=None)
        self.ledger.write(record, machine_values={**record.machine_values, "article": now})

    def _own(self, record: Passage, spans: list[tuple[int, int]]) -> None:
        self.ledger.write(record, **_place_of(self.page, spans))

    @staticmethod
    def _fields(new: New) -> dict:
        part = new.part
        return {"kind": part.kind, "role": part.role, "level": part.level, "truncated": part.truncated}


def _place_of(page: Page, spans: list[tuple[int, int]]) -> dict:
    return {
        "spans": [list(span) for span in spans],
        "lines": [list(lines) for lines in page.line_ranges(spans)],
    }


def _before(passage: Passage, stored: list[Passage]) -> Passage | None:
    """The passage that stood before one that the reading does not find."""
    at = stored.index(passage)
    return stored[at - 1] if at else None


def _last_read(passage: Passage, ordered: Iterable[Passage], numbers: dict[int, int]) -> Passage | None:
    """Of passages in an order of a person's, the one that the page prints before `passage`."""
    number = numbers[passage.pk]
    earlier = [each for each in ordered if numbers.get(each.pk, number) < number]
    return max(earlier, key=lambda each: numbers[each.pk], default=None)
