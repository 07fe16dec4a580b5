"""A PostgreSQL server of the tests' own: found on this machine, started in a folder that is thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "archive"
REQUIRED = bool(os.environ.get("REQUIRE_POSTGRESQL"))
"""In CI a missing server is a failure, not a reason to skip."""

MISSING = "no PostgreSQL server binaries on this machine (Debian package: postgresql)"


def binaries() -> Path | None:
    """The folder of initdb and postgres: on the path, or where Debian puts the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in debian), key=lambda path: int(path.parts[4]), default=None)


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server, give its address (postgres://…/postgres), stop it and remove its data.

    PostgreSQL refuses to run as root; where the tests do, the server runs as `postgres` or `nobody`.
    """
    folder = Path(tempfile.mkdtemp(prefix="archive-postgresql-"))
    programs, account = binaries(), _account()
    if account:
        shutil.chown(folder, account)
    data, port = folder / "data", free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off"

    def call(program: str, *arguments: str) -> None:
        command = [programs / program, *arguments]
        subprocess.run(
            command, check=True, user=account, cwd=folder, stdout=subprocess.DEVNULL, env={"LANG": "C.UTF-8"}
        )

    try:
        call("initdb", "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def free_port() -> int:
    """A port of this machine on which nobody listens at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
