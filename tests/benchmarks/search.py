"""Search from end to end: 200 mixed queries over a made archive, beside the bare fetch of keys and `icontains`.

Compared are the page of results that a reader gets (count, first twenty with excerpts, and facets on our side alone),
the keys of the documents with each word, and the page and the count that `icontains` gives.

`python -m tests.benchmarks.search --articles 10000 --database postgresql` from the root of the project. `--database` is
sqlite (default), postgresql (a server of its own, thrown away) or the address of an empty database. An archive of the
same size that is already in that database is measured again, not made again.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

ICONTAINS_EVERY = 4
"""One query of so many is also asked by `icontains`, which takes seconds each."""
SELECTIVE = 0.01
"""A query is selective that finds at most this share of the articles."""


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql or an address")
    parser.add_argument("--short", action="store_true", help="articles of one paragraph")
    parser.add_argument("--cpu", action="store_true", help="processor time, for a machine with other work")
    parser.add_argument("--runs", type=int, default=2, help="runs of each query, of which the best counts")
    parser.add_argument("--queries", type=int, default=200)
    return parser.parse_args()


def database_address(wanted: str, resources: ExitStack) -> str:
    from tests.postgresql import running_server

    if wanted == "postgresql":
        return resources.enter_context(running_server())
    if wanted == "sqlite":
        folder = resources.enter_context(tempfile.TemporaryDirectory(prefix="archive-benchmark-"))
        return f"sqlite:///{folder}/archive.sqlite3"
    return wanted


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def timed(work: Callable) -> tuple[float, object]:
    """Seconds that the work took, and what it gave. `clock`: of the wall, or of this process's processor time."""
    start = clock()
    result = work()
    return clock() - start, result


clock = time.perf_counter


def work_in_one_process() -> None:
    """Keep a PostgreSQL server from handing parts of a query to processes whose time is not counted."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def processor_time() -> float:
    """Seconds of processor time of this process, and of the process of a PostgreSQL server on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return time.process_time() + int(server.split()[0]) / 1e9


def quickest(work: Callable, runs: int = 2) -> float:
    """Milliseconds of the best of some runs."""
    return 1000 * min(timed(work)[0] for _ in range(runs))


# --- The archive and its index ----------------------------------------------------------------------------------------


def make(options: argparse.Namespace) -> None:
    """Make the archive, if it is not there, and index it, in batches that one process can hold."""
    from articles.models import Article, Passage, SearchDocument
    from articles.search.contract import pair_index
    from articles.search.rebuild import reindex
    from tests.benchmarks.archive_maker import Maker

    if not Article.objects.exists():
        seconds, _ = timed(Maker(options.articles, short=options.short).make)
        say(f"archive made in {seconds:.0f} s")
    if SearchDocument.objects.count() < Article.objects.count():
        seconds, _ = timed(reindex)
        per_second = Article.objects.count() / seconds
        texts = list(Passage.objects.order_by("pk").values_list("machine_text", flat=True)[:5000])
        say(f"index built in {seconds:.0f} s: {per_second:.0f} articles a second; {bare_tokenisation(texts)}")
    size, text = pair_index().size(), text_size()
    say(f"index {size / 1e6:.0f} MB, text {text / 1e6:.0f} MB, {size / text:.1f} times")


def bare_tokenisation(texts: list[str]) -> str:
    from articles.models import Passage
    from articles.search.words import tokenizer

    seconds, _ = timed(lambda: [list(tokenizer().cut(text)) for text in texts])
    return f"bare tokenisation of all texts would take {seconds / len(texts) * Passage.objects.count():.0f} s"


