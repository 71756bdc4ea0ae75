"""A course of one's own, and an instructor who may correct it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring import items
from app.database import Database
from app.settings import Settings
from tests.authoring.regrading.acting import OX, QUIZ
from tests.authoring.rows import answer
from tests.conftest import CONTENT
from tests.people.acting import make, signed_in


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    known = items.ids((folder / QUIZ).read_text(encoding="utf-8"))
    (folder / "ids.txt").write_text("\n".join(sorted(known)) + "\n", encoding="utf-8")  # whole for `seodang check`
    return Settings(data=tmp_path / "data", content=folder)


@pytest.fixture
def answered(app: FastAPI, database: Database) -> list[int]:
    """Seven answers to the O/X item, whose key says O."""
    with database.write() as session:
        made = answer(session, app.state.course, OX, ["O", "X", "X", "O", "X", "O", "X"])
        session.commit()
    return made


@pytest.fixture
def client(app: FastAPI, database: Database, answered: list[int]) -> Iterator[TestClient]:
    """An instructor, who finds these answers."""
    make(database, "sunim", "instructor")
    with signed_in(app, "sunim") as client:
        yield client
