"""What stood in the boxes of rounds that are closed and was not graded, each with the reason. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import String, bindparam, cast, select
from sqlalchemy.orm import Session

from app.course import Course
from app.people.tables import Account, Learner
from app.study.asking import dealt
from app.study.tables import Attempt, Draft, Response
from app.study.telling import told

_ANSWERED = select(Response.id).where(
    Response.learner_id == Draft.learner_id, Response.item_id == Draft.item_id, Response.place == Draft.place
)
LEFT = (
    select(Draft, Account.shown, Learner.handle, Attempt.id)
    .join(Attempt, (Attempt.learner_id == Draft.learner_id) & (cast(Attempt.id, String) == Draft.place))
    .join(Learner, Learner.id == Draft.learner_id)
    .join(Account, Account.learner_id == Draft.learner_id)
    .where(Attempt.assignment_id == bindparam("assignment"), Attempt.finished.is_not(None))
    .where(Draft.problem.is_not(None), ~_ANSWERED.exists())
    .order_by(Account.shown, Attempt.id, Draft.item_id)
)


@dataclass(frozen=True)
class Left:
    """One of them, in words; options by their text of now."""

    learner: str
    round: int
    item: str
    lines: tuple[str, ...]
    why: str


def left(session: Session, course: Course, assignment: int) -> tuple[Left, ...]:
    rows = session.execute(LEFT, {"assignment": assignment}).all()
    return tuple(
        Left(name, attempt, draft.item_id, _lines(course, draft, handle), draft.problem or "")
        for draft, name, handle, attempt in rows
    )


def _lines(course: Course, draft: Draft, handle: str) -> tuple[str, ...]:
    question = course.known.get(draft.item_id)
    if question is None:
        return ("".join(draft.raw),)
    return told(question, dealt(question, handle, draft.deal), draft.raw)
