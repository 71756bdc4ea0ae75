"""The engine, the tables' base, and sessions opened inside a route. Knows no table, no migration.

Two kinds of session (docs/decisions): `read()` can write nothing and sees one moment; `write()` holds the one write
lock from its first statement (SQLite's own, or one of ours on PostgreSQL), and the route commits it before it answers.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, TypeDecorator, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase, Session

WAIT = 10  # seconds that a write waits for the one before it
CONNECT = {"isolation_level": None, "check_same_thread": False}
POOL = 40  # connections: as many as there are worker threads
OTHERS = 8  # more of them, for what runs beside the requests
LARGEST = 2**31 - 1  # number of a row
KEPT = 4  # of SQLite's, kept open between requests
# What a connection is told once, then how each transaction begins. The driver's default begins as a reader and
# upgrades: read-modify-writes are lost. So writers say it at once.
WRITERS = ("BEGIN IMMEDIATE",)
READERS = ("PRAGMA query_only = ON", "BEGIN")
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
    """A point in time, always UTC and always aware: SQLite forgets the zone, PostgreSQL answers in its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)) if value else None


class Database:
    """Where rows are kept. One for the whole process."""

    def __init__(self, url: str) -> None:
        self.engine, self._readers = _sqlite(url) if is_sqlite(url) else _postgresql(url)
        # Writers of this process queue up here: SQLite's own wait sleeps longer and longer between its tries, and on
        # PostgreSQL each would hold a connection that a reader could use.
        self._turn = threading.Lock()

    def close(self) -> None:
        self._readers.dispose()
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._readers, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Whoever opens it commits it; what is not committed is rolled back."""
        with self._turn, Session(self.engine) as session:
            yield session


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _postgresql(url: str) -> tuple[Engine, Engine]:
    from app import postgresql  # its driver is an extra

    return postgresql.engines(url, POOL, OTHERS, WAIT)


def _sqlite(url: str) -> tuple[Engine, Engine]:
    return _sqlite_engine(url, WRITERS), _sqlite_engine(url, READERS)


def _sqlite_engine(url: str, begin: tuple[str, ...]) -> Engine:
    """Connections stay open between requests: whoever closes the last one writes the log back and deletes it, 11 ms
    instead of 0.1. isolation_level None: the driver begins nothing by itself, `begin` says what to do."""
    told = {"timeout": WAIT, **CONNECT}
    engine = create_engine(url, pool_size=KEPT, max_overflow=POOL - KEPT, connect_args=told)
    event.listen(engine, "connect", partial(_connect, begin[:-1]))
    event.listen(engine, "begin", partial(_begin, begin[-1]))
    return engine


def _begin(how: str, connection: Connection) -> None:
    connection.exec_driver_sql(how)


def _connect(settings: tuple[str, ...], connection: sqlite3.Connection, record: object) -> None:
    with closing(connection.cursor()) as cursor:
        for setting in ("PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", *settings):
            cursor.execute(setting)
