"""An answer that waits for its turn while the key is corrected is judged by the key that was corrected: the regrade,
which comes before it, never sees it."""

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
from tests.study.forms import send

ITEM = "mini-ox-01"


def _by_form(client: TestClient) -> int:
    return send(client, ITEM, "O").status_code


def _by_api(client: TestClient) -> int:
    return client.post(f"/api/v1/items/{ITEM}/responses", json={"answer": "O"}).status_code


@pytest.mark.parametrize("answer", [_by_form, _by_api])
def test_an_answer_that_waited_is_judged_by_the_key_of_its_turn(
    app: FastAPI, mina: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    write, waits = database.write, threading.Event()

    def told() -> Any:
        waits.set()
        return write()

    monkeypatch.setattr(database, "write", told)
    with ThreadPoolExecutor(1) as other:
        with write() as session:
            done = other.submit(answer, mina)
            assert waits.wait(10)
            old = session.scalars(select(ItemRevision).where(ItemRevision.item_id == ITEM)).one()
            new = ItemRevision(
                item_id=ITEM, sha="new", asked=old.asked, body=old.body, first_seen=old.first_seen, author=None
            )
            session.add(new)
            session.flush()
            number = new.id
            session.commit()
            app.state.course = app.state.course.with_revisions({**app.state.course.revisions, ITEM: number})
        assert done.result() == 200
    with database.read() as session:
        assert session.scalars(select(Grade.key_revision)).all() == [number]
