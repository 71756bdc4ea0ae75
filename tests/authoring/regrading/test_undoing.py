"""Regrades without another key, regrades undone, and those that were not done."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.items import item_text
from app.authoring.regrading import committing
from app.database import Database
from app.people.tables import Change
from tests.authoring.regrading.acting import OX, QUIZ
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
