"""Which grade holds of a response: the newest that is in force; and which held before it. Whoever reads grades asks
here. Each statement is built once."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import AliasedClass

from app.study.tables import Grade, Regrade, Response

_published = aliased(Regrade)
_PUBLISHED = select(_published.id).where(_published.judged.is_not(None)).correlate(None)


def in_force(grade: type[Grade] | AliasedClass[Grade]) -> ColumnElement[bool]:
    """A regrade appends its grades a few at a time, beside everybody else's; they count from the moment it has judged
    all answers. Those of one that was given up never do."""
    return or_(grade.regrade_id.is_(None), grade.regrade_id.in_(_PUBLISHED))


_of = aliased(Grade)
_NEWEST = select(func.max(_of.id)).where(in_force(_of))

HOLDS = _NEWEST.where(_of.response_id == Response.id).correlate(Response).scalar_subquery()
"""To be joined on: the number of the grade that holds of the Response of the statement around it."""
BEFORE = _NEWEST.where(_of.response_id == Grade.response_id, _of.id < Grade.id).correlate(Grade).scalar_subquery()
"""To be joined on: the number of the grade that held before the Grade of the statement around it."""

_since = aliased(Grade)
OVERTAKEN = (
    select(_since.id)
    .where(_since.response_id == Grade.response_id, _since.id > Grade.id)
    .where(_since.regrade_id.is_(None), _since.created <= Regrade.finished)
    .correlate(Grade, Regrade)
    .exists()
)
"""Whether the Grade of the statement around it, whose Regrade is there, too, never held: somebody marked the answer
after it was appended and before it came into force."""

_HELD = (
    select(Grade).where(Grade.response_id == bindparam("response"), in_force(Grade)).order_by(Grade.id.desc()).limit(1)
)


def held(session: Session, response: int) -> Grade:
    """The grade that holds of one response."""
    return session.scalars(_HELD, {"response": response}).one()
