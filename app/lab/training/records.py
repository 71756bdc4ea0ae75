"""The rows of trainings: written as they go, found again, marked when their variant goes. Knows no process, no page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

from pydantic import ValidationError
from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from app.database import Database
from app.lab.tables import LabTraining
from app.lab.training.asking import Asked
from app.lab.training.progress import from_json, to_json
from app.lab.training.run import Run, Seen, State
from app.people.tables import Learner
from models.jobs.job import Job
from models.jobs.progress import Failed

UNFINISHED = ("waiting", "running")
SHOWN = 30
OTHER_VERSION = "서버가 새 판으로 바뀌어 이 학습을 이어 갈 수 없습니다. 같은 설정으로 다시 시작해 주세요."


def add(session: Session, key: str, learner: int, asked: Asked) -> LabTraining:
    now = datetime.now(UTC)
    row = LabTraining(
        key=key,
        learner_id=learner,
        created=now,
        title=asked.title,
        method=asked.job.method,
        config=asked.config,
        task=asked.task,
        job=asked.job.model_dump(),
        guess=asked.guess,
        state="waiting",
        queued=now,
        progress={},
    )
    session.add(row)
    return row


def keep(database: Database, run: Run) -> None:
    """The row as the training stands now. Whoever waits, starts or stops is not over, and goes on after a restart."""
    seen = run.seen()
    state = {"starting": "running", "stopping": "running"}.get(seen.state, seen.state)
    values = {
        "state": state,
        "progress": to_json(seen.progress),
        "problem": seen.problem.model_dump() if seen.problem and state == "failed" else None,
        "ended": None if state in UNFINISHED else datetime.now(UTC),
    }
    with database.write() as session:
        session.execute(_there(run.key).values(values))
        session.commit()


def _there(key: str) -> Update:
    """Changes the row unless it was deleted in the meantime: that lasts, whoever writes last."""
    return update(LabTraining).where(LabTraining.key == key, LabTraining.state != "deleted")


def queue_again(session: Session, key: str) -> bool:
    """Whether it is still there."""
    again = {"state": "waiting", "queued": datetime.now(UTC), "problem": None, "ended": None}
    return session.scalar(_there(key).values(again).returning(LabTraining.id)) is not None


def of(session: Session, learner: int | None, key: str) -> LabTraining | None:
    """The learner's own; somebody else's is not there at all, nor is one that was deleted."""
    if learner is None:
        return None
    mine = (LabTraining.key == key, LabTraining.learner_id == learner, LabTraining.state != "deleted")
    return session.scalar(select(LabTraining).where(*mine))


def latest(session: Session, learner: int | None) -> Sequence[LabTraining]:
    if learner is None:
        return ()
    mine = select(LabTraining).where(LabTraining.learner_id == learner, LabTraining.state != "deleted")
    return session.scalars(mine.order_by(LabTraining.id.desc()).limit(SHOWN)).all()


def finished(session: Session, learner: int | None) -> Sequence[LabTraining]:
    """Those whose variants can be compared and downloaded, the latest first."""
    if learner is None:
        return ()
    mine = select(LabTraining).where(LabTraining.learner_id == learner, LabTraining.state == "done")
    return session.scalars(mine.order_by(LabTraining.id.desc())).all()


def seen(row: LabTraining) -> Seen:
    problem = Failed.model_validate(row.problem) if row.problem else None
    job, state = _job(row), cast(State, row.state)
    return Seen(row.key, row.title, job, row.guess, state, from_json(row.progress), problem)


def _job(row: LabTraining) -> Job:
    """To be shown; one of another version is read as far as it goes."""
    try:
        return Job.model_validate(row.job)
    except ValidationError:
        known = {name: row.job[name] for name in Job.model_fields if name in row.job}
        return Job.model_construct(**{"method": row.method, "config": row.config, "rate": 0.0, **known})


def run_of(row: LabTraining, owner: str) -> Run:
    """Raises ValidationError for a job of another version."""
    job = Job.model_validate(row.job)
    return Run(row.key, owner, row.learner_id, row.title, job, row.guess, from_json(row.progress))


def unfinished(database: Database) -> list[Run]:
    """What goes on when the server starts, in order. A row that is no job any more ends here, with the reason."""
    with database.write() as session:
        waiting = select(LabTraining, Learner.handle).join(Learner).where(LabTraining.state.in_(UNFINISHED))
        rows = session.execute(waiting.order_by(LabTraining.state, LabTraining.queued, LabTraining.id)).all()
        found = list(_runs((row, handle) for row, handle in rows))
        session.commit()
    return found


def _runs(rows: Iterator[tuple[LabTraining, str]]) -> Iterator[Run]:
    for row, handle in rows:
        try:
            yield run_of(row, handle)
        except (ValidationError, TypeError):
            row.state, row.ended = "failed", datetime.now(UTC)
            row.problem = Failed(code="refused", message=OTHER_VERSION).model_dump()


def evicted(database: Database, keys: Collection[str]) -> None:
    """Those of them that could still be used say so now; a checkpoint may go without a word."""
    if not keys:
        return
    gone = update(LabTraining).where(LabTraining.key.in_(keys), LabTraining.state == "done")
    with database.write() as session:
        session.execute(gone.values(state="evicted"))
        session.commit()


def delete(session: Session, key: str) -> None:
    """The row stays for what refers to it; what the learner wrote goes."""
    session.execute(update(LabTraining).where(LabTraining.key == key).values(state="deleted", job={}))
