"""Brings the tables up to date at start: one process at a time, on a connection of its own. Knows no single table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.database import is_sqlite

HERE = Path(__file__).resolve().parent
LOCK = 5_033  # any number, the same in every process: PostgreSQL's lock for migrations


class MigrationError(RuntimeError):
    """The tables could not be brought up to date; nothing was changed. The message says why."""


def migrate(url: str, data: Path, revision: str = "head") -> None:
    """Upgrade to `revision`. Foreign keys are off meanwhile, since SQLite's way to alter a table (copy, drop, rename)
    would delete the children of its rows; they are checked before anything is committed."""
    if not is_sqlite(url):
        return _on_postgresql(url, revision)
    with _alone(data / "migrations.lock"), closing(sqlite3.connect(_path(url), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA foreign_keys = OFF")
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _upgrade(connection, revision)
            _check_references(connection)
            connection.commit()


def _on_postgresql(url: str, revision: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        _upgrade(connection, revision)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE))
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current and current not in known:
        raise MigrationError(
            f"데이터베이스가 이 서당보다 새롭습니다(revision {current}). 새 버전을 다시 설치해 주세요."
        )
    if current != (scripts.get_current_head() if revision == "head" else revision):
        command.upgrade(config, revision)


def _check_references(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({str(row[0]) for row in orphans}))
        raise MigrationError(
            f"데이터베이스를 올리면 {tables}의 행이 가리키는 것이 없어집니다. 아무것도 바꾸지 않았습니다."
        )


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """A lock that ends with its holder, on every system: an SQLite file held exclusively."""
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
