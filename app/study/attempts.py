"""Start a round of questions: the only code that makes an Attempt (closing.py ends one).

Needs a writing session in which the learner was looked up with `enrol`, and leaves the commit to the route.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.study.tables import Attempt, Response

CLICKS = timedelta(seconds=5)  # apart, two clicks still mean one round


def start(
    session: Session, learner_id: int, chosen: Mapping[str, str], items: Sequence[str], assignment: int | None = None
) -> Attempt:
    """A round of these items, each with values that this learner has not answered yet."""
    counts = dict(
        session.execute(
            select(Response.item_id, func.count())
            .where(Response.learner_id == learner_id, Response.item_id.in_(items), Response.turn == 0)
            .group_by(Response.item_id)
        ).all()
    )
    deals = [(item, counts.get(item, 0)) for item in items]
    mine = {"learner_id": learner_id, "chosen": dict(chosen), "items": deals, "assignment_id": assignment}
    attempt = Attempt(**mine, created=datetime.now(UTC))
    session.add(attempt)
    session.flush()
    return attempt


def just_started(session: Session, learner_id: int, chosen: Mapping[str, str]) -> Attempt | None:
    """The round that the first click of two has started: the same choice a moment ago, and no answer yet."""
    mine = select(Attempt).where(Attempt.learner_id == learner_id)
    latest = session.scalar(mine.order_by(Attempt.id.desc()).limit(1))
    if latest is None or latest.finished or latest.chosen != chosen or datetime.now(UTC) - latest.created > CLICKS:
        return None
    answered = session.scalar(select(Response.id).where(Response.attempt_id == latest.id).limit(1))
    return None if answered else latest
