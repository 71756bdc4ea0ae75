"""The engine, the tables' base, sessions opened inside a route, and migrations at start. Knows no single table.

Two kinds of session (docs/decisions): `read()` can write nothing; `write()` holds SQLite's one write lock from its
first statement, and the route commits it explicitly before it answers.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, TypeDecorator, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import NullPool

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
WAIT = 10  # seconds that a write waits for the one before it
CONNECT = {"timeout": WAIT, "isolation_level": None, "check_same_thread": False}
POOL = 40  # connections on PostgreSQL: as many as there are worker threads
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Of every table. Constraints have names, so that a migration can speak of them."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC and always aware; SQLite forgets the zone, this puts it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)) if value else None


class Database:
    """Where rows are kept. One for the whole process."""

    def __init__(self, url: str) -> None:
        self.engine = _sqlite(url) if is_sqlite(url) else create_engine(url, pool_size=POOL, max_overflow=0)
        self._reading = self.engine.execution_options(writes=False, postgresql_readonly=True)
        self._writing = self.engine.execution_options(writes=True)
        # Writers of this process queue up here: SQLite's own wait sleeps longer and longer between its tries.
        self._turn = threading.Lock() if is_sqlite(url) else nullcontext()
        self._keeper = _keep_open(self.engine) if is_sqlite(url) else None

    def close(self) -> None:
        if self._keeper:
            self._keeper.close()
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._reading, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Whoever opens it commits it; what is not committed is rolled back."""
        with self._turn, Session(self._writing) as session:
            yield session


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _sqlite(url: str) -> Engine:
    # isolation_level None: the driver begins nothing by itself, `_begin` does
    engine = create_engine(url, poolclass=NullPool, connect_args=CONNECT)
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_open(engine: Engine) -> Connection:
    """An idle connection for as long as the process lives. Without it every request is the last one to leave, and
    SQLite then writes its log back and deletes it: 11 ms instead of 0.1."""
    connection = engine.connect().execution_options(writes=False)
    connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    connection.rollback()
    return connection


def _connect(connection: sqlite3.Connection, record: object) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """The driver's default begins as a reader and upgrades: read-modify-writes are lost. So writers say it at once."""
    if connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
