"""Which grade holds of a response: the newest; and which held before it. To be joined on; each is built once."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.study.tables import Grade, Response

_of = aliased(Grade)
_NEWEST = select(func.max(_of.id))

HOLDS = _NEWEST.where(_of.response_id == Response.id).correlate(Response).scalar_subquery()
"""The number of the grade that holds of the Response of the statement around it."""
BEFORE = _NEWEST.where(_of.response_id == Grade.response_id, _of.id < Grade.id).correlate(Grade).scalar_subquery()
"""The number of the grade that held before the Grade of the statement around it."""
