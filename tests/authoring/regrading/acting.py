"""What is done to a course whose key was wrong: the key changed in its file, the answers judged anew."""

from __future__ import annotations

import time

import pytest
from fastapi import FastAPI

from app.authoring.regrading import committing
from app.authoring.regrading.policies import Policy
from app.course import Course
from app.database import Database
from app.study.tables import Regrade

OX = "mini-ox-01"
QUIZ = "mini/quiz.yaml"


def change(app: FastAPI, old: str, new: str) -> Course:
    """Another key, as if the file had been edited."""
    path = app.state.published.folder / QUIZ
    body = path.read_text(encoding="utf-8")
    assert old in body
    path.write_text(body.replace(old, new, 1), encoding="utf-8")
    app.state.published.refresh()
    assert app.state.published.problems == ()
    return app.state.course  # type: ignore[no-any-return]


def flip(app: FastAPI) -> Course:
    """The O/X item was wrong all along: its key becomes X, and the hint that belonged to X goes."""
    return change(
        app,
        "answer: O\n  near_misses:\n  - answers: [X]\n    feedback: 무엇이 새로 들어갔는지 생각해 보십시오.\n",
        "answer: X\n",
    )


def do(
    database: Database, course: Course, policy: Policy = "new", item: str = OX, reason: str = "정답이 틀려 있었습니다."
) -> Regrade:
    with database.write() as session:
        row = committing.begin(session, item, course.revisions[item], policy, reason, None)
        number = row.id
        session.commit()
    return committing.carry_out(database, course, number)


def finished(database: Database, number: int) -> Regrade:
    for _ in range(500):
        with database.read() as session:
            row = session.get_one(Regrade, number)
            if row.finished:
                return row
        time.sleep(0.01)
    pytest.fail("the regrade did not end")
