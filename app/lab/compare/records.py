"""Comparisons kept and found again: the only code that writes their rows. Knows neither worker nor pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import LARGEST, Database
from app.lab.compare.outcome import Outcome, outputs_from, prediction_from, to_json
from app.lab.tables import LabComparison

SHOWN = 20  # of the latest


def keep(database: Database, learner: int, outcome: Outcome) -> int:
    """Writes the record and gives its number."""
    told = to_json(outcome)
    row = LabComparison(
        learner_id=learner,
        created=datetime.now(UTC),
        task=outcome.task,
        variants=[one.candidate.name for one in outcome.variants],
        prompt=outcome.prompt,
        sampling=told["sampling"],
        prediction=told["prediction"],
        outputs=list(told["outputs"]),
    )
    with database.write() as session:
        session.add(row)
        session.flush()
        number = row.id
        session.commit()
    return number


def latest(session: Session, learner: int | None) -> Sequence[LabComparison]:
    if learner is None:
        return ()
    mine = select(LabComparison).where(LabComparison.learner_id == learner)
    return session.scalars(mine.order_by(LabComparison.id.desc()).limit(SHOWN)).all()


def one(session: Session, learner: int | None, number: int) -> LabComparison | None:
    """The learner's own; somebody else's is not there at all."""
    if learner is None or not 0 < number <= LARGEST:
        return None
    return session.scalar(select(LabComparison).where(LabComparison.id == number, LabComparison.learner_id == learner))


def outcome(row: LabComparison) -> Outcome:
    return Outcome(row.task, row.prompt, row.sampling, prediction_from(row.prediction), outputs_from(row.outputs))
