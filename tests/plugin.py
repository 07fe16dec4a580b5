"""Which database the suite runs on: `python -m pytest --database postgresql`. SQLite otherwise.

Several processes share the work; the first one starts PostgreSQL for all, and each has databases of its own in it.
This must happen before Django reads its settings, which pytest-django does before any conftest is loaded: hence a
plugin of our own, named in pyproject.toml.
"""

import os
import tempfile
from contextlib import ExitStack

import pytest

from tests import postgresql

resources = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sequences", type=int, default=4, help="how many random stories of an archive are told")
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="database that the suite runs on"
    )
    parser.addoption("--kills", type=int, default=20, help="how often the kill test interrupts ingest")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    os.environ["ARCHIVE_VAR"] = resources.enter_context(tempfile.TemporaryDirectory(prefix="archive-tests-"))
    inherited = os.environ.pop("DATABASE_URL", None)
    started = inherited if "PYTEST_XDIST_WORKER" in os.environ else None
    if early_config.known_args_namespace.database == "postgresql":
        if postgresql.binaries() is None:
            raise pytest.UsageError(postgresql.MISSING)
        os.environ["DATABASE_URL"] = started or resources.enter_context(postgresql.running_server())
    return (yield)


def pytest_unconfigure() -> None:
    resources.close()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('database')}"
