"""What an instructor or a learner may lay hands on: what is not theirs is not there at all. Writes nothing."""

from __future__ import annotations

from datetime import datetime

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classes import rosters, teachers
from app.database import LARGEST
from app.people.cookie import Member
from app.people.roles import ADMIN
from app.study.class_tables import Assignment, Classroom, Membership

NO_CLASS = "그런 반이 없습니다. 반 목록에서 골라 주세요."
NO_PUPIL = "이 반에 그런 학습자가 없습니다."
NO_ASSIGNMENT = "그런 과제가 없습니다. 반에서 다시 골라 주세요."


def classroom_of(session: Session, member: Member, number: int) -> Classroom:
    """A class that this instructor teaches; any for administrators. Raises 404."""
    found = session.get(Classroom, number) if 0 < number <= LARGEST else None
    if found is None or (member.role != ADMIN and not teachers.teaches(session, found, member.account)):
        raise HTTPException(404, NO_CLASS)
    return found


def pupil_of(session: Session, classroom: Classroom, learner: int) -> Membership:
    """Raises 404."""
    found = rosters.membership(session, classroom.id, learner) if 0 < learner <= LARGEST else None
    if found is None:
        raise HTTPException(404, NO_PUPIL)
    return found


def assignment_of(session: Session, classroom: Classroom, number: int) -> Assignment:
    """An assignment of this class. Raises 404."""
    found = session.get(Assignment, number) if 0 < number <= LARGEST else None
    if found is None or found.classroom_id != classroom.id:
        raise HTTPException(404, NO_ASSIGNMENT)
    return found


def assigned_to(session: Session, learner: int | None, number: int, now: datetime) -> Assignment:
    """An assignment of a class that this learner is in, once it has opened. Raises 404."""
    wanted = (
        select(Assignment)
        .join(Membership, Membership.classroom_id == Assignment.classroom_id)
        .where(Assignment.id == number, Assignment.opens <= now)
        .where(Membership.learner_id == learner, Membership.removed.is_(None))
    )
    found = session.scalar(wanted) if learner is not None and 0 < number <= LARGEST else None
    if found is None:
        raise HTTPException(404, NO_ASSIGNMENT)
    return found
