"""What every test would do anew, done once ahead of them all: the tables of a fresh database. Asserts nothing."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import main, migrations
from app.database import is_sqlite


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: the collector of garbage need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def tables_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new application without a database gets a copy of one that was migrated: the steps take longer than most tests.
    Commands, servers and the tests of migrations walk them all."""
    folder = tmp_path_factory.mktemp("migrated")
    made = folder / "made.db"
    migrations.migrate(f"sqlite:///{made}", folder)

    def migrate(url: str, data: Path) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        if is_sqlite(url) and path.parent.is_dir() and not path.exists():
            shutil.copy(made, path)
        else:
            migrations.migrate(url, data)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(main, "migrations", SimpleNamespace(migrate=migrate))
        yield
