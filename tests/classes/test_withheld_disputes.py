"""Disputes about items that an open assignment withholds: none can be sent or read, and none is counted."""

from __future__ import annotations

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Response
from tests.classes.acting import assign, let_pass
from tests.classes.telling import OX
from tests.conftest import HTMX
from tests.study.forms import send


def test_nobody_disputes_what_is_withheld(seo: TestClient, room: str, hana: TestClient, database: Database) -> None:
    send(hana, OX, "O")
    with database.read() as session:
        number = session.scalars(select(Response.id)).one()
    sent = {"response": str(number), "reason": "key", "text": "정답이 이상합니다"}
    assert hana.post("/disputes", data=sent, headers=HTMX).status_code == 200
    task = assign(seo, room, [OX], keys="closed")
    assert OX not in hana.get("/disputes").text
    assert hana.post("/disputes", data=sent, headers=HTMX).status_code == 409
    assert hana.post("/disputes/1/answer", data={"text": "또"}, headers=HTMX).status_code == 409
    let_pass(database, task)
    assert OX in hana.get("/disputes").text


def test_a_reply_about_what_is_withheld_is_not_counted_on_the_first_page(
    seo: TestClient, room: str, hana: TestClient, database: Database
) -> None:
    send(hana, OX, "O")
    with database.read() as session:
        number = session.scalars(select(Response.id)).one()
    hana.post("/disputes", data={"response": str(number), "reason": "key", "text": ""}, headers=HTMX)
    seo.post("/authoring/disputes/1/reply", data={"text": "살펴보겠습니다."})
    assert "답변이 온 이의 1건" in hana.get("/").text
    task = assign(seo, room, [OX], keys="closed")
    assert "답변이 온 이의" not in hana.get("/").text
    let_pass(database, task)
    assert "답변이 온 이의 1건" in hana.get("/").text
