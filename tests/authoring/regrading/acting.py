"""What is done to a course whose key was wrong: the key changed in its file, the answers judged anew."""

from __future__ import annotations

import time

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.authoring.regrading import committing
from app.authoring.regrading.policies import Policy
from app.course import Course
from app.database import Database
from app.study.asking import judge
from app.study.grades import grade
from app.study.holding import HOLDS
from app.study.tables import Grade, Regrade, Response

OX = "mini-ox-01"
QUIZ = "mini/quiz.yaml"
BEFORE, AFTER = "ciicici", "iccicic"  # what holds of the seven answers, as `outcomes` tells it


class EndError(RuntimeError):
    """The program ends."""


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
    return committing.carry_out(database, course, begun(database, course, policy, item, reason))


def begun(
    database: Database, course: Course, policy: Policy = "new", item: str = OX, reason: str = "정답이 틀려 있었습니다."
) -> int:
    """The number of a regrade that nobody has carried out yet."""
    with database.write() as session:
        number = committing.begin(session, item, course.revisions[item], policy, reason, None).id
        session.commit()
    return number


def outcomes(database: Database) -> str:
    """What holds of each answer, in a letter."""
    held = select(Grade.outcome).select_from(Response).join(Grade, Grade.id == HOLDS).order_by(Response.id)
    with database.read() as session:
        return "".join(outcome[0] for outcome in session.scalars(held))


def say(database: Database, course: Course, number: int, cause: str) -> None:
    """A grade of that cause, as the key says."""
    with database.write() as session:
        response = session.get_one(Response, number)
        grade(session, course, response, judge(course, course.questions[OX], {}, response.raw), cause)
        session.commit()


def finished(database: Database, number: int) -> Regrade:
    for _ in range(500):
        with database.read() as session:
            row = session.get_one(Regrade, number)
            if row.finished:
                return row
        time.sleep(0.01)
    pytest.fail("the regrade did not end")
