"""The end of an assignment's round: what stood in the boxes is graded as it stands, as if it had been sent in time.
Whoever looks at a round first after its end closes it; nothing runs by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.bank.question import FormatError
from app.course import Course
from app.database import LARGEST, Database
from app.people.tables import Learner
from app.study.answering import answer
from app.study.asking import REWORDED, Asked, fingerprint, is_blank, is_reworded
from app.study.class_tables import Assignment
from app.study.tables import Attempt, Draft
from app.study.withholding import moment

AT_ONCE = 50  # rounds closed in one transaction
DRAFTS = (
    select(Draft)
    .where(Draft.learner_id == bindparam("learner"), Draft.place == bindparam("place"))
    .order_by(Draft.updated)
)
DUE = select(Attempt).join(Assignment, Assignment.id == Attempt.assignment_id).where(Attempt.finished.is_(None))


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


def close_due(database: Database, course: Callable[[], Course], assignment: int, learner: int | None = None) -> None:
    """Close the rounds of an assignment whose time has passed: everybody's, or one learner's. `course` tells the course
    of this moment: it is asked once the turn to write has come. A few rounds a transaction, with as long a rest after
    each, so that others come to write; a round that somebody else has closed meanwhile is not due any more."""
    if not 0 < assignment <= LARGEST:
        return
    due = DUE.where(Assignment.id == assignment, *(() if learner is None else (Attempt.learner_id == learner,)))
    with database.read() as session:
        now = moment(session)
        due = due.where(Assignment.closes <= now)
        if session.scalar(due.limit(1)) is None:
            return
    while True:
        with database.write() as session:
            begun = time.monotonic()
            content, found = course(), session.scalars(due.order_by(Attempt.id).limit(AT_ONCE)).all()
            for attempt in found:
                close(session, content, attempt, now)
            session.commit()
        if len(found) < AT_ONCE:
            return
        time.sleep(time.monotonic() - begun)


def _grade_drafts(session: Session, course: Course, attempt: Attempt, at: datetime) -> None:
    """An answer that cannot be read as one stays unanswered, as it would have when sent, and so does one to other words
    than those of now; the draft then says why. A hint's retry is given up."""
    handle = session.get_one(Learner, attempt.learner_id).handle
    place, deals = str(attempt.id), dict(attempt.items)
    for draft in session.scalars(DRAFTS, {"learner": attempt.learner_id, "place": place}).all():
        question = course.questions.get(draft.item_id)
        if question is None or draft.deal != deals.get(draft.item_id) or is_blank(draft.raw):
            continue
        asked = Asked(attempt.learner_id, handle, question, place, draft.deal, attempt.id, withheld=True)
        if is_reworded(draft.raw, draft.shown, fingerprint(question, asked.dealt)):
            draft.problem = REWORDED
            continue
        try:
            answer(session, course, asked, draft.raw, at)
        except FormatError as error:
            draft.problem = str(error)
