"""Which articles of a new reading are which of the archive: known, new, a part of one, or deleted by a person."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.ingest.matching import SAME, by_text, one_to_one
from articles.ingest.writing.passages import New, Passages, size
from articles.models import Article, Passage

MOST = 0.5
"""Share of an article's characters from which it counts as a part of another one."""


@dataclass(slots=True)
class Fate:
    """What one article of the reading is. `record` is the row that says so; `home` is where passages go that nobody
    knows yet, None where a person deleted the article; `group` is the key by which the machine's grouping is kept.
    """

    record: Article | None = None
    home: Article | None = None
    group: int | None = None
    is_new: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the row holds the article by itself, not joined by a person into another one."""
        return self.record is not None and self.record == self.home


@dataclass(slots=True)
class Plan:
    """The fates of all articles of a reading, and what a person should decide: which articles the machine now splits
    (`parts`: row → numbers of the articles in it), joins to others (row → number) or does not find.
    """

    fates: list[Fate]
    parts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    joins: dict[int, int] = field(default_factory=dict)
    missing: set[int] = field(default_factory=set)

    @property
    def pending(self) -> set[int]:
        """Numbers of the articles that would be split off, or into which others would be joined.

        Until a person has decided, only the texts in them are brought up to date.
        """
        return {*self.joins.values(), *(number for parts in self.parts.values() for number in parts)}

    @property
    def left_alone(self) -> set[int]:
        """Keys of the articles whose passages stay where they are, because a person has to decide first."""
        return {*self.joins, *self.missing}


def plan_articles(rows: dict[int, Article], passages: Passages, deleted: dict[int, str], count: int) -> Plan:
    """Match the `count` articles of a reading with `rows`, by key, through the page characters of their passages.

    First by where the machine put the passages when it read them before, then by where they are now. `deleted` are the
    texts of articles that a person deleted, by key.
    """
    by_group, by_home = _weights(passages)
    sizes = _sizes(passages)
    pairs = one_to_one(_likely(by_group, sizes, _titled(passages)))
    rest = {(a, k): count for (a, k), count in by_home.items() if k not in pairs and a not in pairs.values()}
    pairs |= one_to_one(_likely(rest, sizes, set()))
    unknown = {k: text for k, text in _texts(passages.new).items() if k not in pairs}
    gone = by_text(deleted, unknown)
    plan = Plan([Fate() for _ in range(count)])
    for k, fate in enumerate(plan.fates):
        home = _dominant(by_home, k)
        if k in pairs:
            row = rows.get(pairs[k])
            plan.fates[k] = Fate(row, row.current() if row else rows.get(home), pairs[k])
        elif k in gone:
            continue
        elif home is not None and by_home[home, k] >= MOST * sizes["new", k]:
            plan.fates[k] = Fate(None, rows[home], _dominant(by_group, k))
            plan.parts[home].append(k)
        else:
            fate.is_new = True
    _find_lost(plan, rows, passages, by_group, pairs, sizes)
    return plan


def _find_lost(plan: Plan, rows, passages: Passages, by_group: Counter, pairs: dict[int, int], sizes: Counter) -> None:
    """Articles that the machine had found, and now finds in another one, or nowhere."""
    for key in {each.group for each in passages.old} - set(pairs.values()):
        if key not in rows or rows[key].joined_into_id:
            continue
        into = max((k for g, k in by_group if g == key), key=lambda k: by_group[key, k], default=None)
        if into is not None and by_group[key, into] >= MOST * sizes["old", key] and plan.fates[into].is_whole:
            plan.joins[key] = into
        else:
            plan.missing.add(key)


def _weights(passages: Passages) -> tuple[Counter, Counter]:
    """Characters that articles, as the machine grouped them and as they are, share with the articles of the reading."""
    numbers = {id(each): i for i, each in enumerate(passages.old)}
    by_group, by_home = Counter(), Counter()
    shared = dict(passages.shared)
    for j, new in enumerate(passages.new):
        if new.old is not None:
            shared.setdefault((numbers[id(new.old)], j), size(new.text))
    for (i, j), count in shared.items():
        old, k = passages.old[i], passages.new[j].article
        by_group[old.group, k] += count
        by_home[old.record.article_id, k] += count
    for j, article in passages.erased.items():
        by_group[article, passages.new[j].article] += size(passages.new[j].text)
    return by_group, by_home


def _sizes(passages: Passages) -> Counter:
    """Characters of each old group ("old", key) and each new article ("new", number)."""
    sizes = Counter()
    for old in passages.old:
        sizes["old", old.group] += size(old.record.machine_text)
    for new in passages.new:
        sizes["new", new.article] += size(new.text)
    return sizes


def _titled(passages: Passages) -> set[tuple[int, int]]:
    """(old group, new article) that share their title."""
    titles = (new for new in passages.new if new.part.kind == Passage.Kind.TITLE and new.old is not None)
    return {(new.old.group, new.article) for new in titles if new.old.record.kind == Passage.Kind.TITLE}


def _likely(weights: Counter, sizes: Counter, titled: set[tuple[int, int]]) -> Iterator[tuple[float, int, int]]:
    """Old and new articles that share enough, with how much: an article goes with its title before all."""
    for (key, k), count in weights.items():
        smaller = min(sizes["old", key] or count, sizes["new", k])
        if count >= SAME * smaller:
            yield count + ((key, k) in titled) * sizes.total(), key, k


def _dominant(weights: Counter, k: int) -> int | None:
    """The old article of which the new one holds most; None where it holds nothing of any."""
    return max((key for key, number in weights if number == k), key=lambda key: weights[key, k], default=None)


def _texts(new: list[New]) -> dict[int, str]:
    texts: dict[int, str] = defaultdict(str)
    for each in new:
        texts[each.article] += each.text
    return texts
