"""What SQLite alone is told, on every connection."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.database import Database
from app.people.tables import Learner
from app.settings import Settings

pytestmark = pytest.mark.parametrize("kept_in", ["sqlite"], indirect=True)  # wherever the other tests keep their rows


def test_pragmas_hold_on_every_connection(database: Database) -> None:
    with database.write() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "synchronous", "journal_mode")
        }
    assert pragmas == {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal"}


def test_the_log_is_not_written_back_and_deleted_after_every_request(database: Database, settings: Settings) -> None:
    """It was, while no connection stayed open: that took most of the time of an answer."""
    log = settings.data / "seodang.db-wal"
    with database.write() as session:
        session.add(Learner(handle="mina", created=datetime.now(UTC)))
        session.commit()
    assert log.exists()
    database.close()
    assert not log.exists()


def test_the_answers_of_an_item_are_found_by_an_index(database: Database) -> None:
    with database.read() as session:
        told = session.execute(text("EXPLAIN QUERY PLAN SELECT id FROM response WHERE item_id = 'x' AND id > 5"))
        assert "ix_response_item_id" in str(told.all())
