"""Pages a second of ingest beside the bare parse of the same pages in the same processes, and the memory it takes.

`python -m tests.benchmarks.ingest [--pages 1000 10000] [--jobs 2] [--databases sqlite postgresql]` from the root of the
project. Pages are made (tests/page_maker); each measurement has its own processes and an empty archive.
Both are measured alike: seconds on the clock, with the start of the reading processes, and seconds of processor time of
the writing process, those that read, and the database server together. Where other programs keep the machine busy, only
the latter can be compared. Memory is the most that the writing process held.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests import postgresql
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.maker import make_page

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = (
    "database",
    "pages",
    "parse/s",
    "ingest/s",
    "again/s",
    "whole/parse",
    "parse ms",
    "ingest ms",
    "of cpu",
    "MB",
)
"""Pages a second by the clock and their ratio; milliseconds of processor time a page and their ratio; memory."""
TICKS = os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ingest", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--measure", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        sys.stdout.write(json.dumps(measure(options.measure, options.jobs)))
        return
    sys.stdout.write(f"{line(COLUMNS)}\n")
    for database in options.databases:
        for number in options.pages:
            sys.stdout.write(f"{row(database, number, measured(database, number, options.jobs))}\n")
            sys.stdout.flush()


def line(cells):
    return " ".join(f"{cell:>11}" for cell in cells)


def row(database, number, found):
    clock, work = ({name: found[name][which] for name in ("parse", "ingest", "again")} for which in (0, 1))
    speeds = (f"{number / clock[name]:.1f}" for name in ("parse", "ingest", "again"))
    costs = (f"{1000 * work[name] / number:.1f}" for name in ("parse", "ingest"))
    ratios = (f"{seconds['ingest'] / seconds['parse']:.2f}" for seconds in (clock, work))
    return line([database, number, *speeds, next(ratios), *costs, next(ratios), f"{found['megabytes']:.0f}"])


def measured(database, number, jobs):
    """One measurement, in processes of its own."""
    with tempfile.TemporaryDirectory() as folder, address(database, folder) as url:
        pages = Path(folder, "pages")
        write_pages(pages, number)
        environment = {**os.environ, "ARCHIVE_VAR": folder, "DATABASE_URL": url}
        command = [sys.executable, "-m", "tests.benchmarks.ingest", "--measure", str(pages), "--jobs", str(jobs)]
        done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)


@contextmanager
def address(database, folder):
    with nullcontext(f"sqlite:///{folder}/db.sqlite3") if database == "sqlite" else postgresql.running_server() as url:
        yield url


def write_pages(folder, number):
    folder.mkdir()
    for index in range(number):
        page = make_page(LAYOUTS[index % len(LAYOUTS)], index // len(LAYOUTS))
        (folder / f"{index:06}.txt").write_bytes(page.data)


def measure(folder, jobs):
    """Seconds (clock, processors) of the parse, of ingest, and of a second ingest that finds nothing to do; the most
    memory held, in MB.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from articles.ingest import Options, ingest
    from articles.ingest.workers import read_in_order
    from articles.recognise.types import NOTHING_KNOWN

    call_command("migrate", verbosity=0)
    tasks = ((path, ("text", path.read_bytes())) for path in sorted(Path(folder).iterdir()))
    found = {
        "parse": seconds(
            lambda: [future.result() and None for _, future in read_in_order(tasks, NOTHING_KNOWN, jobs, 600)]
        ),
        "ingest": seconds(lambda: ingest([folder], Options(jobs=jobs))),
        "again": seconds(lambda: ingest([folder], Options(jobs=jobs))),
    }
    return {**found, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def seconds(work):
    """Seconds that `work` takes on the clock, and of processor time, all processes together."""
    start, before = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - start, processor_seconds() - before


def processor_seconds():
    """What this process, those that it started and that ended, and the database server have used so far."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages) + server_seconds()


def server_seconds():
    """What PostgreSQL has used: every process that runs now or has ended. SQLite is a part of this process."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        parent = stat_of(cursor.fetchone()[0])[1]
    numbers = [path.parent.name for path in Path("/proc").glob("[0-9]*/stat")]
    stats = filter(None, map(stat_of, numbers))
    return sum(sum(times[:4] if own == parent else times[:2]) for own, above, times in stats if parent in (own, above))


def stat_of(number):
    """(process, its parent, [ticks of its own in user and kernel mode, of its ended children]); None if it is gone."""
    try:
        fields = Path("/proc", str(number), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(number), int(fields[1]), [int(ticks) / TICKS for ticks in fields[11:15]]


if __name__ == "__main__":
    main()
