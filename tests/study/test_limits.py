"""How much one address, or one account, may send to be kept: enough for a class, too little to fill a disk."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.database import Database
from app.people import limiting
from app.study.tables import Attempt, Draft
from tests.people.acting import make, signed_in
from tests.study.forms import responses, send, state

SAID = "이 인터넷 주소에서 보낸 답이 너무 많습니다. 로그인하거나 24시간 뒤에 다시 해 주세요."


@pytest.fixture
def two_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(limit) for limit in (limiting.ANSWERS, limiting.DRAFTS)] == ["100000 per 1 day", "300000 per 1 day"]
    monkeypatch.setattr(limiting, "ANSWERS", limiting.parse("2 per 1 day"))
    monkeypatch.setattr(limiting, "DRAFTS", limiting.parse("3 per 1 day"))


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.usefixtures("two_a_day")
def test_a_new_learner_each_time_is_still_one_address(
    app: FastAPI, mina: TestClient, jun: TestClient, database: Database, htmx: bool
) -> None:
    for learner in (mina, jun):
        assert send(learner, "mini-ox-02", "O").status_code == 200
    with TestClient(app, follow_redirects=False) as newcomer:
        told = send(newcomer, "mini-short-01", "적은 <글>", htmx=htmx)
    assert told.status_code == 429
    assert int(told.headers["Retry-After"]) > 3600
    assert SAID in told.text
    assert "적은 &lt;글&gt;" in told.text
    assert len(responses(database)) == 2


@pytest.mark.usefixtures("two_a_day")
def test_a_program_is_told_the_same(mina: TestClient, database: Database) -> None:
    told = [mina.post("/api/v1/items/mini-ox-02/responses", json={"answer": "O"}) for _ in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert told[2].json()["error"] == {"code": "too_many", "message": SAID, "field": None}
    assert int(told[2].headers["Retry-After"]) > 3600
    assert len(responses(database)) == 2


@pytest.mark.usefixtures("two_a_day")
def test_who_is_signed_in_is_counted_by_account(app: FastAPI, mina: TestClient, database: Database) -> None:
    for item in ("mini-ox-02", "mini-ox-03"):
        send(mina, item, "O")
    for name in ("hana", "dul"):
        make(database, name)
        with signed_in(app, name) as learner:
            told = [send(learner, item, "O") for item in ("mini-ox-02", "mini-ox-03", "mini-ox-01")]
        assert [answer.status_code for answer in told] == [200, 200, 429]
        assert "이 계정으로 보낸 답이 너무 많습니다. 24시간 뒤에" in told[2].text
        assert "로그인" not in told[2].text.split('class="lead"')[1].split("</p>")[0]


@pytest.mark.usefixtures("two_a_day")
def test_a_long_text_counts_for_several(mina: TestClient, database: Database) -> None:
    assert send(mina, "mini-essay-01", "가" * 2_000).status_code == 429
    assert send(mina, "mini-essay-01", "가" * 1_999).status_code == 200
    assert send(mina, "mini-ox-02", "O").status_code == 429


@pytest.mark.usefixtures("two_a_day")
def test_drafts_and_rounds_are_kept_too(mina: TestClient, database: Database) -> None:
    drafts = [send(mina, "mini-short-01", "고", act="draft").status_code for _ in range(4)]
    assert drafts == [204, 204, 204, 429]
    rounds = [mina.post("/practice", data={"kind": kind}).status_code for kind in ("ox", "short", "essay")]
    assert rounds == [303, 303, 429]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1
        assert session.scalar(select(func.count()).select_from(Attempt)) == 2


def test_a_day_later_it_begins_anew(mina: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "ANSWERS", limiting.parse("1 per 1 day"))
    monkeypatch.setattr(limiting, "_now", lambda: 0.0)
    send(mina, "mini-ox-02", "O")
    assert send(mina, "mini-ox-03", "O").status_code == 429
    monkeypatch.setattr(limiting, "_now", lambda: 86_401.0)
    assert state(send(mina, "mini-ox-03", "X").text, "mini-ox-03") != "open"
