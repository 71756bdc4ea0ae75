"""Two instructors and two learners with accounts, and a class. Knows no single test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from tests.classes.acting import begin, code, join
from tests.people.acting import make, signed_in


@pytest.fixture
def seo(app: FastAPI, database: Database) -> Iterator[TestClient]:
    """The instructor of the class."""
    make(database, "seo", "instructor")
    with signed_in(app, "seo") as client:
        yield client


@pytest.fixture
def park(app: FastAPI, database: Database) -> Iterator[TestClient]:
    """An instructor who must see nothing of it."""
    make(database, "park", "instructor")
    with signed_in(app, "park") as client:
        yield client


@pytest.fixture
def hana(app: FastAPI, database: Database) -> Iterator[TestClient]:
    """A learner of the class."""
    make(database, "hana")
    with signed_in(app, "hana") as client:
        yield client


@pytest.fixture
def dul(app: FastAPI, database: Database) -> Iterator[TestClient]:
    """Another learner."""
    make(database, "dul")
    with signed_in(app, "dul") as client:
        yield client


@pytest.fixture
def room(seo: TestClient, hana: TestClient) -> str:
    """The address of Seo's class, with Hana in it."""
    room = begin(seo)
    join(hana, code(seo, room))
    return room
