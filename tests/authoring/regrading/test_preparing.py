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
from app.study.tables import Grade, Regrade, Response
from tests.authoring.regrading.acting import AFTER, BEFORE, OX, EndError, begun, flip, outcomes
from tests.authoring.rows import answer


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two answers are judged anew at a time."""
    monkeypatch.setattr(preparing, "CHUNK", 2)


def _done(database: Database, course: Course, told: Callable[[int], None]) -> Regrade:
    return committing.carry_out(database, course, begun(database, course), told)


def _aside(database: Database) -> int:
    with database.read() as session:
        tables = PreparedGrade, PreparedVerdict
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_nothing_of_it_is_seen_before_all_of_it_is(app: FastAPI, database: Database, answered: list[int]) -> None:
    seen = []
    _done(database, flip(app), lambda count: seen.append((count, outcomes(database))))
    assert seen == [(2, BEFORE), (4, BEFORE), (6, BEFORE)]
    assert outcomes(database) == AFTER
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
    assert outcomes(database) == "icccccc"
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
    assert outcomes(database) == AFTER + "ic"


def test_an_interrupted_regrade_leaves_no_grade_and_is_done_again(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    def end(count: int) -> None:
        if count == 4:
            raise EndError

    course = flip(app)
    with pytest.raises(EndError):
        _done(database, course, end)
    assert outcomes(database) == BEFORE
    assert _aside(database) > 0
    with database.read() as session:
        left = committing.unfinished(session)
    assert len(left) == 1
    assert committing.carry_out(database, course, left[0]).changed == 7
    assert outcomes(database) == AFTER
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
