"""Where an item stands in a list or above a form, its numbers are dealt: no reader meets a name in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.course import Course
from app.database import Database
from tests.authoring.rows import give, learn
from tests.people.acting import make, signed_in

ITEM = "mini-number-01"


@pytest.fixture
def sam(app: FastAPI, database: Database, course: Course) -> Iterator[TestClient]:
    make(database, "sam", "instructor")
    with database.write() as session:
        give(session, course, ITEM, dict.fromkeys(learn(session, 2), "7"))
        session.commit()
    with signed_in(app, "sam") as client:
        client.post("/authoring/classes", data={"name": "화요반"})
        yield client


@pytest.mark.parametrize(
    "address",
    [
        "/authoring/classes/1/assignments/new",
        "/authoring/statistics",
        f"/authoring/statistics/{ITEM}",
        f"/authoring/regrades/new?item={ITEM}",
    ],
)
def test_a_prompt_shows_numbers(sam: TestClient, address: str) -> None:
    page = re.sub(r"<textarea.*?</textarea>", "", sam.get(address).text, flags=re.S)
    assert re.search(r"너비가 \d+이고 랭크가 \d+일 때", page)
    assert "{d}" not in page
