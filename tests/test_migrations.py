"""Migrations on both databases: the tables they make are the tables the code speaks of, and an upgrade keeps every
row."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from app import migrations
from app.migrations import MigrationError, migrate
from app.study.asking import CHANGED
from app.study.tables import Base

# What is put in when a step has been made; the later rows refer to the earlier ones.
ROWS = {
    "0001": """
INSERT INTO learner VALUES (1, 'mina', '2026-11-21');
INSERT INTO item_revision VALUES (1, 'mini-ox-01', 'a', 'b', '{}', NULL, NULL, '2026-11-21');
INSERT INTO attempt VALUES (1, 1, '{}', '[["mini-ox-01", 0]]', '2026-11-21', NULL);
INSERT INTO response VALUES (1, 1, 'mini-ox-01', '1', 1, 0, '{}', 0, NULL, '"X"', 1, 5, '2026-11-21');
INSERT INTO response VALUES (2, 1, 'mini-ox-01', '1', 1, 0, '{}', 1, 1, '"O"', 1, 5, '2026-11-21');
INSERT INTO grade VALUES (1, 1, 1, '1', 'incorrect', 0.0, TRUE, FALSE, '', '[]', '[]', 'answer', '2026-11-21');
INSERT INTO grade VALUES (2, 2, 1, '1', 'correct', 1.0, FALSE, FALSE, '', '[]', '[]', 'answer', '2026-11-21');
INSERT INTO self_score VALUES (1, 2, 80, '2026-11-21');
INSERT INTO draft VALUES (1, 'mini-ox-02', 'lecture', 0, '"O"', NULL, '2026-11-21')""",
    "0008": """
INSERT INTO account VALUES (1, 'mina', 'Mina', 'learner', 'x', NULL, NULL, 1, '2026-11-21', NULL);
INSERT INTO sign_in VALUES (1, 1, 'x', '2026-11-21', '2026-11-21', 'Firefox', NULL);
INSERT INTO change VALUES (1, '2026-11-21', 1, 'account.created', 'mina', '{}');
INSERT INTO regrade VALUES (1, 'mini-ox-01', 1, 'new', 'wrong', 1, '2026-11-21', '2026-11-21', 2, 1);
INSERT INTO grade
VALUES (3, 1, 1, '1', 'correct', 1.0, FALSE, FALSE, '', '[]', '[]', 'regrade', '2026-11-21', 1, 1, 'so');
INSERT INTO dispute VALUES (1, 1, 1, 1, 'mini-ox-01', 'key', '2026-11-21', NULL, NULL, NULL, FALSE);
INSERT INTO dispute_message VALUES (1, 1, 1, 'why', '2026-11-21');
INSERT INTO classroom VALUES (1, 'tuesdays', 1, 'ABCDEFGH', '2026-11-21');
INSERT INTO membership VALUES (1, 1, 1, '2026-11-21', NULL);
INSERT INTO assignment
VALUES (1, 1, 'first', '["mini-ox-01"]', NULL, '2026-11-21', '2026-11-22', 1, 'each', '2026-11-21');
INSERT INTO attempt VALUES (2, 1, '{}', '[["mini-ox-01", 0]]', '2026-11-21', NULL, 1);
INSERT INTO content_draft VALUES (1, 'items/mini-ox-01', 'new', 'old', '2026-11-21')""",
    "0012": """
INSERT INTO regrade VALUES (2, 'mini-ox-01', 1, 'new', 'wrong again', 1, '2026-11-21', NULL, NULL, NULL);
INSERT INTO prepared_verdict VALUES (2, 0, 'correct', 1.0, FALSE, FALSE, '', '[]', '[]');
INSERT INTO prepared_grade VALUES (2, 1, 0)""",
}
STEPS = [script.revision for script in ScriptDirectory(str(migrations.HERE)).walk_revisions()][::-1]


@pytest.fixture(params=("sqlite", "postgresql"))
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database that is new and empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'seodang.db'}"
    server = request.getfixturevalue("postgresql")
    return server.address(server.made())  # type: ignore[no-any-return]


def _execute(url: str, statements: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for statement in filter(str.strip, statements.split(";")):
            connection.exec_driver_sql(statement)


def _counts(connection: Connection) -> dict[str, int]:
    """Of every table that has rows."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    found = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names}  # noqa: S608
    return {name: count for name, count in found.items() if count}


def test_each_step_keeps_every_row_and_the_last_one_makes_the_tables_that_the_code_speaks_of(
    url: str, tmp_path: Path
) -> None:
    kept: dict[str, int] = {}
    for step in STEPS:
        migrate(url, tmp_path, step)
        with create_engine(url, poolclass=NullPool).connect() as connection:
            assert _counts(connection) == kept
        _execute(url, ROWS.get(step, ""))
        with create_engine(url, poolclass=NullPool).connect() as connection:
            kept = _counts(connection)
    assert len(kept) == 19
    with create_engine(url, poolclass=NullPool).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_draft_that_was_refused_for_its_words_is_known_as_one(url: str, tmp_path: Path) -> None:
    migrate(url, tmp_path, "0001")
    _execute(url, ROWS["0001"])
    refused = f"(1, 'mini-ox-01', 'lecture', 0, '\"O\"', '{CHANGED}', '2026-11-21')"
    _execute(url, f"INSERT INTO draft VALUES {refused}")  # noqa: S608 -- a constant of ours
    migrate(url, tmp_path)
    with create_engine(url, poolclass=NullPool).connect() as connection:
        found = connection.exec_driver_sql("SELECT item_id, shown FROM draft ORDER BY item_id").all()
    assert [tuple(row) for row in found] == [("mini-ox-01", "changed"), ("mini-ox-02", None)]


def test_all_steps_at_once_keep_every_row(url: str, tmp_path: Path) -> None:
    migrate(url, tmp_path, STEPS[0])
    _execute(url, ROWS[STEPS[0]])
    with create_engine(url, poolclass=NullPool).connect() as connection:
        before = _counts(connection)
    migrate(url, tmp_path)
    with create_engine(url, poolclass=NullPool).connect() as connection:
        assert _counts(connection) == before


def test_many_may_start_at_once(url: str, tmp_path: Path) -> None:
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


def test_a_database_of_a_newer_version_is_left_alone(url: str, tmp_path: Path) -> None:
    migrate(url, tmp_path)
    _execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(MigrationError, match="9999"):
        migrate(url, tmp_path)


def test_a_row_that_would_refer_to_nothing_stops_the_upgrade(tmp_path: Path) -> None:
    """On SQLite, where references are not looked at meanwhile; PostgreSQL lets no such row in."""
    url = f"sqlite:///{tmp_path / 'seodang.db'}"
    migrate(url, tmp_path)
    _execute(url, "INSERT INTO draft VALUES (9, 'mini-ox-02', 'lecture', 0, '\"O\"', NULL, '2026-11-21', NULL, NULL)")
    with pytest.raises(MigrationError, match="draft"):
        migrate(url, tmp_path)
