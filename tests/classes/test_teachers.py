"""A class may have more than one instructor: who may add whom, what they then reach, and that it is in the log."""

from __future__ import annotations

import re
from html import escape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.classes import teachers
from app.database import Database
from app.people import accounts
from app.people.tables import Account, Change
from tests.classes.acting import assign, begin, code
from tests.people.acting import make, signed_in


def _add(instructor: TestClient, room: str, name: str) -> int:
    return instructor.post(f"{room}/teachers", data={"name": name}).status_code


def _number(database: Database, name: str) -> int:
    with database.read() as session:
        return session.scalars(select(Account.id).where(Account.name == name)).one()


def test_who_was_added_reaches_all_of_the_class(seo: TestClient, park: TestClient, hana: TestClient, room: str) -> None:
    task = assign(seo, room, ["mini-ox-01"])
    assert park.get(room).status_code == 404
    assert _add(seo, room, " PARK ") == 303
    assert "화요반" in park.get("/authoring/classes").text
    for address in (room, f"{room}/progress", task.instructor, f"{task.instructor}/marks.csv"):
        assert park.get(address).status_code == 200, address
    assert "Seo, Park" in hana.get("/classes").text
    assert "Seo, Park" in hana.get(f"/classes/join/{code(seo, room)}").text


@pytest.mark.parametrize("name", ["", "nobody", "hana", "<b>", "blocked"])
def test_a_learner_and_nobody_are_refused_with_the_same_words(
    seo: TestClient, hana: TestClient, database: Database, name: str
) -> None:
    number = make(database, "blocked", "instructor")
    with database.write() as session:
        accounts.disable(session, session.get_one(Account, number), by=None)
        session.commit()
    room = begin(seo)
    answer = seo.post(f"{room}/teachers", data={"name": name})
    assert answer.status_code == 422
    assert teachers.NOBODY in answer.text
    assert f'name="name" value="{escape(name)}"' in answer.text
    assert 'value="화요반"' in answer.text


def test_nobody_is_added_twice(seo: TestClient, park: TestClient) -> None:
    room = begin(seo)
    _add(seo, room, "park")
    for name in ("park", "seo"):
        answer = seo.post(f"{room}/teachers", data={"name": name})
        assert answer.status_code == 422
        assert teachers.ALREADY in answer.text


def test_only_the_owner_takes_others_out_and_everybody_may_leave(
    app: FastAPI, seo: TestClient, park: TestClient, database: Database
) -> None:
    room = begin(seo)
    make(database, "yun", "instructor")
    with signed_in(app, "yun") as yun:
        assert _add(seo, room, "park") == _add(park, room, "yun") == 303
        told = park.post(f"{room}/teachers/{_number(database, 'yun')}/remove")
        assert (told.status_code, teachers.NOT_YOURS in told.text) == (422, True)
        assert park.post(f"{room}/teachers/{_number(database, 'seo')}/remove").status_code == 422
        left = yun.post(f"{room}/teachers/{_number(database, 'yun')}/remove")
        assert left.headers["location"] == "/authoring/classes"
        assert yun.get(room).status_code == 404
    assert seo.post(f"{room}/teachers/{_number(database, 'park')}/remove").headers["location"] == room
    assert park.get(room).status_code == 404
    assert seo.get(room).status_code == 200


def test_an_instructor_of_another_class_adds_and_takes_out_nobody(
    seo: TestClient, park: TestClient, database: Database
) -> None:
    room = begin(seo)
    assert _add(park, room, "park") == 404
    assert park.post(f"{room}/teachers/{_number(database, 'seo')}/remove").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "99", "9" * 25])
def test_a_teacher_who_is_none_changes_nothing(seo: TestClient, number: str) -> None:
    room = begin(seo)
    assert seo.post(f"{room}/teachers/{number}/remove").status_code == 303


def test_who_was_added_is_no_instructor_of_it_any_more_once_they_are_a_learner(
    seo: TestClient, park: TestClient, database: Database
) -> None:
    room = begin(seo)
    _add(seo, room, "park")
    with database.write() as session:
        accounts.set_role(session, session.get_one(Account, _number(database, "park")), "learner", by=None)
        session.commit()
    assert park.get(room).status_code == 403


def test_it_is_in_the_log(seo: TestClient, park: TestClient, database: Database) -> None:
    room = begin(seo)
    _add(seo, room, "park")
    seo.post(f"{room}/teachers/{_number(database, 'park')}/remove")
    with database.read() as session:
        entries = session.scalars(select(Change).where(Change.act.like("class.teacher%")).order_by(Change.id)).all()
        number = int(re.findall(r"\d+$", room)[0])
        assert [entry.act for entry in entries] == ["class.teacher_added", "class.teacher_removed"]
        assert [entry.detail for entry in entries] == [{"number": number, "who": "park"}] * 2
