"""In which database a test keeps its rows: SQLite; those of TWICE on a PostgreSQL server, too. The whole suite runs
there with TESTS_ON=postgresql in the environment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app import migrations
from app.database import Database
from app.study.tables import Base
from tests.postgresql import Server, served

HERE = Path(__file__).parent
TWICE = (
    "test_database.py",
    "authoring/marking/",
    "authoring/regrading/",
    "authoring/statistics/test_statistics.py",
    "authoring/test_disputes.py",
    "classes/test_results.py",
    "classes/test_reworded_drafts.py",
    "classes/test_withholding.py",
    "lab/training/test_records.py",
    "people/test_administering.py",
    "study/test_attempts.py",
    "study/test_regraded.py",
    "study/test_rounds.py",
    "study/test_two_tabs.py",
)
URL = "SEODANG_DATABASE_URL"
LEFT = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    place = metafunc.definition.path.relative_to(HERE).as_posix()
    if place.startswith(TWICE) and "settings" in metafunc.fixturenames:
        metafunc.parametrize("kept_in", ("sqlite", "postgresql"), indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def migrated(postgresql: Server) -> str:
    """The name of a database whose tables are made."""
    name = postgresql.made()
    migrations.migrate(postgresql.address(name), Path(tempfile.gettempdir()))
    return name


@pytest.fixture(scope="module", autouse=True)
def kept_by_module(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a file makes once for all its tests has a database of its own, which no test empties."""
    with ExitStack() as stack:
        if os.environ.get("TESTS_ON") == "postgresql":
            server = request.getfixturevalue("postgresql")
            patched = stack.enter_context(pytest.MonkeyPatch.context())
            stack.callback(_close, _noted(patched))
            patched.setenv(URL, server.address(server.made()))
        yield


@pytest.fixture(autouse=True)
def kept_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings read the address from the environment, as they do elsewhere."""
    if getattr(request, "param", os.environ.get("TESTS_ON")) != "postgresql":
        monkeypatch.delenv(URL, raising=False)
        yield
        return
    server, name = request.getfixturevalue("postgresql"), request.getfixturevalue("migrated")
    tables = ", ".join(Base.metadata.tables)
    emptied = f"TRUNCATE {tables} RESTART IDENTITY CASCADE"
    server.execute(name, f"SELECT pg_terminate_backend(pid) {LEFT}", emptied)
    monkeypatch.setenv(URL, server.address(name))
    opened = _noted(monkeypatch)
    yield
    _close(opened)


def _noted(patched: pytest.MonkeyPatch) -> list[Database]:
    """Every database that is opened from now on."""
    opened: list[Database] = []
    usual = Database.__init__

    def opens(self: Database, url: str) -> None:
        usual(self, url)
        opened.append(self)

    patched.setattr(Database, "__init__", opens)
    return opened


def _close(opened: list[Database]) -> None:
    """The driver warns of connections that nobody closed."""
    for database in opened:
        database.close()