def text_size() -> int:
    from django.db import connection

    functions = {"postgresql": "octet_length(machine_text)", "sqlite": "length(CAST(machine_text AS BLOB))"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({functions[connection.vendor]}) FROM articles_passage")
        return int(cursor.fetchone()[0])


# --- The queries ------------------------------------------------------------------------------------------------------


OPERATORS = ("{} -{}", "{} OR {}", "标题:{} {}", "医院:{} {}", "年:2012-2018 {} {}")


def queries(number: int, maker) -> list[tuple[str, str]]:
    """(sort, query): frequent, middling and rare words, several words, single characters, names, phrases, operators."""
    from articles.models import Hospital, Passage
    from tests.benchmarks.archive_maker import HEAD

    chance = random.Random(2)
    hospitals = list(Hospital.objects.order_by("pk").values_list("name", flat=True)[:200])
    texts = list(Passage.objects.filter(kind="paragraph").order_by("pk").values_list("machine_text", flat=True)[:500])

    def word() -> str:
        return chance.choice(
            [
                *HEAD,
                *chance.choices(maker.domain, cum_weights=maker.domain_weights, k=10),
                *chance.sample(maker.tail, 10),
            ]
        )

    def part() -> str:
        text = chance.choice(texts)
        start = chance.randrange(len(text) - 10)
        return text[start : start + chance.randint(3, 8)].replace("。", "").replace("，", "") or "医院"

    sorts = {
        "frequent": lambda: chance.choice(HEAD),
        "word": word,
        "rare": lambda: chance.choice(maker.tail[2000:]),
        "two words": lambda: f"{word()} {word()}",
        "three words": lambda: f"{chance.choice(HEAD)} {word()} {word()}",
        "character": lambda: chance.choice("医院党建国人大民学科"),
        "hospital": lambda: chance.choice(hospitals),
        "part of a text": part,
        "operators": lambda: chance.choice(OPERATORS).format(word(), word()),
    }
    names = list(sorts)
    return [(sort, sorts[sort]()) for sort in (names[place % len(names)] for place in range(number))]


def full(text: str) -> int:
    """What the page of results needs: keys, count, first twenty, facets, excerpts."""
    from articles.search.base import search
    from articles.search.excerpts import excerpts
    from articles.search.narrowing import COUNTERS

    found = search(text)
    excerpts(found.articles[:20], found.query)
    for facet in COUNTERS:
        found.facet(facet)
    return found.count


def bare(text: str) -> Callable[[], list]:
    """Fetching the keys of all documents with each word of the query, and nothing else."""
    from articles.search.catalogue import catalogue
    from articles.search.contract import pair_index
    from articles.search.fields import Zone
    from articles.search.matching import lookup
    from articles.search.query import parse

    lookups = [lookup(catalogue(), term.text, Zone.ANYWHERE) for term in parse(text).words]
    return lambda: pair_index().find(lookups)


def containing(text: str):
    """The articles in whose passages every word stands, as a plain scan finds them."""
    from articles.models import Article
    from articles.search.query import parse

    articles = Article.objects.published()
    for term in parse(text).words:
        articles = articles.filter(passages__machine_text__icontains=term.text)
    return articles.distinct()


def icontains(text: str) -> int:
    return containing(text).count()


def icontains_page(text: str) -> int:
    """What a page of results needs, without any facet."""
    from articles.search.excerpts import excerpts
    from articles.search.query import parse

    rows = containing(text)
    excerpts(list(rows.newest_first().select_related("page")[:20]), parse(text))
    return rows.count()


class Row(NamedTuple):
    """One query: its sort, the articles that it finds, and milliseconds; by `icontains` where that was asked too."""

    sort: str
    text: str
    found: int
    full: float
    bare: float
    scan: float | None
    scan_page: float | None


def measure(asked: list[tuple[str, str]], runs: int) -> Iterator[Row]:
    from articles.search.base import search

    for place, (sort, text) in enumerate(asked):
        ours = [quickest(work, runs) for work in (partial(full, text), bare(text))]
        scans = [None, None]
        if place % ICONTAINS_EVERY == 0:
            scans = [quickest(partial(ask, text), 1) for ask in (icontains, icontains_page)]
        yield Row(sort, text, search(text).count, *ours, *scans)


def summary(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{statistics.median(ordered):8.1f} {ordered[int(0.95 * (len(ordered) - 1))]:8.1f} {ordered[-1]:8.1f}"


def report(rows: list[Row], articles: int) -> None:
    columns = f"{'p50':>8} {'p95':>8} {'max':>8}"
    say(f"{'milliseconds':16} full: {columns}  bare: {columns}  icontains p50")
    for sort in [*dict.fromkeys(row.sort for row in rows), "all"]:
        ours = [row for row in rows if sort in (row.sort, "all")]
        slow = [row.scan for row in ours if row.scan is not None]
        scan = f"{statistics.median(slow):8.0f}" if slow else ""
        say(
            f"{sort:16}        {summary([row.full for row in ours])}"
            f"         {summary([row.bare for row in ours])}  {scan}"
        )
    over = [row for row in rows if row.full > 3 * row.bare + 10]
    say(f"above 3 × bare + 10 ms: {len(over)} of {len(rows)}")
    for row in sorted(over, key=lambda row: 3 * row.bare - row.full)[:5]:
        say(f"  {row.sort}: {row.text}: {row.full:.1f} beside {row.bare:.1f}")
    report_selective([row for row in rows if row.scan and row.found <= SELECTIVE * articles])


def report_selective(rows: list[Row]) -> None:
    """How many times cheaper selective queries are than a plain scan, both from end to end."""
    ratios = {
        "keys beside the scan's count": [row.scan / row.bare for row in rows],
        "page beside the scan's count": [row.scan / row.full for row in rows],
        "page beside the scan's page": [row.scan_page / row.full for row in rows],
    }
    for name, values in ratios.items():
        say(f"{len(rows)} selective queries, {name}: {statistics.median(values):.0f} times cheaper (median)")


UPDATES = 200


def updates() -> str:
    """What it costs to index one article again, with what its next search does for it."""
    from articles.models import Article
    from articles.search.base import search
    from articles.search.index import index_articles

    keys = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    written, read = [], []
    for key in [keys[0], *random.Random(3).sample(keys, min(UPDATES, len(keys)))]:
        written.append(1000 * timed(lambda key=key: index_articles(Article.objects.filter(pk=key)))[0])
        read.append(1000 * timed(lambda: search("医院").catalogue)[0])
    # The first one loads dictionaries.
    return f"one article indexed again in {spread(written[1:])}; read by the next search in {spread(read[1:])}"


def spread(values: list[float]) -> str:
    """The middle of some milliseconds with that of the lower and of the upper half, and their mean."""
    lower, middle, upper = statistics.quantiles(values, n=4)
    return f"{middle:.1f} ms ({lower:.1f} to {upper:.1f}, mean {statistics.mean(values):.1f})"


def suggestions() -> str:
    """What it costs to offer something to people who typed a little."""
    from articles.search.suggest import suggest

    costs = [quickest(lambda text=text: suggest(text)) for text in ("医", "医院", "党建", "yi", "yiyuan", "dj", "信息")]
    return f"suggestions in {statistics.median(costs):.1f} ms, at most {max(costs):.1f} ms"


def browsing() -> str:
    """What the list costs on which nothing is looked for: count, first twenty, facets."""
    from articles.search.base import browse
    from articles.search.narrowing import COUNTERS
    from articles.search.ranking import ORDERS

    def page(order: str) -> None:
        found = browse(order=order)
        list(found.articles.as_cards()[:20])
        for facet in COUNTERS:
            found.facet(facet)

    costs = [f"{order} {quickest(lambda order=order: page(order)):.1f} ms" for order in ORDERS]
    return f"list without words: {', '.join(costs)}"


def main() -> None:
    options = parsed_arguments()
    if options.cpu:
        globals()["clock"] = processor_time
    with ExitStack() as resources:
        os.environ["DATABASE_URL"] = database_address(options.database, resources)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
        import django

        django.setup()
        from django.core.management import call_command

        from articles.search.catalogue import catalogue
        from tests.benchmarks.archive_maker import Maker

        call_command("migrate", verbosity=0)
        if options.cpu:
            work_in_one_process()
        make(options)
        seconds, held = timed(catalogue)
        say(f"catalogue of {len(held)} articles loaded in {seconds:.1f} s")
        say(updates())
        say(suggestions())
        say(browsing())
        report(list(measure(queries(options.queries, Maker(options.articles)), options.runs)), len(held))


if __name__ == "__main__":
    main()
