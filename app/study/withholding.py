"""Which keys a learner may not be told yet: of the items that an open assignment of a class of theirs keeps. The one
place that decides; whoever tells a key, a verdict or a hint has asked here. Writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from app.people.cookie import Visitor
from app.people.learners import learner_id
from app.study.class_tables import Assignment, Membership

CLOSED = "closed"  # how an assignment says that keys wait for its end
GIVEN = "given"  # what is told of an answer instead of its outcome

# Built once: putting a statement together costs as much as running it.
WITHHELD = (
    select(Assignment.items)
    .join(Membership, Membership.classroom_id == Assignment.classroom_id)
    .where(
        Membership.learner_id == bindparam("learner"),
        or_(Membership.removed.is_(None), Membership.removed > Assignment.opens),
        Assignment.keys == CLOSED,
        Assignment.opens <= bindparam("now"),
        Assignment.closes > bindparam("now"),
    )
)


def moment(session: Session) -> datetime:
    """When all that one request asks and tells happens: nothing is open for half of a page. A writing session asks
    after it has waited for its turn."""
    if "moment" not in session.info:
        session.info["moment"] = datetime.now(UTC)
    return session.info["moment"]  # type: ignore[no-any-return]


def withheld(session: Session, learner: int | None) -> frozenset[str]:
    """Item ids. One query a session, none for a newcomer; also of what may be drawn for others of the class alone."""
    if learner is None:
        return frozenset()
    known: dict[int, frozenset[str]] = session.info.setdefault("withheld", {})
    if learner not in known:
        rows = session.scalars(WITHHELD, {"learner": learner, "now": moment(session)})
        known[learner] = frozenset(item for items in rows for item in items)
    return known[learner]


def withheld_from(session: Session, who: Visitor) -> frozenset[str]:
    """The same for a page that reads nothing else of the learner: who has no account is in no class."""
    return withheld(session, learner_id(session, who)) if who.member else frozenset()
