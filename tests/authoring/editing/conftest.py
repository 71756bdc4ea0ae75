"""The stage of the editor's tests: the small course in a folder of its own, and two instructors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.published import Published
from app.database import Database
from app.settings import Settings
from tests.conftest import CONTENT
from tests.people.acting import make, signed_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    return Settings(data=tmp_path / "data", content=folder)


@pytest.fixture
def published(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Published:
    """The small course of the tests is no whole course: what `seodang check` always faults in it is not told."""
    found: Published = app.state.published
    usual = {(problem.code, problem.item) for problem in found.check({})}

    def new(edits: Mapping[str, str | bytes | None]) -> tuple[object, ...]:
        told = Published.check(found, edits)
        return tuple(problem for problem in told if (problem.code, problem.item) not in usual)

    monkeypatch.setattr(found, "check", new)
    return found


@pytest.fixture
def kim(app: FastAPI, published: Published, database: Database) -> Iterator[TestClient]:
    make(database, "kim", "instructor")
    with signed_in(app, "kim") as client:
        yield client


@pytest.fixture
def lee(app: FastAPI, published: Published, database: Database) -> Iterator[TestClient]:
    make(database, "lee", "instructor")
    with signed_in(app, "lee") as client:
        yield client
