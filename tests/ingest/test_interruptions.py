"""Whatever interrupts ingest, at any moment: the same command again leads to the same archive."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from articles.ingest import ingest
from articles.models import IngestRun
from tests.ingest.conftest import empty_archive, ingest_in_child, interrupt, status_of
from tests.snapshot import content

ROOT = Path(__file__).resolve().parents[2]
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


def turn_pages(folder, generation):
    """Give every page other bytes, so that there is something to read again."""
    for path in folder.glob("*.txt"):
        path.write_bytes(path.read_bytes() + f"\n第{generation}次修改。\n".encode())


def seconds_of_a_run(folder):
    started = time.monotonic()
    assert status_of(ingest_in_child(folder)) == 0
    return time.monotonic() - started


def test_kills_at_any_moment_lead_to_the_same_archive(real_archive, few_pages, request):
    """Seeded; `--kills 200` makes it longer. Pages change whenever a run gets through."""
    rng = random.Random(5)
    whole = seconds_of_a_run(few_pages)
    kills, generations = 0, 1
    turn_pages(few_pages, generations)
    while kills < request.config.getoption("kills"):
        child = ingest_in_child(few_pages)
        if interrupt(child, rng.choice(SIGNALS), rng.uniform(0, whole / 4)) == 0:
            generations += 1
            turn_pages(few_pages, generations)
        else:
            kills += 1
    assert status_of(ingest_in_child(few_pages)) == 0
    found = content()
    assert IngestRun.objects.filter(finished_at=None).exists()
    empty_archive()
    for path in few_pages.glob("*.txt"):
        path.write_bytes(path.read_bytes().split("\n第1次修改".encode())[0])
    for generation in range(generations + 1):
        if generation:
            turn_pages(few_pages, generation)
        ingest([str(few_pages)])
    assert content() == found


def test_two_ingests_at_once_write_what_one_does(real_archive, few_pages):
    children = [ingest_in_child(few_pages), ingest_in_child(few_pages)]
    assert [status_of(child) for child in children] == [0, 0]
    found = content()
    empty_archive()
    ingest([str(few_pages)])
    assert content() == found


def test_two_ingests_of_other_pages_make_no_record_twice(real_archive, few_pages, tmp_path):
    halves = [tmp_path / "even", tmp_path / "odd"]
    for half in halves:
        half.mkdir()
    for number, path in enumerate(sorted(few_pages.glob("*.txt"))):
        path.rename(halves[number % 2] / path.name)
    children = [ingest_in_child(half) for half in halves]
    assert [status_of(child) for child in children] == [0, 0]
    together = {name: len(rows) for name, rows in content().items()}
    empty_archive()
    ingest(list(map(str, halves)))
    assert {name: len(rows) for name, rows in content().items()} == together


def test_ctrl_c_stops_every_process_and_the_same_command_goes_on(tmp_path, small_pages):
    """The real command with its reading processes, on a database of its own."""
    environment = {
        **os.environ,
        "ARCHIVE_VAR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, cwd=ROOT, check=True)
    command = [*manage, "ingest", str(small_pages), "--jobs", "2"]
    running = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    running.stdout.readline()
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=60) == 130
    assert gone(running.pid)
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    again = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "30" in again.stdout


def gone(group, seconds=10):
    """Whether every process of a group ends within some seconds; those that nobody has buried yet have ended."""
    deadline = time.monotonic() + seconds
    while alive(group) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(group)


def alive(group):
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            found += [path] if state != "Z" and int(its_group) == group else []
    return found
