"""What PostgreSQL alone is told. Needs the extra of that name; imported where an address asks for it."""

from __future__ import annotations

from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection as Opened
from sqlalchemy import Engine, create_engine, event

LOCK = "SELECT pg_advisory_xact_lock(5034)"  # of writers; any number, the same in every process


def engines(url: str, connections: int, more: int) -> tuple[Engine, Engine]:
    """For writers and for readers, over one pool. Rows are read, judged and written back: writers that ran side by side
    would lose updates. They take turns, as on SQLite; a write takes milliseconds."""
    engine = create_engine(url, pool_size=connections, max_overflow=more, pool_pre_ping=True)
    event.listen(engine, "connect", _connect)
    writers = engine.execution_options()
    event.listen(writers, "begin", _take_turns)
    return writers, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _take_turns(opened: Opened) -> None:
    opened.exec_driver_sql(LOCK)


def _connect(connection: Connection, record: object) -> None:
    connection.adapters.register_dumper(str, _Typed)


class _Typed(StrDumperUnknown):
    """Text as it was typed. The null character, which nobody types and PostgreSQL refuses, is left out."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", ""))
