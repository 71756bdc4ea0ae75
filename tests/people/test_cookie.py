"""The cookie: who gets one, what it carries, and that it cannot be forged."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.database import Database
from app.people.cookie import NAME
from app.people.tables import Learner

ANSWER = "/study/items/mini-ox-01/answer"


def _learners(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Learner)) or 0


def test_reading_makes_no_learner(mina: TestClient, database: Database) -> None:
    for path in ("/", "/lectures/mini", "/practice", "/api/v1/items"):
        mina.get(path)
    assert _learners(database) == 0


def test_the_first_answer_makes_a_learner_and_the_second_finds_them(mina: TestClient, database: Database) -> None:
    mina.post(ANSWER, data={"answer": "O"})
    mina.post("/study/items/mini-ox-02/answer", data={"answer": "O"})
    assert _learners(database) == 1


def test_scripts_and_other_sites_cannot_use_the_cookie(mina: TestClient) -> None:
    cookie = mina.post(ANSWER, data={"answer": "O"}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_stays_there(app: FastAPI) -> None:
    client = TestClient(app, base_url="https://testserver", follow_redirects=False)
    assert "secure" in client.post(ANSWER, data={"answer": "O"}).headers["set-cookie"].lower()


def test_a_forged_cookie_is_nobody(mina: TestClient, jun: TestClient, database: Database) -> None:
    mina.post(ANSWER, data={"answer": "O"})
    payload = mina.cookies[NAME].split(".")[0]
    for forged in (payload, f"{payload}.x", "", "..", "가"):
        cookie = {"Cookie": f"{NAME}={forged}".encode()}
        assert jun.post(ANSWER, data={"answer": "O"}, headers=cookie).headers.get("set-cookie")
        jun.cookies.clear()
    assert _learners(database) == 6


def test_an_old_cookie_without_a_row_becomes_a_learner_again(mina: TestClient, database: Database) -> None:
    """The database was replaced, the secret was not."""
    mina.get("/lectures/mini")
    cookie = mina.cookies[NAME]
    mina.post(ANSWER, data={"answer": "O"})
    assert mina.cookies[NAME] == cookie
    assert _learners(database) == 1
