"""The cast and the stage: a small course of our own, a fresh data folder, and two learners. Knows no single test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import settings as properties

from app.course import Course
from app.database import Database
from app.main import create_app
from app.settings import Settings
from tests.ahead import pytest_collection_finish, tables_once
from tests.kept_in import kept_by_module, kept_in, migrated, postgresql, pytest_generate_tests
from tests.side_by_side import pytest_xdist_make_scheduler

__all__ = [  # hooks and fixtures
    "kept_by_module",
    "kept_in",
    "migrated",
    "postgresql",
    "pytest_collection_finish",
    "pytest_generate_tests",
    "pytest_xdist_make_scheduler",
    "tables_once",
]
CONTENT = Path(__file__).parent / "content"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}

# The same examples every time, however slow the machine: what decides about a change must not be thrown by chance.
# New ones are looked for by hand: `pytest --hypothesis-profile=explore`.
properties.register_profile("decide", derandomize=True, database=None, deadline=None)
properties.register_profile("explore", max_examples=400, deadline=None)
properties.load_profile("decide")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", content=CONTENT)


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings)


@pytest.fixture
def course(app: FastAPI) -> Course:
    return app.state.course  # type: ignore[no-any-return]


@pytest.fixture
def database(app: FastAPI) -> Database:
    return app.state.database  # type: ignore[no-any-return]


@pytest.fixture
def mina(app: FastAPI) -> Iterator[TestClient]:
    """A learner whose browser runs JavaScript or not, as each request says."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def jun(app: FastAPI) -> Iterator[TestClient]:
    """Another learner, who must never see what Mina did."""
    with TestClient(app, follow_redirects=False) as client:
        yield client
