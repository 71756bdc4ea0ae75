"""A regrade's grades are appended a few at a time and come into force at once: until then nobody's page knows of them,
whatever else is graded meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.authoring.marking import marks
from app.authoring.marking.marks import Mark
from app.authoring.regrading import committing, preparing, records
from app.course import Course
from app.database import Database
from app.study import regrades
from app.study.grades import MARKED, RELEASED
from app.study.tables import Grade, Regrade, Response
from tests.authoring.regrading.acting import AFTER, BEFORE, OX, EndError, begun, change, flip, outcomes, say
from tests.authoring.rows import answer
from tests.people.acting import make

Act = Callable[[], None]


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two grades are appended at a time."""
    monkeypatch.setattr(preparing, "AT_ONCE", 2)


def _done(database: Database, course: Course, *between: Act) -> Regrade:
    """With what happens after the first step, the second, ..."""
    acts = iter(between)
    return committing.carry_out(database, course, begun(database, course), lambda _: next(acts, lambda: None)())


def _rows(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(Grade)).one()


def _told(database: Database, course: Course, done: Regrade) -> tuple[int, list[int]]:
    """Of how many answers the regrade's page tells, and how many each learner reads of."""
    with database.read() as session:
        learners = session.scalars(select(Response.learner_id).order_by(Response.id)).all()
        each = [len(regrades.own(session, course, learner, None).entries) for learner in learners]
        return sum(count for _, _, count in records.turns(session, done.id)), each


def _end() -> None:
    raise EndError


def test_grades_are_appended_a_few_at_a_time_and_hold_all_at_once(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    seen = []
    look = lambda: seen.append((_rows(database), outcomes(database)))  # noqa: E731 -- short
    done = _done(database, flip(app), look, look, look, look)
    assert seen == [(9, BEFORE), (11, BEFORE), (13, BEFORE)]
    assert (_rows(database), outcomes(database)) == (14, AFTER)
    assert (done.judged, done.changed) == (7, 7)


def test_one_that_ends_while_it_appends_goes_on_where_it_stopped(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    course = flip(app)
    with pytest.raises(EndError):
        _done(database, course, lambda: None, _end)
    assert (_rows(database), outcomes(database)) == (11, BEFORE)
    with database.read() as session:
        (left,) = committing.unfinished(session)
    done = committing.carry_out(database, course, left)
    assert (done.judged, done.changed) == (7, 7)
    assert (_rows(database), outcomes(database)) == (14, AFTER)


def test_what_was_appended_of_one_that_is_given_up_never_holds(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    course = flip(app)
    with pytest.raises(EndError):
        _done(database, course, _end)
    committing.give_up(database, 1)
    assert outcomes(database) == BEFORE
    done = _done(database, course)
    assert (done.judged, done.changed) == (7, 7)
    assert outcomes(database) == AFTER


def test_one_that_stopped_does_not_overrule_a_later_one(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = flip(app)
    with pytest.raises(EndError):
        committing.carry_out(database, course, first := begun(database, course, "full"), lambda _: _end())
    committing.carry_out(database, course, begun(database, course))
    with pytest.raises(LookupError):
        committing.carry_out(database, course, first)
    assert outcomes(database) == AFTER


def test_what_is_undone_leads_to_the_key_that_was_in_force(
    app: FastAPI, database: Database, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "AT_ONCE", 7)
    first, course = app.state.course.revisions[OX], flip(app)
    with pytest.raises(EndError):
        _done(database, course, _end)
    committing.give_up(database, 1)
    done = _done(database, change(app, "answer: X\n", "answer: O\n"))
    with database.read() as session:
        key = records.replaced(session, done.id)
    assert key is not None
    assert key.id == first


def test_a_mark_holds_that_was_given_after_the_grade_was_appended(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    old, course = app.state.course, flip(app)
    done = _done(database, course, lambda: say(database, old, answered[0], MARKED))
    assert outcomes(database) == "c" + AFTER[1:]
    assert (done.judged, done.changed) == (7, 6)
    assert _told(database, course, done) == (6, [0, 1, 1, 1, 1, 1, 1])
    say(database, old, answered[1], MARKED)
    assert _told(database, course, done) == (6, [0, 1, 1, 1, 1, 1, 1])


def test_a_mark_given_later_comes_later_whatever_the_clock_says(
    app: FastAPI, database: Database, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the learner would not be told any more that the regrade changed the verdict before."""
    course = flip(app)
    done = _done(database, course)
    account = make(database, "teacher", "instructor")
    monkeypatch.setattr(marks, "_now", lambda: datetime.now(UTC) - timedelta(hours=1))
    with database.write() as session:
        marks.put(session, OX, answered[:2], Mark("correct", 1.0, ""), account)
        assert marks.release(session, course, session.get_one(Response, answered[0]), account)
        session.commit()
    assert _told(database, course, done) == (7, [1] * 7)


def test_an_answer_whose_mark_is_taken_back_meanwhile_is_judged_like_the_others(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    old, course = app.state.course, flip(app)

    def mark_and_release() -> None:
        say(database, course, answered[0], MARKED)
        say(database, old, answered[0], RELEASED)
        assert outcomes(database) == BEFORE

    done = _done(database, course, mark_and_release)
    assert outcomes(database) == AFTER
    assert (done.judged, done.changed) == (7, 7)
    assert _told(database, course, done) == (7, [1] * 7)


def test_answers_that_come_meanwhile_are_judged_a_few_at_a_time(
    app: FastAPI, database: Database, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, course = app.state.course, flip(app)
    most: list[int] = []
    usual = preparing.answers

    def counted(session: Session, *args: Any, **named: Any) -> Any:
        most.extend([len(named["among"])] if "among" in named else [])
        return usual(session, *args, **named)

    def come() -> None:
        with database.write() as session:
            answer(session, old, OX, ["O", "X", "O", "X", "X"])  # sent before the key was published, kept after
            session.commit()

    monkeypatch.setattr(preparing, "answers", counted)
    done = _done(database, course, come)
    assert (done.judged, done.changed) == (12, 12)
    assert outcomes(database) == AFTER + "icicc"
    assert most == [2, 2, 1]
