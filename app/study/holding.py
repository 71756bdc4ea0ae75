"""Which grade holds of a response: the newest; and which held before it. Each statement is built once."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from app.study.tables import Grade, Response

_of = aliased(Grade)
_NEWEST = select(func.max(_of.id))

HOLDS = _NEWEST.where(_of.response_id == Response.id).correlate(Response).scalar_subquery()
"""To be joined on: the number of the grade that holds of the Response of the statement around it."""
BEFORE = _NEWEST.where(_of.response_id == Grade.response_id, _of.id < Grade.id).correlate(Grade).scalar_subquery()
"""To be joined on: the number of the grade that held before the Grade of the statement around it."""

_HELD = select(Grade).where(Grade.response_id == bindparam("response")).order_by(Grade.id.desc()).limit(1)


def held(session: Session, response: int) -> Grade:
    """The grade that holds of one response."""
    return session.scalars(_HELD, {"response": response}).one()
