"""Pages a second of ingest beside the bare parse of the same pages in the same processes, and the memory it takes.

`python -m tests.benchmarks.ingest [--pages 1000 10000] [--jobs 2] [--databases sqlite postgresql]` from the root of the
project. Pages are made (tests/page_maker); each measurement has its own processes and an empty archive. Memory is the
most that the writing process held.
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
HEAD = f"{'database':<10} {'pages':>6} {'parse/s':>8} {'ingest/s':>9} {'whole/parse':>12} {'again/s':>8} {'MB':>6}"


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
    sys.stdout.write(f"{HEAD}\n")
    for database in options.databases:
        for number in options.pages:
            sys.stdout.write(f"{row(database, number, measured(database, number, options.jobs))}\n")
            sys.stdout.flush()


def row(database, number, found):
    speeds = (
        f"{number / found['parse']:>8.1f} {number / found['ingest']:>9.1f} {found['ingest'] / found['parse']:>12.2f}"
    )
    return f"{database:<10} {number:>6} {speeds} {number / found['again']:>8.1f} {found['megabytes']:>6.0f}"


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
    """Seconds of the parse, of ingest, and of a second ingest that finds nothing to do; the most memory held, in MB."""
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
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
