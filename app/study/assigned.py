"""What a learner's classes ask of them now: the assignments that are open, and how far the learner is. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.study.class_tables import Assignment, Classroom, Membership
from app.study.tables import Attempt
from app.study.withholding import moment

TAKEN = select(func.count()).where(Attempt.assignment_id == Assignment.id, Attempt.learner_id == bindparam("learner"))
MINE = (
    select(
        Assignment,
        Classroom.name,
        TAKEN.scalar_subquery(),
        TAKEN.where(Attempt.finished.is_(None)).scalar_subquery(),
    )
    .join(Classroom, Classroom.id == Assignment.classroom_id)
    .join(Membership, Membership.classroom_id == Classroom.id)
    .where(
        Membership.learner_id == bindparam("learner"),
        Membership.removed.is_(None),
        Assignment.opens <= bindparam("now"),
    )
    .order_by(Assignment.closes, Assignment.id)
)
OPEN = MINE.where(Assignment.closes > bindparam("now"))


@dataclass(frozen=True)
class Assigned:
    """One assignment as its learner sees it in a list."""

    number: int
    title: str
    classroom: str
    closes: datetime
    closed: bool
    taken: int  # rounds begun
    allowed: int
    begun: bool  # a round of it is open

    @property
    def address(self) -> str:
        return f"/classes/assignments/{self.number}"

    @property
    def left(self) -> bool:
        """Whether there is something to do."""
        return not self.closed and (self.begun or self.taken < self.allowed)


def assigned(session: Session, learner: int | None, all_of_them: bool = False) -> tuple[Assigned, ...]:
    """Those that are open, the one that closes first first; or those that are over as well."""
    if learner is None:
        return ()
    now = moment(session)
    rows = session.execute(MINE if all_of_them else OPEN, {"learner": learner, "now": now})
    return tuple(
        Assigned(row.id, row.title, name, row.closes, row.closes <= now, taken, row.attempts, begun > 0)
        for row, name, taken, begun in rows
    )
