"""Errors as their readers expect them: a page, a fragment, JSON; and no typed text is lost."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.database import Database
from app.security import CSP
from app.study import answering
from tests.conftest import HTMX
from tests.people.acting import make, signed_in

# Servers of PostgreSQL are often set to read only by those who run them, before a disk is full to the last byte.
FULL = {"sqlite": "PRAGMA max_page_count = 1", "postgresql": "SET TRANSACTION READ ONLY"}


def _fail(*args: object) -> None:
    raise RuntimeError("the grader fell over")


def test_a_page_that_is_not_there_says_so_and_offers_a_way_on(mina: TestClient) -> None:
    response = mina.get("/nope")
    assert response.status_code == 404
    assert "찾는 것이 없습니다" in response.text
    assert 'href="/lectures"' in response.text


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/practice/99", "연습"),
        ("/practice?which=sideways", "연습"),
        ("/lab/records/99", "실습실"),
        ("/nope", "강의 보기"),
    ],
)
def test_an_error_in_a_room_leads_back_to_the_room(mina: TestClient, path: str, way: str) -> None:
    assert f">{way}</a></p>" in mina.get(path).text


def test_nobody_is_led_to_a_room_that_is_closed_to_them(app: FastAPI, database: Database) -> None:
    make(database, "hana")
    with signed_in(app, "hana") as hana:
        refused = hana.get("/authoring/classes/1")
    assert refused.status_code == 403
    assert "강의 보기</a></p>" in refused.text


def test_an_address_that_cannot_be_read_is_not_called_a_form(mina: TestClient) -> None:
    told = mina.get("/practice?which=sideways")
    assert told.status_code == 422
    assert "주소를 확인하거나 아래에서 다시 찾아보세요" in told.text


def test_htmx_gets_the_fragment_of_an_error(mina: TestClient) -> None:
    text = mina.get("/nope", headers=HTMX).text
    assert "찾는 것이 없습니다" in text
    assert "<html" not in text


def test_a_form_that_cannot_be_accepted_gives_the_text_back(mina: TestClient) -> None:
    response = mina.post("/study/items/mini-ox-01/answer", data={"answer": "길게 쓴 답", "deal": "many"})
    assert response.status_code == 422
    assert "길게 쓴 답" in response.text


def test_a_crash_gives_the_text_back_and_an_id_that_the_log_knows(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(answering, "answer", _fail)
    client = TestClient(app, raise_server_exceptions=False)
    with caplog.at_level(logging.ERROR, logger="seodang"):
        response = client.post("/study/items/mini-ox-01/answer", data={"answer": "길게 <쓴> 답"})
    assert response.status_code == 500
    assert "길게 &lt;쓴&gt; 답" in response.text
    reference = caplog.records[0].getMessage().split("]")[0].strip("[")
    assert reference in response.text
    assert "the grader fell over" not in response.text
    assert response.headers["content-security-policy"] == CSP


@pytest.mark.parametrize("kept_in", list(FULL), indirect=True)
def test_a_full_disk_is_told_as_such_the_text_is_given_back_and_pages_still_open(
    mina: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina.get("/lectures/mini")

    def full(session: Session, *args: object) -> None:
        session.execute(text(FULL[database.engine.dialect.name]))
        session.execute(text("CREATE TABLE more (x INTEGER)"))

    monkeypatch.setattr(answering, "answer", full)
    response = mina.post("/study/items/mini-ox-01/answer", data={"answer": "길게 쓴 답"})
    assert response.status_code == 503
    assert "저장하지 못했습니다" in response.text
    assert "길게 쓴 답" in response.text
    told = mina.post("/api/v1/items/mini-ox-01/responses", json={"answer": "O"})
    assert (told.status_code, told.json()["error"]["code"]) == (503, "unavailable")
    assert mina.get("/lectures/mini").status_code == 200


@pytest.mark.parametrize("path", ["/practice/{}", "/practice/{}/result"])
@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, 0, -1])
def test_a_number_that_no_row_can_have_is_not_there(mina: TestClient, path: str, number: int) -> None:
    mina.post("/study/items/mini-ox-01/answer", data={"answer": "O"})
    assert mina.get(path.format(number)).status_code == 404
    assert mina.post(f"/practice/{number}/finish").status_code == 404
    assert mina.post(f"/study/responses/{number}/self", data={"score": "5"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nope", 404, "not_found"),
        ("GET", "/api/v1/items/mini-ox-99", 404, "not_found"),
        ("DELETE", "/api/v1/items", 405, "method_not_allowed"),
        ("GET", "/api/v1/items?limit=0", 422, "invalid"),
        ("GET", "/api/v1/items?after=mini-ox-99", 422, "invalid"),
    ],
)
def test_every_error_of_the_api_has_one_shape(mina: TestClient, method: str, path: str, status: int, code: str) -> None:
    response = mina.request(method, path)
    assert response.status_code == status
    assert set(response.json()) == {"error"}
    assert set(response.json()["error"]) == {"code", "message", "field"}
    assert response.json()["error"]["code"] == code


def test_a_crash_of_the_api_has_that_shape_too(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "answer", _fail)
    client = TestClient(app, raise_server_exceptions=False)
    response = client.post("/api/v1/items/mini-ox-01/responses", json={"answer": "O"})
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
