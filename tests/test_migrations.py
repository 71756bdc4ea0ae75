"""Migrations: the tables they make are the tables the code speaks of, and an upgrade keeps every row."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import migrations
from app.database import Database
from app.migrations import MigrationError, migrate
from app.study.tables import Base

POPULATED = """
INSERT INTO learner VALUES (1, 'mina', '2026-11-21');
INSERT INTO item_revision VALUES (1, 'mini-ox-01', 'a', 'b', '{}', NULL, NULL, '2026-11-21');
INSERT INTO attempt VALUES (1, 1, '{}', '[["mini-ox-01", 0]]', '2026-11-21', NULL);
INSERT INTO response VALUES (1, 1, 'mini-ox-01', '1', 1, 0, '{}', 0, NULL, '"X"', 1, 5, '2026-11-21');
INSERT INTO response VALUES (2, 1, 'mini-ox-01', '1', 1, 0, '{}', 1, 1, '"O"', 1, 5, '2026-11-21');
INSERT INTO grade VALUES (1, 1, 1, '1', 'incorrect', 0.0, TRUE, FALSE, '', '[]', '[]', 'answer', '2026-11-21');
INSERT INTO grade VALUES (2, 2, 1, '1', 'correct', 1.0, FALSE, FALSE, '', '[]', '[]', 'answer', '2026-11-21');
INSERT INTO self_score VALUES (1, 2, 80, '2026-11-21');
INSERT INTO draft VALUES (1, 'mini-ox-02', 'lecture', 0, '"O"', NULL, '2026-11-21');
"""
TABLES = ("learner", "item_revision", "attempt", "response", "grade", "self_score", "draft")


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'seodang.db'}"


def _counts(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "seodang.db")) as raw:
        return {table: raw.execute("SELECT count(*) FROM " + table).fetchone()[0] for table in TABLES}  # noqa: S608


def _steps() -> list[str]:
    scripts = ScriptDirectory(str(migrations.HERE))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def test_the_migrations_make_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    migrate(_url(tmp_path), tmp_path)
    with Database(_url(tmp_path)).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("step", _steps())
def test_an_upgrade_keeps_every_row(tmp_path: Path, step: str) -> None:
    """From each step on, with rows that refer to each other."""
    migrate(_url(tmp_path), tmp_path, _steps()[0])
    with closing(sqlite3.connect(tmp_path / "seodang.db")) as raw:
        raw.executescript(POPULATED)
    before = _counts(tmp_path)
    migrate(_url(tmp_path), tmp_path, step)
    migrate(_url(tmp_path), tmp_path)
    assert _counts(tmp_path) == before


def test_many_may_start_at_once(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def start() -> None:
        try:
            migrate(_url(tmp_path), tmp_path)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_row_that_would_refer_to_nothing_stops_the_upgrade(tmp_path: Path) -> None:
    migrate(_url(tmp_path), tmp_path)
    with closing(sqlite3.connect(tmp_path / "seodang.db")) as raw:
        raw.execute("INSERT INTO draft VALUES (9, 'mini-ox-02', 'lecture', 0, '\"O\"', NULL, '2026-11-21')")
        raw.commit()
    with pytest.raises(MigrationError, match="draft"):
        migrate(_url(tmp_path), tmp_path)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    migrate(_url(tmp_path), tmp_path)
    with closing(sqlite3.connect(tmp_path / "seodang.db")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(MigrationError, match="9999"):
        migrate(_url(tmp_path), tmp_path)
