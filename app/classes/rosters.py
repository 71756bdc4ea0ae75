"""Classes and who is in them: the only code that writes those rows. Every change of an instructor's leaves its entry in
the log. Knows neither forms nor assignments; the moment is passed in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.classes import codes
from app.people import auditing
from app.people.cookie import Member
from app.people.roles import ADMIN
from app.people.tables import Account
from app.study.class_tables import Classroom, ClassTeacher, Membership

LONGEST = 80
UNFIT_NAME = f"반 이름을 1자 이상 {LONGEST}자 이하의 보통 글자로 적어 주세요."
NO_SUCH_CODE = "그런 참여 코드가 없습니다. 강사가 알려 준 코드와 같은지, 코드가 바뀌지 않았는지 확인해 주세요."
TAKEN_OUT = "강사가 이 반에서 뺀 계정입니다. 다시 들어가려면 강사에게 말해 주세요."


class RefusedError(ValueError):
    """What was sent cannot be done; the message (Korean) says what to mend."""


@dataclass(frozen=True)
class Pupil:
    """Somebody of a class. `learner` is how their answers are found, `shown` what others read, `known_as` what tells
    them from everybody else of the class."""

    learner: int
    name: str
    shown: str
    joined: datetime
    removed: bool
    namesake: bool  # somebody else of the class is shown by the same name

    @property
    def known_as(self) -> str:
        return f"{self.shown} ({self.name})" if self.namesake else self.shown


def make(session: Session, name: str, *, by: int, now: datetime) -> Classroom:
    """A new class with a code. Raises RefusedError."""
    classroom = Classroom(name=fit(name), owner_id=by, code=_free_code(session), created=now)
    session.add(classroom)
    session.flush()
    auditing.record(session, by, "class.created", classroom.name, number=classroom.id)
    return classroom


def rename(session: Session, classroom: Classroom, name: str, *, by: int) -> None:
    """Raises RefusedError."""
    before, classroom.name = classroom.name, fit(name)
    if before != classroom.name:
        auditing.record(session, by, "class.renamed", classroom.name, number=classroom.id, before=before)


def renew(session: Session, classroom: Classroom, *, by: int) -> None:
    """Another code; the one before leads nowhere from now on."""
    classroom.code = _free_code(session)
    auditing.record(session, by, "class.code_renewed", classroom.name, number=classroom.id)


def close(session: Session, classroom: Classroom, *, by: int) -> None:
    """Nobody else comes in until there is a new code."""
    if classroom.code is not None:
        classroom.code = None
        auditing.record(session, by, "class.code_closed", classroom.name, number=classroom.id)


def by_code(session: Session, typed: str) -> Classroom | None:
    code = codes.spelled(typed)
    return session.scalar(select(Classroom).where(Classroom.code == code)) if code else None


def join(session: Session, typed: str, learner: int, *, now: datetime) -> Classroom:
    """The class that the code names, with this learner in it. Raises RefusedError."""
    classroom = by_code(session, typed)
    if classroom is None:
        raise RefusedError(NO_SUCH_CODE)
    known = membership(session, classroom.id, learner)
    if known is None:
        session.add(Membership(classroom_id=classroom.id, learner_id=learner, joined=now))
        session.flush()
    elif known.removed:
        raise RefusedError(TAKEN_OUT)
    return classroom


def take_out(session: Session, classroom: Classroom, pupil: Membership, *, by: int, now: datetime) -> None:
    if pupil.removed is None:
        pupil.removed = now
        _record(session, classroom, pupil, "class.member_removed", by)


def take_back(session: Session, classroom: Classroom, pupil: Membership, *, by: int) -> None:
    if pupil.removed is not None:
        pupil.removed = None
        _record(session, classroom, pupil, "class.member_restored", by)


def membership(session: Session, classroom: int, learner: int) -> Membership | None:
    wanted = select(Membership).where(Membership.classroom_id == classroom, Membership.learner_id == learner)
    return session.scalar(wanted)


def taught(session: Session, member: Member) -> Sequence[tuple[Classroom, int]]:
    """The classes that a member may see as an instructor, the newest first: those they teach, for administrators all;
    each with how many are in it."""
    count = select(func.count()).where(Membership.classroom_id == Classroom.id, Membership.removed.is_(None))
    wanted = select(Classroom, count.scalar_subquery())
    if member.role != ADMIN:
        together = select(ClassTeacher.classroom_id).where(ClassTeacher.account_id == member.account)
        wanted = wanted.where(or_(Classroom.owner_id == member.account, Classroom.id.in_(together)))
    return [(row[0], row[1]) for row in session.execute(wanted.order_by(Classroom.id.desc()))]


def attended(session: Session, learner: int | None) -> Sequence[Classroom]:
    """The classes that a learner is in, the newest first."""
    wanted = select(Classroom).join(Membership, Membership.classroom_id == Classroom.id)
    mine = wanted.where(Membership.learner_id == learner, Membership.removed.is_(None))
    return session.scalars(mine.order_by(Classroom.id.desc())).all()


def pupils(session: Session, classroom: int) -> tuple[Pupil, ...]:
    """By name; those who were taken out come last."""
    wanted = (
        select(Membership, Account.name, Account.shown)
        .join(Account, Account.learner_id == Membership.learner_id)
        .where(Membership.classroom_id == classroom)
    )
    rows = session.execute(wanted).all()
    times = Counter(shown for _, _, shown in rows)
    found = (
        Pupil(row.learner_id, name, shown, row.joined, row.removed is not None, times[shown] > 1)
        for row, name, shown in rows
    )
    return tuple(sorted(found, key=lambda pupil: (pupil.removed, pupil.shown, pupil.name)))


def fit(name: str) -> str:
    """A name as it is kept. Raises RefusedError."""
    found = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(found) <= LONGEST or any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in found):
        raise RefusedError(UNFIT_NAME)
    return found


def _free_code(session: Session) -> str:
    while by_code(session, code := codes.draw()) is not None:
        pass
    return code


def _record(session: Session, classroom: Classroom, pupil: Membership, act: str, by: int) -> None:
    who = session.scalars(select(Account.name).where(Account.learner_id == pupil.learner_id)).one()
    session.flush()
    auditing.record(session, by, act, classroom.name, number=classroom.id, who=who)
