"""Regrades without another key, regrades undone, and those that were not done."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.items import item_text
from app.authoring.regrading import committing, preparing, records
from app.course import Course
from app.database import Database
from app.people.tables import Change
from app.study.grades import MARKED, RELEASED
from tests.authoring import rows
from tests.authoring.regrading.acting import OX, QUIZ, begun, flip, say
from tests.authoring.regrading.filling import FORM, NEW, PAGE, ended, fields, foreseen


def _acts(database: Database) -> list[tuple[str, Any]]:
    with database.read() as session:
        rows = session.scalars(select(Change).where(Change.subject.contains(OX)).order_by(Change.id))
        return [(row.act, row.detail.get("reason")) for row in rows]


def test_a_regrade_without_another_key_needs_no_edit_and_is_undone(
    app: FastAPI, client: TestClient, database: Database
) -> None:
    form = fields(client.get(NEW).text) | {"policy": "full", "reason": "모호했습니다.", "private": "yes"}
    sent = fields(client.post(FORM, data=form).text)
    page = ended(client, client.post(PAGE, data=sent))
    assert "답 7개를 다시 채점해 7개의" in page
    assert _acts(database)[0] == ("regrade.begun", "모호했습니다.")
    back = unescape(re.findall(r'href="([^"]*undo=\d+)"', page)[0])
    form = fields(client.get(back).text)
    assert (form["policy"], form["private"], form["text"]) == ("new", "yes", form["base"])
    sent = fields(client.post(FORM, data=form).text)
    assert "답 7개를 다시 채점해 7개의" in ended(client, client.post(PAGE, data=sent))


def test_a_correction_is_undone_with_the_text_of_before(app: FastAPI, client: TestClient) -> None:
    before = item_text(app.state.published.text(QUIZ), OX)
    page = ended(client, client.post(PAGE, data=foreseen(client)[1]))
    form = fields(client.get(unescape(re.findall(r'href="([^"]*undo=\d+)"', page)[0])).text)
    assert form["text"] == before
    sent = fields(client.post(FORM, data=form).text)
    assert "답 7개를 다시 채점해 7개의" in ended(client, client.post(PAGE, data=sent))
    assert app.state.course.questions[OX].answer == "O"
    assert item_text(app.state.published.text(QUIZ), OX) == before


@pytest.mark.parametrize("meanwhile", ["taken back", "answered"])
def test_what_the_new_key_judged_meanwhile_hides_the_key_of_before_from_nobody(
    app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """The newest of its grades is then that of an answer which the replaced key did not judge last, or not at all."""
    monkeypatch.setattr(preparing, "AT_ONCE", 2)  # what comes after the first step is appended last

    def answered(course: Course, hour: int, *answers: str) -> list[int]:
        monkeypatch.setattr(rows, "NOW", datetime.now(UTC) + timedelta(hours=hour))
        with database.write() as session:
            numbers = rows.answer(session, course, OX, answers)
            session.commit()
        return numbers

    first, numbers = app.state.course.revisions[OX], answered(app.state.course, -1, "O", "X")
    course = flip(app)

    def act() -> None:
        if meanwhile == "answered":
            answered(course, 1, "O")
        else:
            say(database, course, numbers[0], MARKED)
            say(database, course, numbers[0], RELEASED)

    acts = iter([act])
    number = begun(database, course, "full")
    committing.carry_out(database, course, number, lambda _: next(acts, lambda: None)())
    assert next(acts, None) is None
    with database.read() as session:
        key = records.replaced(session, number)
    assert key is not None
    assert key.id == first


def test_a_second_click_takes_no_way_back_away(client: TestClient) -> None:
    sent = foreseen(client)[1]
    first, second = (client.post(PAGE, data=sent) for _ in range(2))
    assert "다시 채점해 0개의" in ended(client, second)
    assert "undo=" in ended(client, first)


def test_one_that_was_interrupted_or_given_up_says_so(app: FastAPI, client: TestClient, database: Database) -> None:
    numbers = []
    for key in (app.state.course.revisions[OX], app.state.course.revisions["mini-ox-02"]):
        with database.write() as session:
            numbers.append(committing.begin(session, OX, key, "full", "x", None).id)
            session.commit()
    assert client.get(PAGE).text.count("중단됨") == 2
    for number, told in zip(numbers, ("답 7개를 다시 채점해", "하지 않고 닫았습니다"), strict=True):
        assert told in ended(client, client.post(f"{PAGE}/{number}/resume"))
