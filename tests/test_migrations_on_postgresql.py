"""The same steps on a PostgreSQL server: the tables that the code speaks of, with every row kept."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.migrations import migrate
from app.study.tables import Base
from tests.postgresql import Server
from tests.test_migrations import POPULATED, TABLES, _steps


def _counts(connection: Connection) -> list[int]:
    return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]  # noqa: S608


def test_each_step_keeps_every_row_and_the_last_one_makes_the_tables_that_the_code_speaks_of(
    postgresql: Server, tmp_path: Path
) -> None:
    name = postgresql.made()
    url = postgresql.address(name)
    first, *later = _steps()
    migrate(url, tmp_path, first)
    postgresql.execute(name, *filter(str.strip, POPULATED.split(";")))
    with create_engine(url, poolclass=NullPool).connect() as connection:
        before = _counts(connection)
        connection.commit()
        for step in later:
            migrate(url, tmp_path, step)
            assert _counts(connection) == before
            connection.commit()
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_many_may_start_at_once(postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.address(postgresql.made())
    failures: list[Exception] = []

    def start() -> None:
        try:
            migrate(url, tmp_path)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
