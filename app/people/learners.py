"""From a visitor to a learner's row, and back to nothing when there is none. Knows nothing of cookies' signatures."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.people.cookie import Visitor
from app.people.tables import Learner

# Built once: putting a statement together costs as much as running it.
BY_HANDLE = select(Learner.id).where(Learner.handle == bindparam("handle"))
LOCKED = BY_HANDLE.with_for_update()


def learner_id(session: Session, visitor: Visitor) -> int | None:
    """Who this is; None for somebody who has sent nothing yet."""
    if visitor.fresh:
        return None
    if "learner" not in session.info:
        session.info["learner"] = session.scalar(BY_HANDLE, {"handle": visitor.handle})
    return session.info["learner"]  # type: ignore[no-any-return]


def enrol(session: Session, visitor: Visitor) -> int:
    """The learner's id; the row is made now if this is the first thing they send. Needs a writing session, in which two
    requests of one learner now wait for each other (SQLite has but one writer anyway; PostgreSQL locks the row)."""
    known = session.scalar(LOCKED, {"handle": visitor.handle})
    if known is not None:
        return known
    learner = Learner(handle=visitor.handle, created=datetime.now(UTC))
    try:
        with session.begin_nested():
            session.add(learner)
    except IntegrityError:  # on PostgreSQL: another request of the same newcomer was first
        return session.execute(LOCKED, {"handle": visitor.handle}).scalar_one()
    return learner.id
