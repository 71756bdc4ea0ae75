"""A regrade of what an open assignment withholds is news once it closes, whatever else was read meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.database import Database
from app.settings import Settings
from tests.authoring.regrading.acting import OX, do, flip
from tests.classes.acting import assign, let_pass, take
from tests.conftest import CONTENT
from tests.study.forms import send

OTHER = "mini-ox-02"
BANNER, FRESH = "채점이 바뀐 답", "새로 바뀜"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    return Settings(data=tmp_path / "data", content=folder)


def _right_for_all(app: FastAPI, database: Database) -> None:
    """Whatever was answered to the other item."""
    do(database, app.state.course, "full", OTHER)


def _news(learner: TestClient) -> tuple[int, int]:
    """Of how many changed answers home tells, and how many the list shows as new. The list is read by it."""
    home = learner.get("/").text
    told = int(home.split(BANNER)[1].split("개")[0]) if BANNER in home else 0
    return told, learner.get("/regrades").text.count(FRESH)


def _answered(learner: TestClient) -> None:
    """Wrong, twice, and nothing left to try."""
    for item, typed in ((OX, "X"), (OTHER, "O")):
        send(learner, item, typed)
        send(learner, item, act="reveal")


def test_what_was_withheld_is_told_as_new_after_the_close(
    app: FastAPI, database: Database, seo: TestClient, room: str, hana: TestClient
) -> None:
    _answered(hana)
    task = assign(seo, room, [OX], keys="closed")
    do(database, flip(app))
    assert _news(hana) == (0, 0)
    _right_for_all(app, database)
    assert _news(hana) == (1, 1)
    let_pass(database, task)
    assert _news(hana) == (2, 2)  # the other once more: rather twice than never
    assert _news(hana) == (0, 0)


def test_an_answer_of_a_round_that_is_under_way_is_told_as_new_as_well(
    app: FastAPI, database: Database, seo: TestClient, room: str, hana: TestClient
) -> None:
    """A near miss, whose reason a retry would hide outside of an assignment."""
    send(hana, OTHER, "O")
    task = assign(seo, room, [OX], keys="closed")
    attempt = take(hana, task)
    send(hana, OX, "X", place=attempt)
    do(database, flip(app))
    _right_for_all(app, database)
    assert _news(hana) == (1, 1)
    hana.post(f"/practice/{attempt}/finish")
    let_pass(database, task)
    assert _news(hana) == (2, 2)


def test_what_had_been_read_before_it_was_withheld_keeps_nothing_new(
    app: FastAPI, database: Database, seo: TestClient, room: str, hana: TestClient
) -> None:
    _answered(hana)
    do(database, flip(app))
    assert _news(hana) == (1, 1)
    assign(seo, room, [OX], keys="closed")
    _right_for_all(app, database)
    assert _news(hana) == (1, 1)
    assert _news(hana) == (0, 0)


def test_what_came_before_it_is_read_for_good(
    app: FastAPI, database: Database, seo: TestClient, room: str, hana: TestClient
) -> None:
    _answered(hana)
    task = assign(seo, room, [OX], keys="closed")
    _right_for_all(app, database)
    do(database, flip(app))
    assert _news(hana) == (1, 1)
    assert _news(hana) == (0, 0)
    let_pass(database, task)
    assert _news(hana) == (1, 1)
