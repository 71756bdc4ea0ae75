"""What PostgreSQL alone is told. Needs the extra of that name; imported where an address asks for it."""

from __future__ import annotations

from functools import partial

from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection as Opened
from sqlalchemy import Engine, create_engine, event

# Of writers; any number, the same in every process. Whoever does not get it in time is told that it is locked.
LOCK = "SELECT set_config('lock_timeout', '{:.0f}ms', true), pg_advisory_xact_lock(5034)"


def engines(url: str, connections: int, more: int, wait: float) -> tuple[Engine, Engine]:
    """For writers and for readers, over one pool. Rows are read, judged and written back: writers that ran side by side
    would lose updates. They take turns, as on SQLite, `wait` seconds at most; a write takes milliseconds."""
    engine = create_engine(url, pool_size=connections, max_overflow=more, pool_pre_ping=True)
    event.listen(engine, "connect", _connect)
    writers = engine.execution_options()
    event.listen(writers, "begin", partial(_take_turns, LOCK.format(wait * 1000)))
    return writers, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _take_turns(lock: str, opened: Opened) -> None:
    opened.exec_driver_sql(lock)


def _connect(connection: Connection, record: object) -> None:
    connection.adapters.register_dumper(str, _Typed)


class _Typed(StrDumperUnknown):
    """Text as it was typed. The null character, which nobody types and PostgreSQL refuses, is left out."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", ""))
