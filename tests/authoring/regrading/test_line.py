"""Regrades beside the requests: in turn, resumed after an end of the program, given up when the key has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.regrading import committing, preparing
from app.authoring.regrading.answers import LeftAlone, left_alone
from app.authoring.regrading.line import Line
from app.database import Database
from app.people.tables import Change
from app.study.asking import judge
from app.study.grades import grade
from app.study.tables import Response
from tests.authoring.regrading.acting import finished
from tests.authoring.rows import answer

OX = "mini-ox-01"


@pytest.fixture
def line(app: FastAPI, database: Database) -> Iterator[Line]:
    with database.write() as session:
        answer(session, app.state.course, OX, ["O", "X", "X"])
        session.commit()
    made = Line(app.state)
    yield made
    made.stop()


def _begin(app: FastAPI, database: Database, revision: int | None = None) -> int:
    with database.write() as session:
        key = app.state.course.revisions[OX] if revision is None else revision
        number = committing.begin(session, OX, key, "full", "문항이 모호했습니다.", None).id
        session.commit()
    return number


def _acts(database: Database) -> list[tuple[str, Any]]:
    with database.read() as session:
        rows = session.scalars(select(Change).where(Change.act.startswith("regrade")).order_by(Change.id))
        return [(row.act, row.detail["number"]) for row in rows]


def test_regrades_are_done_in_turn_and_are_in_the_log(app: FastAPI, database: Database, line: Line) -> None:
    numbers = [_begin(app, database), _begin(app, database)]
    for number in numbers:
        line.add(number)
    assert [finished(database, number).changed for number in numbers] == [3, 0]
    assert _acts(database) == [("regrade.done", number) for number in numbers]


def test_what_an_end_of_the_program_interrupted_is_done_at_the_next_start(
    app: FastAPI, database: Database, line: Line
) -> None:
    number = _begin(app, database)
    with TestClient(app):
        assert finished(database, number).changed == 3


def test_the_end_of_the_program_interrupts_a_regrade_that_is_at_work(
    app: FastAPI, database: Database, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "CHUNK", 1)
    seen = []

    def told(self: Line, number: int, answers: int) -> None:
        seen.append(answers)
        self._over.set()
        usual(self, number, answers)

    usual = Line._told
    monkeypatch.setattr(Line, "_told", told)
    number = _begin(app, database)
    line.add(number)
    line.stop()
    assert seen in ([], [1])
    with database.read() as session:
        assert committing.unfinished(session) == [number]


def test_one_whose_key_has_changed_since_is_given_up_and_the_log_says_so(
    app: FastAPI, database: Database, line: Line
) -> None:
    number = _begin(app, database, app.state.course.revisions["mini-ox-02"])
    line.add(number)
    row = finished(database, number)
    assert (row.judged, row.changed) == (None, 0)
    assert _acts(database) == [("regrade.dropped", number)]


def test_what_a_regrade_leaves_alone_is_counted(app: FastAPI, database: Database, line: Line) -> None:
    course = app.state.course
    asked = course.bank.prompt_revision(OX)
    with database.write() as session:
        first = session.scalars(select(Response).order_by(Response.id)).first()
        assert first
        grade(session, course, first, judge(course, course.questions[OX], {}, "O"), "marked")
        assert left_alone(session, OX, asked) == LeftAlone(marked=1, otherwise=0)
        assert left_alone(session, OX, "another wording") == LeftAlone(marked=0, otherwise=3)
