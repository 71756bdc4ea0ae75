"""Which keys a learner may not be told yet: of the items that an open assignment keeps, of a class of theirs or for
everyone. The one place that decides; whoever tells a key, a verdict or a hint has asked here. Writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import and_, bindparam, not_, or_, select
from sqlalchemy.orm import Session

from app.people.cookie import Visitor
from app.people.learners import learner_id
from app.people.roles import ADMIN, INSTRUCTOR
from app.people.tables import Account
from app.study.class_tables import Assignment, Membership
from app.study.tables import Attempt

CLOSED = "closed"  # how an assignment says that keys wait for its end
EVERYONE = "everyone"  # the same, and for those who are not in the class as well: only instructors see them
WAITING = (CLOSED, EVERYONE)
GIVEN = "given"  # what is told of an answer instead of its outcome

# Built once: putting a statement together costs as much as running it.
_MEMBER = (
    select(Membership.id)
    .where(
        Membership.classroom_id == Assignment.classroom_id,
        Membership.learner_id == bindparam("learner"),
        or_(Membership.removed.is_(None), Membership.removed > Assignment.opens),
    )
    .exists()
)
_TEACHES = (
    select(Account.id).where(Account.learner_id == bindparam("learner"), Account.role.in_((INSTRUCTOR, ADMIN))).exists()
)
_BEGUN = (  # and its opening may have been put off since
    select(Attempt.id)
    .where(Attempt.assignment_id == Assignment.id, Attempt.learner_id == bindparam("learner"))
    .exists()
)
WITHHELD = select(Assignment.items).where(
    Assignment.closes > bindparam("now"),
    or_(
        and_(
            Assignment.opens <= bindparam("now"),
            or_(and_(Assignment.keys.in_(WAITING), _MEMBER), and_(Assignment.keys == EVERYONE, not_(_TEACHES))),
        ),
        and_(Assignment.keys.in_(WAITING), _BEGUN),
    ),
)


def moment(session: Session) -> datetime:
    """When all that one request asks and tells happens: nothing is open for half of a page. A writing session asks
    after it has waited for its turn."""
    if "moment" not in session.info:
        session.info["moment"] = datetime.now(UTC)
    return session.info["moment"]  # type: ignore[no-any-return]


def withheld(session: Session, learner: int | None) -> frozenset[str]:
    """Item ids. One query a session, also for a newcomer; also of what may be drawn for others of the class alone."""
    known: dict[int | None, frozenset[str]] = session.info.setdefault("withheld", {})
    if learner not in known:
        rows = session.scalars(WITHHELD, {"learner": learner, "now": moment(session)})
        known[learner] = frozenset(item for items in rows for item in items)
    return known[learner]


def withheld_from(session: Session, who: Visitor) -> frozenset[str]:
    """The same for a page that reads nothing else of the learner."""
    return withheld(session, learner_id(session, who))
