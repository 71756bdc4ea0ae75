"""An instructor's browser beside the small course. Asserts nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.published import Published
from app.database import Database
from tests.authoring.editing.conftest import published, settings
from tests.people.acting import make, signed_in

__all__ = ["published", "settings"]


@pytest.fixture
def teacher(app: FastAPI, published: Published, database: Database) -> Iterator[TestClient]:
    make(database, "sena", "instructor")
    with signed_in(app, "sena") as client:
        yield client
