"""The end of an assignment's round: what stood in the boxes is graded as it stands, as if it had been sent in time.
Whoever looks at a round first after its end closes it; nothing runs by itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.bank.question import FormatError, Raw
from app.course import Course
from app.database import Database
from app.people.tables import Learner
from app.study.answering import answer
from app.study.asking import Asked
from app.study.class_tables import Assignment
from app.study.tables import Attempt, Draft

DRAFTS = select(Draft).where(Draft.learner_id == bindparam("learner"), Draft.place == bindparam("place"))
DRAFTS = DRAFTS.order_by(Draft.updated)


def ends(session: Session, attempt: Attempt) -> datetime | None:
    """The first moment at which this round takes nothing any more; None for practice, which has no end. An earlier
    moment of a round's own (a limit on its time) would be decided here."""
    if attempt.assignment_id is None:
        return None
    return session.get_one(Assignment, attempt.assignment_id).closes


def is_over(session: Session, attempt: Attempt, now: datetime) -> bool:
    """Whether its time has passed and nobody has closed it yet."""
    end = ends(session, attempt) if attempt.finished is None else None
    return end is not None and end <= now


def close(session: Session, course: Course, attempt: Attempt, now: datetime) -> None:
    """Finish it now, or at its end if that has passed. Needs a writing session; what is finished stays as it is."""
    if attempt.finished is not None:
        return
    end = ends(session, attempt)
    at = now if end is None else min(now, end)
    if attempt.assignment_id is not None:
        _grade_drafts(session, course, attempt, at)
    attempt.finished = at
    session.flush()


def close_due(database: Database, course: Course, now: datetime, which: Select[Attempt]) -> None:
    """Close the rounds of `which` (attempts joined to their assignments) whose time has passed."""
    due = which.where(Attempt.finished.is_(None), Assignment.closes <= now)
    with database.read() as session:
        if session.scalar(due.limit(1)) is None:
            return
    with database.write() as session:
        for attempt in session.scalars(due).all():
            close(session, course, attempt, now)
        session.commit()


def _grade_drafts(session: Session, course: Course, attempt: Attempt, at: datetime) -> None:
    """An answer that cannot be read as one stays unanswered, as it would have when sent; a hint's retry is given up."""
    handle = session.get_one(Learner, attempt.learner_id).handle
    place, deals = str(attempt.id), dict(attempt.items)
    for draft in session.scalars(DRAFTS, {"learner": attempt.learner_id, "place": place}).all():
        question = course.questions.get(draft.item_id)
        if question is None or draft.deal != deals.get(draft.item_id) or _is_blank(draft.raw):
            continue
        asked = Asked(attempt.learner_id, handle, question, place, draft.deal, attempt.id, withheld=True)
        try:
            answer(session, course, asked, draft.raw, at)
        except FormatError:
            continue


def _is_blank(raw: Raw) -> bool:
    return not "".join(raw).strip()
