"""Assignments: made, changed, taken by learners: the only code that writes those rows. Every change of an instructor's
leaves its entry in the log. The moment is passed in; the rounds themselves are study's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classes.assigning import Fit, Terms
from app.classes.rosters import RefusedError
from app.course import Course
from app.people import auditing
from app.study import attempts
from app.study.class_tables import Assignment, Classroom
from app.study.picking import pick
from app.study.tables import Attempt

CLOSED = "이 과제는 마감되었습니다. 결과에서 내 답과 정답을 볼 수 있습니다."
NO_MORE = "이 과제는 정해진 횟수만큼 모두 풀었습니다."
ALL_GONE = "이 과제의 문항이 모두 강의에서 빠졌습니다. 강사에게 알려 주세요."


def make(session: Session, classroom: Classroom, fit: Fit, terms: Terms, *, by: int, now: datetime) -> Assignment:
    assignment = Assignment(
        classroom_id=classroom.id,
        title=terms.title,
        items=list(fit.items),
        count=fit.count,
        opens=terms.opens,
        closes=terms.closes,
        attempts=terms.attempts,
        keys=terms.keys,
        created=now,
    )
    session.add(assignment)
    session.flush()
    told = _told(assignment) | {"items": len(fit.items)}
    auditing.record(session, by, "assignment.created", _subject(classroom, assignment), **told)
    return assignment


def change(session: Session, classroom: Classroom, assignment: Assignment, terms: Terms, *, by: int) -> None:
    """What it asks stays; what was answered, too, even where fewer rounds are allowed now."""
    before = _told(assignment)
    assignment.title, assignment.opens, assignment.closes = terms.title, terms.opens, terms.closes
    assignment.attempts, assignment.keys = terms.attempts, terms.keys
    after = _told(assignment)
    if before != after:
        session.flush()
        auditing.record(session, by, "assignment.changed", _subject(classroom, assignment), before=before, after=after)


def of_class(session: Session, classroom: int) -> Sequence[Assignment]:
    """The one that closes last first."""
    wanted = select(Assignment).where(Assignment.classroom_id == classroom)
    return session.scalars(wanted.order_by(Assignment.closes.desc(), Assignment.id.desc())).all()


def rounds(session: Session, assignment: int, learner: int | None = None) -> Sequence[Attempt]:
    """Of everybody, or of one learner; as they were begun."""
    wanted = select(Attempt).where(Attempt.assignment_id == assignment).order_by(Attempt.id)
    return session.scalars(wanted if learner is None else wanted.where(Attempt.learner_id == learner)).all()


def take(
    session: Session, course: Course, assignment: Assignment, learner: int, rng: random.Random, now: datetime
) -> Attempt:
    """The round to go on with: the one that is open, or a new one. Needs a writing session in which the learner was
    looked up with `enrol`. Raises RefusedError."""
    if assignment.closes <= now:
        raise RefusedError(CLOSED)
    taken = rounds(session, assignment.id, learner)
    if taken and taken[-1].finished is None:
        return taken[-1]
    if len(taken) >= assignment.attempts:
        raise RefusedError(NO_MORE)
    items = _drawn(course, assignment, rng)
    if not items:
        raise RefusedError(ALL_GONE)
    return attempts.start(session, learner, {"assignment": assignment.title}, items, assignment.id)


def _drawn(course: Course, assignment: Assignment, rng: random.Random) -> list[str]:
    """Of what the course still holds."""
    left = [course.questions[item] for item in assignment.items if item in course.questions]
    if assignment.count is None:
        return [question.id for question in left]
    return pick(left, str(assignment.count), rng)


def _told(assignment: Assignment) -> dict[str, str | int]:
    return {
        "title": assignment.title,
        "opens": assignment.opens.isoformat(),
        "closes": assignment.closes.isoformat(),
        "attempts": assignment.attempts,
        "keys": assignment.keys,
    }


def _subject(classroom: Classroom, assignment: Assignment) -> str:
    return f"{classroom.name}: {assignment.title}"
