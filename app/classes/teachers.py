"""Who teaches a class besides its owner: the only code that writes those rows. Every change leaves its entry in the
log. Knows no forms; the moment is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.classes.rosters import RefusedError
from app.database import LARGEST
from app.people import accounts, auditing
from app.people.cookie import Member
from app.people.roles import ADMIN, INSTRUCTOR, covers
from app.people.tables import Account
from app.study.class_tables import Classroom, ClassTeacher

NOBODY = (
    "그런 로그인 이름의 강사가 없습니다. 이름을 다시 확인해 주세요. "
    "학습자 계정은 관리자가 강사로 바꾼 뒤에 더할 수 있습니다."
)
ALREADY = "이미 이 반을 가르치는 강사입니다."
OWN = "이 반을 만든 강사는 뺄 수 없습니다."
NOT_YOURS = "함께 가르치는 강사는 이 반을 만든 강사만 뺄 수 있습니다. 자기 자신은 언제나 뺄 수 있습니다."


@dataclass(frozen=True)
class Teacher:
    """Somebody who teaches the class. `own`: who made it."""

    account: int
    name: str
    shown: str
    own: bool


def teaches(session: Session, classroom: Classroom, account: int) -> bool:
    return classroom.owner_id == account or _row(session, classroom.id, account) is not None


def of_class(session: Session, classroom: Classroom) -> tuple[Teacher, ...]:
    """The owner first, then the others as they came."""
    owner = session.get_one(Account, classroom.owner_id)
    found = [owner, *_others(session, classroom.id)]
    return tuple(Teacher(one.id, one.name, one.shown, one is owner) for one in found)


def add(session: Session, classroom: Classroom, name: str, *, by: int, now: datetime) -> None:
    """Raises RefusedError, with the same words for a learner and for nobody: it is no way to find accounts."""
    account = accounts.named(session, name)
    if account is None or account.disabled is not None or not covers(account.role, INSTRUCTOR):
        raise RefusedError(NOBODY)
    if teaches(session, classroom, account.id):
        raise RefusedError(ALREADY)
    session.add(ClassTeacher(classroom_id=classroom.id, account_id=account.id, added=now))
    session.flush()
    auditing.record(session, by, "class.teacher_added", classroom.name, number=classroom.id, who=account.name)


def remove(session: Session, classroom: Classroom, account: int, *, by: Member) -> None:
    """Raises RefusedError. Who is none of them any more stays as they are."""
    if account == classroom.owner_id:
        raise RefusedError(OWN)
    if by.account not in (account, classroom.owner_id) and by.role != ADMIN:
        raise RefusedError(NOT_YOURS)
    row = _row(session, classroom.id, account)
    if row is not None:
        name = session.get_one(Account, account).name
        session.delete(row)
        session.flush()
        auditing.record(session, by.account, "class.teacher_removed", classroom.name, number=classroom.id, who=name)


def names(session: Session, classrooms: Sequence[Classroom]) -> dict[int, str]:
    """For each class by its number, who teaches it, as others read them: the owner first. Two queries."""
    numbers, owners = [room.id for room in classrooms], [room.owner_id for room in classrooms]
    shown = dict(session.execute(select(Account.id, Account.shown).where(Account.id.in_(owners))).all())
    found = {room.id: shown[room.owner_id] for room in classrooms}
    wanted = select(ClassTeacher.classroom_id, Account.shown).join(Account, Account.id == ClassTeacher.account_id)
    for number, name in session.execute(wanted.where(ClassTeacher.classroom_id.in_(numbers)).order_by(ClassTeacher.id)):
        found[number] += f", {name}"
    return found


def _row(session: Session, classroom: int, account: int) -> ClassTeacher | None:
    wanted = select(ClassTeacher).where(ClassTeacher.classroom_id == classroom, ClassTeacher.account_id == account)
    return session.scalar(wanted) if 0 < account <= LARGEST else None


def _others(session: Session, classroom: int) -> Sequence[Account]:
    wanted = select(Account).join(ClassTeacher, ClassTeacher.account_id == Account.id)
    return session.scalars(wanted.where(ClassTeacher.classroom_id == classroom).order_by(ClassTeacher.id)).all()
