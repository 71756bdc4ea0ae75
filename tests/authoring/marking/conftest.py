"""A course of one's own, and an instructor who marks. Knows no single test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.settings import Settings
from tests.conftest import CONTENT
from tests.people.acting import make, signed_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    shutil.copytree(CONTENT, tmp_path / "course")
    return Settings(data=tmp_path / "data", content=tmp_path / "course")


@pytest.fixture
def teacher(app: FastAPI, database: Database) -> Iterator[TestClient]:
    make(database, "teacher", "instructor")
    with signed_in(app, "teacher") as client:
        yield client
