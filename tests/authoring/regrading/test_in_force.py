"""Whoever reads grades reads those in force: while a regrade appends its own, every room tells what it told before."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.authoring.regrading import committing
from app.database import Database
from app.study.tables import Grade, Response
from tests.authoring.regrading.acting import OX, EndError
from tests.authoring.regrading.filling import plain
from tests.classes.acting import assign, begin, code, join, take
from tests.people.acting import make, signed_in
from tests.study.forms import send

REASON = "문항이 모호했습니다."


@pytest.fixture
def seo(app: FastAPI, database: Database) -> Iterator[TestClient]:
    make(database, "seo", "instructor")
    with signed_in(app, "seo") as client:
        yield client


@pytest.fixture
def hana(app: FastAPI, database: Database) -> Iterator[TestClient]:
    make(database, "hana")
    with signed_in(app, "hana") as client:
        yield client


def _end(_: int) -> None:
    raise EndError


def test_every_room_tells_the_old_verdict_until_the_regrade_is_done(
    app: FastAPI, database: Database, seo: TestClient, hana: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.authoring.regrading.preparing.AT_ONCE", 1)
    room = begin(seo)
    join(hana, code(seo, room))
    task = assign(seo, room, [OX])
    attempt = take(hana, task)
    send(hana, OX, "X", place=attempt)
    send(hana, OX, "X")
    hana.post(f"/practice/{attempt}/finish")
    with database.read() as session:
        number = session.scalars(select(Response.id).order_by(Response.id)).first()
    sent = hana.post("/disputes", data={"response": str(number), "reason": "key", "text": ""})
    assert sent.status_code == 303, sent.text
    theirs = ("/", "/lectures/mini", f"/practice/{attempt}/result", "/regrades", "/disputes")
    own = (
        f"{room}/progress", task.instructor, f"{task.instructor}/marks.csv", f"{task.instructor}/answers/{number}",
        f"/authoring/statistics/{OX}", f"/authoring/disputes/items/{OX}", f"/authoring/marking/answers/{number}",
    )  # fmt: skip

    def told() -> dict[str, str]:
        pages = {at: client.get(at) for client, places in ((hana, theirs), (seo, own)) for at in places}
        assert {at: page.status_code for at, page in pages.items()} == dict.fromkeys(pages, 200)
        return {at: plain(re.sub(r'value="\d+"', "", page.text)) for at, page in pages.items()}

    told()  # who opens a dispute has looked at it
    before = told()
    with database.write() as session:
        regrade = committing.begin(session, OX, app.state.course.revisions[OX], "full", REASON, None).id
        session.commit()
    for appended in (1, 2):
        with pytest.raises(EndError):
            committing.carry_out(database, app.state.course, regrade, _end)
        with database.read() as session:
            rows = session.scalars(select(func.count()).where(Grade.regrade_id == regrade)).one()
        assert rows == appended
        assert told() == before
    assert committing.carry_out(database, app.state.course, regrade).changed == 2
    after = told()
    assert [at for at in (*theirs, *own) if after[at] == before[at]] == []
    assert REASON in after["/regrades"]
