"""Sessions: readers cannot write, writers lose nothing, and what was done cannot be undone."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from app.database import Database
from app.lab.tables import APPEND_ONLY as LAB
from app.people.tables import APPEND_ONLY as PEOPLE
from app.people.tables import Learner
from app.settings import Settings
from app.study.dispute_tables import APPEND_ONLY as DISPUTES
from app.study.tables import APPEND_ONLY, Base, ItemRevision

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name",
    "postgresql": "SELECT trigger_name FROM information_schema.triggers WHERE event_object_table = :name",
}


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.read() as session, pytest.raises(DatabaseError, match=r"read-?only"):
        session.execute(text("INSERT INTO learner (handle, created) VALUES ('x', '2026-01-01')"))


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.write() as writer, database.read() as reader:
        writer.add(Learner(handle="mina", created=datetime.now(UTC)))
        writer.flush()
        assert reader.scalar(select(Learner.id)) is None


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as reader:
        assert reader.scalar(select(Learner.id)) is None
        with database.write() as writer:
            writer.add(Learner(handle="mina", created=datetime.now(UTC)))
            writer.commit()
        assert reader.scalar(select(Learner.id)) is None


def test_what_is_not_committed_is_gone(database: Database) -> None:
    with database.write() as session:
        session.add(Learner(handle="mina", created=datetime.now(UTC)))
        session.flush()
    with database.read() as session:
        assert session.scalar(select(Learner.id)) is None


def test_a_moment_comes_back_aware(database: Database) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        session.add(Learner(handle="mina", created=now))
        session.commit()
    with database.read() as session:
        kept = session.scalars(select(Learner.created)).one()
    assert kept == now
    assert kept.isoformat() == now.isoformat()  # in UTC, whatever the zone of the server


def test_read_modify_write_loses_nothing(database: Database) -> None:
    """The driver's default (begin as a reader, then upgrade) lost most of these without an error."""
    with database.write() as session:
        session.add(Learner(handle="0", created=datetime.now(UTC)))
        session.commit()

    def count() -> None:
        for _ in range(10):
            with database.write() as session:
                learner = session.scalars(select(Learner)).one()
                learner.handle = str(int(learner.handle) + 1)
                session.commit()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.scalar(select(Learner.handle)) == "40"


def test_a_writer_of_another_process_is_waited_for_but_not_for_ever(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.database.WAIT", 0.1)
    another = Database(settings.database)
    with database.write() as writer:
        assert writer.scalar(select(Learner.id)) is None
        with another.write() as session, pytest.raises(OperationalError):
            session.scalar(select(Learner.id))
    with another.write() as session:
        assert session.scalar(select(Learner.id)) is None
    another.close()


@pytest.mark.parametrize("table", APPEND_ONLY + DISPUTES + PEOPLE + LAB)
def test_rows_that_are_history_can_only_be_appended(database: Database, table: str) -> None:
    rows = Base.metadata.tables[table]
    with database.write() as session:
        triggers = session.scalars(text(TRIGGERS[session.get_bind().dialect.name]), {"name": table})
        assert set(triggers) == {f"{table}_no_update", f"{table}_no_delete"}
        if table == ItemRevision.__tablename__:
            for change in (update(rows).values(item_id="other"), delete(rows)):
                with pytest.raises(DatabaseError, match="only ever appended"), session.begin_nested():
                    session.execute(change)


def test_a_null_character_that_was_sent_breaks_nothing(database: Database) -> None:
    """PostgreSQL keeps none; nobody types one."""
    with database.write() as session:
        session.add(Learner(handle="mi\0na", created=datetime.now(UTC)))
        session.commit()
    with database.read() as session:
        assert session.scalars(select(Learner.handle)).one().replace("\0", "") == "mina"
        assert session.scalar(select(Learner.id).where(Learner.handle == "jun\0")) is None
