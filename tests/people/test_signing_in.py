"""Signing in and out: whose answers one sees, what a stranger learns, and how long it lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update

from app.database import Database
from app.people.cookie import NAME
from app.people.routes import local
from app.people.tables import Learner, SignIn
from tests.people.acting import PASSWORD, make, sign_in, signed_in

ANSWER = "/study/items/mini-ox-01/answer"


def _answered(client: TestClient) -> bool:
    return 'data-state="open"' not in client.get("/lectures/mini").text.split('id="q-mini-ox-01"')[1][:400]


def test_the_same_answers_in_two_browsers(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as desk, signed_in(app, "MINA ") as phone:
        desk.post(ANSWER, data={"answer": "O"})
        assert _answered(phone)


def test_what_a_browser_did_before_stays_with_it(app: FastAPI, database: Database, jun: TestClient) -> None:
    make(database, "mina")
    jun.post(ANSWER, data={"answer": "O"})
    sign_in(jun, "mina")
    assert not _answered(jun)
    jun.post("/sign-out")
    assert _answered(jun)


def test_a_new_account_takes_over_what_its_browser_did_and_leaves_nothing_behind(
    app: FastAPI, database: Database, jun: TestClient
) -> None:
    jun.post(ANSWER, data={"answer": "O"})
    form = {"name": "jun", "password": PASSWORD, "again": PASSWORD}
    assert jun.post("/sign-up", data=form).status_code == 303
    assert _answered(jun)
    with signed_in(app, "jun") as other:
        assert _answered(other)
    jun.post("/sign-out")
    assert not _answered(jun)


def test_a_copy_of_the_cookie_from_before_an_account_was_made_opens_nothing_of_it(
    mina: TestClient, jun: TestClient
) -> None:
    """Somebody may have planted it, or kept it from a browser that many use."""
    mina.post(ANSWER, data={"answer": "O"})
    jun.cookies.set(NAME, mina.cookies[NAME])
    assert _answered(jun)
    form = {"name": "mina", "password": PASSWORD, "again": PASSWORD}
    assert mina.post("/sign-up", data=form).status_code == 303
    assert _answered(mina)
    attempt = mina.post("/practice").headers["location"]
    assert (mina.get(attempt).status_code, jun.get(attempt).status_code) == (200, 404)
    assert not _answered(jun)


def test_a_second_account_made_in_one_browser_gets_nothing_of_the_first(mina: TestClient, database: Database) -> None:
    for name in ("mina", "minsu"):
        mina.post(ANSWER, data={"answer": "O"}) if name == "mina" else None
        mina.post("/sign-up", data={"name": name, "password": PASSWORD, "again": PASSWORD})
    assert not _answered(mina)


@pytest.mark.parametrize("name", ["mina", "nobody"])
def test_a_wrong_password_and_a_wrong_name_are_told_alike(mina: TestClient, database: Database, name: str) -> None:
    make(database, "mina")
    answer = mina.post("/sign-in", data={"name": name, "password": "something else"})
    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert "something else" not in answer.text
    assert "로그인 이름이나 비밀번호가 맞지 않습니다" in answer.text


def test_guessing_is_stopped_even_when_the_guess_is_right_at_last(mina: TestClient, database: Database) -> None:
    make(database, "mina")
    for _ in range(10):
        assert sign_in(mina, "mina", "wrong password") == 422
    refused = mina.post("/sign-in", data={"name": "mina", "password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 60


def test_signing_in_well_is_not_counted(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    for _ in range(12):
        with signed_in(app, "mina"):
            pass


def test_a_signed_out_cookie_opens_nothing_any_more(app: FastAPI, database: Database, jun: TestClient) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        kept = client.cookies[NAME]
        assert client.get("/account").status_code == 200
        client.post("/sign-out")
    stolen = {"Cookie": f"{NAME}={kept}"}
    assert jun.get("/account", headers=stolen).headers["location"].startswith("/sign-in")


def test_each_sign_in_carries_a_new_token(app: FastAPI, database: Database, jun: TestClient) -> None:
    make(database, "mina")
    sign_in(jun, "mina")
    first = jun.cookies[NAME]
    sign_in(jun, "mina")
    assert jun.cookies[NAME] != first


@pytest.mark.parametrize(("days", "open_"), [(29, True), (31, False)])
def test_it_ends_by_itself_after_a_month_without_a_visit(
    app: FastAPI, database: Database, days: int, open_: bool
) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        with database.write() as session:
            session.execute(update(SignIn).values(seen=datetime.now(UTC) - timedelta(days=days)))
            session.commit()
        assert (client.get("/account").status_code == 200) is open_
        assert (client.get("/account").status_code == 200) is open_


def test_a_page_for_members_leads_to_the_sign_in_and_back(mina: TestClient, database: Database) -> None:
    make(database, "mina")
    way = mina.get("/account?done=name").headers["location"]
    assert way == "/sign-in?next=%2Faccount%3Fdone%3Dname"
    assert 'value="/account?done=name"' in mina.get(way).text
    answer = mina.post("/sign-in", data={"name": "mina", "password": PASSWORD, "next": "/account?done=name"})
    assert answer.headers["location"] == "/account?done=name"


@pytest.mark.parametrize(
    "address", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nSet-Cookie: x"]
)
def test_nobody_is_led_to_another_site(address: str) -> None:
    assert local(address) == "/"


def test_what_is_sent_to_a_members_page_is_answered_and_not_led_away(mina: TestClient) -> None:
    assert mina.post("/account/name", data={"shown": "미나"}).status_code == 401
    assert mina.get("/account", headers={"HX-Request": "true"}).status_code == 401


def test_reading_as_a_member_makes_no_learner(app: FastAPI, database: Database) -> None:
    make(database, "mina")
    with signed_in(app, "mina") as client:
        client.get("/lectures/mini")
        client.post(ANSWER, data={"answer": "O"})
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Learner)) == 1
