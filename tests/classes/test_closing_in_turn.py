"""A round that is closed while the key is corrected: what stood in its boxes is judged by the key of its turn to be
written, for the regrade, which comes before it, never sees it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Grade, ItemRevision
from tests.classes.acting import Task, assign, begin, code, join, let_pass, take

ITEM = "mini-ox-02"


@pytest.fixture
def task(seo: TestClient, hana: TestClient, database: Database) -> Task:
    """Its end is past, and hana's answer stands in its box, never sent."""
    room = begin(seo)
    join(hana, code(seo, room))
    task = assign(seo, room, [ITEM])
    attempt = take(hana, task)
    assert hana.post(f"/study/items/{ITEM}/draft", data={"answer": "X", "place": attempt}).status_code == 204
    let_pass(database, task)
    return task


@pytest.mark.parametrize("look", ["sheet", "marks", "learner"])
def test_a_draft_is_judged_by_the_key_of_its_turn(
    app: FastAPI,
    seo: TestClient,
    hana: TestClient,
    task: Task,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    look: str,
) -> None:
    client = hana if look == "learner" else seo
    address = {"sheet": task.instructor, "marks": f"{task.instructor}/marks.csv", "learner": task.learner}[look]
    write, waits = database.write, threading.Event()

    def told() -> Any:
        waits.set()
        return write()

    monkeypatch.setattr(database, "write", told)
    with ThreadPoolExecutor(1) as other:
        with write() as session:
            seen = other.submit(client.get, address)
            assert waits.wait(10)
            old = session.scalars(select(ItemRevision).where(ItemRevision.item_id == ITEM)).one()
            new = ItemRevision(item_id=ITEM, sha="new", asked=old.asked, body=old.body, first_seen=old.first_seen)
            session.add(new)
            session.flush()
            number = new.id
            session.commit()
            app.state.course = app.state.course.with_revisions({**app.state.course.revisions, ITEM: number})
        assert seen.result().status_code == 200
    with database.read() as session:
        assert session.scalars(select(Grade.key_revision)).all() == [number]
