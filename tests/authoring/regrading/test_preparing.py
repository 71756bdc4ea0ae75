"""A regrade is prepared beside the others who write, and appears at once: nothing of it, then all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from app.authoring.regrading import committing, preparing
from app.authoring.regrading.answers import Answer
from app.authoring.regrading.planning import Changed
from app.authoring.regrading.policies import Standing, judged
from app.authoring.regrading.tables import PreparedGrade, PreparedVerdict
from app.course import Course
from app.database import Database
from app.study.asking import judge
from app.study.grades import grade
from app.study.holding import HOLDS
from app.study.tables import Grade, Regrade, Response
from tests.authoring.regrading.acting import OX, flip
from tests.authoring.rows import answer


class _EndError(RuntimeError):
    """The program ends."""


@pytest.fixture
def answered(app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Seven answers to the O/X item, whose key says O, judged anew two at a time."""
    monkeypatch.setattr(preparing, "CHUNK", 2)
    with database.write() as session:
        made = answer(session, app.state.course, OX, ["O", "X", "X", "O", "X", "O", "X"])
        session.commit()
    return made


def _begun(database: Database, course: Course) -> int:
    with database.write() as session:
        number = committing.begin(session, OX, course.revisions[OX], "new", "x", None).id
        session.commit()
    return number


def _done(database: Database, course: Course, told: Callable[[int], None]) -> Regrade:
    return committing.carry_out(database, course, _begun(database, course), told)


def _outcomes(database: Database) -> str:
    """What holds of each answer, in a letter."""
    held = select(Grade.outcome).select_from(Response).join(Grade, Grade.id == HOLDS).order_by(Response.id)
    with database.read() as session:
        return "".join(outcome[0] for outcome in session.scalars(held))


def _aside(database: Database) -> int:
    with database.read() as session:
        tables = PreparedGrade, PreparedVerdict
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_nothing_of_it_is_seen_before_all_of_it_is(app: FastAPI, database: Database, answered: list[int]) -> None:
    seen = []
    _done(database, flip(app), lambda count: seen.append((count, _outcomes(database))))
    assert seen == [(2, "ciicici"), (4, "ciicici"), (6, "ciicici")]
    assert _outcomes(database) == "iccicic"
    assert _aside(database) == 0


def test_others_write_while_it_is_prepared_and_a_mark_by_hand_holds(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    course = flip(app)

    def mark(count: int) -> None:
        with database.write() as session:
            response = session.get_one(Response, answered[count - 1])
            grade(session, course, response, judge(course, course.questions[OX], {}, "X"), "marked")
            session.commit()

    done = _done(database, course, mark)
    assert (done.judged, done.changed) == (7, 4)
    assert _outcomes(database) == "icccccc"
    with database.read() as session:
        causes = session.scalars(select(Grade.cause).where(Grade.response_id == answered[3]).order_by(Grade.id))
        assert list(causes) == ["answer", "marked"]


def test_an_answer_that_comes_meanwhile_is_judged_too(app: FastAPI, database: Database, answered: list[int]) -> None:
    old, course = app.state.course, flip(app)

    def come(count: int) -> None:
        if count == 6:
            with database.write() as session:
                answer(session, old, OX, ["O", "X"])  # sent before the key was published, kept after
                session.commit()

    done = _done(database, course, come)
    assert (done.judged, done.changed) == (9, 9)
    assert _outcomes(database) == "iccicic" + "ic"


def test_an_interrupted_regrade_leaves_no_grade_and_is_done_again(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    def end(count: int) -> None:
        if count == 4:
            raise _EndError

    course = flip(app)
    with pytest.raises(_EndError):
        _done(database, course, end)
    assert _outcomes(database) == "ciicici"
    assert _aside(database) > 0
    with database.read() as session:
        left = committing.unfinished(session)
    assert len(left) == 1
    assert committing.carry_out(database, course, left[0]).changed == 7
    assert _outcomes(database) == "iccicic"
    assert _aside(database) == 0
    with database.read() as session:
        assert committing.unfinished(session) == []


def test_answers_alike_share_a_verdict_unless_only_one_of_them_was_offered_a_retry(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    said = judge(app.state.course, app.state.course.questions[OX], {}, "X")
    aside = preparing.Aside(regrade=1)
    for response, offered in enumerate((True, False, True), 1):
        before = Standing("correct", 1.0, "", offered)
        aside.lay(Changed(Answer(response, 1, '"X"', "{}", before, 1, None), judged(before, said, "new"), said))
    with database.write() as session:
        aside.write(session)
        given = dict(session.execute(select(PreparedGrade.response_id, PreparedGrade.verdict)).all())
        offers = dict(session.execute(select(PreparedVerdict.number, PreparedVerdict.near_miss)).all())
    assert said.near_miss
    assert [offers[given[response]] for response in (1, 2, 3)] == [True, False, True]
    assert len(offers) == 2
