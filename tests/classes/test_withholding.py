"""What an open assignment withholds is told nowhere to its class until it closes: every page and every answer of the
API, before and after an answer, right or wrong. In the style of tests/study/test_secrecy.py."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from app.database import Database
from app.study.class_tables import Assignment
from app.study.tables import Grade, Response, Reveal
from app.study.withholding import withheld
from tests.classes.acting import Task, assign, learner_number, let_pass, take
from tests.classes.telling import ANSWERS, CHOICE, NEAR, OX, tells
from tests.people.acting import make, signed_in
from tests.study.forms import send, state


@pytest.fixture
def task(seo: TestClient, room: str) -> Task:
    return assign(seo, room, list(ANSWERS), keys="closed", attempts="2")


def _pages(client: TestClient, *more: str) -> dict[str, str]:
    """Everything a learner can read."""
    addresses = (
        *("/", "/lectures", "/lectures/mini", "/practice", "/practice?which=wrong", "/glossary", "/errata"),
        *("/errata?unit=mini", "/search?q=주장", "/search?q=바로잡은", "/search?q=까닭", "/disputes", "/regrades"),
        *("/classes", "/api/v1/items", "/api/v1/units", *(f"/api/v1/items/{item}" for item in ANSWERS), *more),
    )
    found = {}
    for address in addresses:
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        found[address] = answer.text
    return found


def test_no_page_and_no_answer_of_the_api_tells_a_key_or_a_verdict(hana: TestClient, task: Task) -> None:
    attempt = take(hana, task)
    for place in (attempt, "lecture"):
        for item, answer in ANSWERS.items():
            told = send(hana, item, answer, place=place).text
            assert state(told, item) == "given"
            assert "답을 받았습니다" in told
            assert tells(told) == [], (place, item)
    rounds = [f"/practice/{attempt}?n={number}" for number in range(1, 7)]
    shown = _pages(hana, task.learner, *rounds)
    assert {address: found for address, text in shown.items() if (found := tells(text))} == {}
    hana.post(f"/practice/{attempt}/finish")
    for address in (f"/practice/{attempt}/result", f"/practice/{attempt}", task.learner):
        text = hana.get(address, follow_redirects=True).text
        assert tells(text) == [], address
        assert not re.search(r"\d+점", text), address


def test_what_was_told_before_it_opened_is_withheld_as_well(seo: TestClient, room: str, hana: TestClient) -> None:
    for item, answer in ANSWERS.items():
        send(hana, item, answer)
    old = hana.post("/practice", data={"kind": "ox"}).headers["location"]
    hana.post(f"{old}/finish")
    assert tells(hana.get("/lectures/mini").text)
    assign(seo, room, list(ANSWERS), keys="closed")
    assert {a: found for a, text in _pages(hana, f"{old}/result").items() if (found := tells(text))} == {}
    assert hana.post(f"{old}/wrong").status_code == 409


def test_who_has_begun_is_told_nothing_when_the_opening_is_put_off(
    seo: TestClient, hana: TestClient, task: Task, database: Database
) -> None:
    """Nor when they were taken out of the class before the new opening."""
    attempt = take(hana, task)
    with database.write() as session:
        session.get_one(Assignment, task.number).opens = datetime.now(UTC) + timedelta(days=1)
        session.commit()
    assert tells(send(hana, OX, ANSWERS[OX], place=attempt).text) == []
    assert tells(hana.get(f"/practice/{attempt}?n=1").text) == []
    hana.post(f"/practice/{attempt}/finish")
    room = task.instructor.split("/assignments")[0]
    seo.post(f"{room}/members/{learner_number(seo, room)}/remove")
    assert tells(hana.get(f"/practice/{attempt}/result").text) == []


@pytest.mark.parametrize("answer", ["O", "X"])
def test_right_and_wrong_are_answered_with_the_same_words(hana: TestClient, task: Task, answer: str) -> None:
    """O is right, X a near miss: nothing that one may do next differs, either."""
    attempt = take(hana, task)
    first = send(hana, NEAR, answer, place=attempt)
    assert "다시 풀기" not in first.text
    assert "정답 보기" not in first.text
    later = send(hana, NEAR, "X" if answer == "O" else "O", place=attempt)
    assert (later.status_code, state(later.text, NEAR)) == (200, "given")
    assert len(later.text) == len(first.text)
    for act in ("reveal", "again", "draft"):
        assert send(hana, NEAR, "O", act=act, place=attempt).status_code in (200, 204)
    page = hana.get(f"/practice/{attempt}?n=1").text
    assert re.search(rf"{answer} <small>[^<]+ · 내 답", page)


def test_no_retry_and_no_reveal_is_recorded_after_a_near_miss(hana: TestClient, task: Task, database: Database) -> None:
    attempt = take(hana, task)
    send(hana, NEAR, "X", place=attempt)
    for act in ("answer", "reveal", "again", "draft"):
        send(hana, NEAR, "O", act=act, place=attempt)
    with database.read() as session:
        assert [row.raw for row in session.scalars(select(Response))] == ["X"]
        assert session.scalar(select(func.count()).select_from(Reveal)) == 0


def test_the_api_takes_no_answer_meanwhile_and_says_why(hana: TestClient, task: Task, database: Database) -> None:
    answer = hana.post(f"/api/v1/items/{OX}/responses", json={"answer": "X"})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "withheld"
    assert "과제" in answer.json()["error"]["message"]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Grade)) == 0


def test_practice_leaves_them_out_and_counts_no_mistake(hana: TestClient, task: Task) -> None:
    send(hana, CHOICE, ["b"])
    assert hana.post("/practice", data={"which": "wrong"}).status_code == 422
    assert hana.post("/practice", data={"kind": "essay"}).status_code == 422
    assert "다시 볼 문항" not in hana.get("/").text


def test_when_it_closes_everything_is_told(hana: TestClient, task: Task, database: Database) -> None:
    attempt = take(hana, task)
    for item, answer in ANSWERS.items():
        send(hana, item, answer, place=attempt)
    hana.post(f"/practice/{attempt}/finish")
    let_pass(database, task)
    result = hana.get(f"/practice/{attempt}/result").text
    assert state(result, OX) == "correct"
    assert state(result, NEAR) == "incorrect"
    assert "비밀 해설 둘" in result
    assert "바로잡은 주장" in hana.get("/errata").text
    assert "mini-ox-01" in hana.get("/search?q=바로잡은").text
    assert re.search(r"\d+점", hana.get(task.learner).text)


def test_others_see_them_as_ever(mina: TestClient, dul: TestClient, task: Task) -> None:
    for client in (mina, dul):
        assert "비밀 해설 둘" in send(client, OX, "X").text
        assert "바로잡은 주장" in client.get("/errata").text


def test_who_was_taken_out_does_not_see_what_was_open_then(
    seo: TestClient, room: str, hana: TestClient, task: Task, database: Database
) -> None:
    seo.post(f"{room}/members/{learner_number(seo, room)}/remove")
    assert state(send(hana, OX, "X").text, OX) == "given"
    let_pass(database, task)
    assign(seo, room, [OX], keys="closed")
    assert state(hana.get("/lectures/mini").text, OX) == "given"  # typed to the minute: it opened yesterday
    assert hana.get(task.learner).status_code == 404


def test_keys_told_after_each_answer_withhold_nothing(seo: TestClient, room: str, hana: TestClient) -> None:
    assign(seo, room, [OX])
    assert "비밀 해설 둘" in send(hana, OX, "X").text


def test_a_rule_of_its_own_draw_withholds_all_that_may_be_drawn(seo: TestClient, room: str, hana: TestClient) -> None:
    rule = {"how": "own", "kinds": "ox", "count": "1", "keys": "closed"}
    task = assign(seo, room, [], **rule)
    take(hana, task)
    for item in ("mini-ox-01", "mini-ox-02", "mini-ox-03"):
        assert state(send(hana, item, "X").text, item) == "given"


def test_a_request_asks_once(app: FastAPI, database: Database, task: Task) -> None:
    with database.read() as session:
        assert withheld(session, None) == frozenset()
        assert withheld(session, 10**6) == frozenset()
        session.connection().close()
        assert withheld(session, 10**6) == frozenset()  # without the database


def test_the_test_can_fail(app: FastAPI, database: Database, hana: TestClient) -> None:
    make(database, "free")
    with signed_in(app, "free") as free:
        for item, answer in ANSWERS.items():
            send(free, item, answer)
        assert len(tells(free.get("/lectures/mini").text)) > 5
        assert tells(free.get("/errata").text)
        assert tells(free.get("/search?q=바로잡은").text)
