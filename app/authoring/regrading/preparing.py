"""Judges all answers as they were at one moment and lays the new verdicts aside, a few thousand at a time: others write
meanwhile, and nobody sees anything of it. Appends no grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, func, insert, select
from sqlalchemy.orm import Session

from app.authoring.regrading.answers import answers
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.planning import Changed, changes
from app.authoring.regrading.policies import Policy
from app.authoring.regrading.tables import PreparedGrade, PreparedVerdict
from app.bank.question import Outcome, Verdict
from app.database import Base, Database
from app.study.grades import said
from app.study.tables import Grade, Regrade, Response

CHUNK = 5_000
FORGOTTEN = 50_000  # rows that are dropped at a time
Told = Callable[[int], None]  # how many answers have been looked at; what it raises interrupts the regrade
VERDICTS = insert(Base.metadata.tables[PreparedVerdict.__tablename__])  # the table: the session need not make objects
GRADES = insert(Base.metadata.tables[PreparedGrade.__tablename__])


@dataclass(frozen=True)
class Prepared:
    """Up to which grade and response everything was looked at, and how many answers that were. `asked` names what a
    learner sees of the item. What has come since is judged at the end."""

    asked: str
    grade: int
    response: int
    judged: int


def prepare(database: Database, regrade: Regrade, judge: Judge, asked: str, told: Told | None) -> Prepared:
    """Reads all answers at one moment. What was laid aside before is forgotten first."""
    forget(database, regrade.id)
    aside, judged = Aside(regrade.id), 0
    with database.read() as session:
        newest, last = session.scalar(select(func.max(Grade.id))), session.scalar(select(func.max(Response.id)))
        found = answers(session, regrade.item_id, asked)
        for change in changes(found, judge, regrade.key_revision, cast(Policy, regrade.policy)):
            judged += 1
            aside.lay(change)
            if judged % CHUNK == 0:
                _write(database, aside)
                if told:
                    told(judged)
    _write(database, aside)
    return Prepared(asked, newest or 0, last or 0, judged)


def catch_up(session: Session, regrade: Regrade, judge: Judge, prepared: Prepared) -> int:
    """What was answered or marked since is judged as it is now; how many new answers there are. Few, in a writing
    session that lets nobody else write before all is appended."""
    since = select(Grade.response_id).where(Grade.id > prepared.grade)
    mine = PreparedGrade.regrade_id == regrade.id
    session.execute(delete(PreparedGrade).where(mine, PreparedGrade.response_id.in_(since)))
    found = list(answers(session, regrade.item_id, prepared.asked, since=prepared.grade))
    aside = Aside(regrade.id, prepared.judged)  # numbers that no verdict has yet
    for change in changes(found, judge, regrade.key_revision, cast(Policy, regrade.policy)):
        aside.lay(change)
    aside.write(session)
    return sum(answer.response > prepared.response for answer in found)


def forget(database: Database, regrade: int) -> None:
    """What was laid aside, a chunk at a time."""
    mine = PreparedGrade.regrade_id == regrade
    some = select(PreparedGrade.response_id).where(mine).order_by(PreparedGrade.response_id).limit(FORGOTTEN)
    while _drop(database, delete(PreparedGrade).where(mine, PreparedGrade.response_id.in_(some))):
        pass
    _drop(database, delete(PreparedVerdict).where(PreparedVerdict.regrade_id == regrade))


def _drop(database: Database, which: Delete) -> int:
    with database.write() as session:
        gone = session.execute(which.execution_options(synchronize_session=False))
        session.commit()
    return cast(CursorResult[Any], gone).rowcount


class Aside:
    """What is to be written. Answers alike share their verdict: what was said of the last few thousand is kept."""

    def __init__(self, regrade: int, first: int = 0) -> None:
        self._regrade, self._next = regrade, first
        self._known: dict[tuple[Any, ...], tuple[Changed, int]] = {}
        self._verdicts: list[dict[str, Any]] = []
        self._grades: list[dict[str, int]] = []

    def lay(self, change: Changed | None) -> None:
        if change is None:
            return
        after = change.after
        key = id(change.verdict), after.outcome, after.score, after.feedback, after.near_miss
        if key not in self._known:
            if len(self._known) >= CHUNK:
                self._known.clear()
            self._known[key] = change, self._next  # the change is kept so that its verdict's id stays its own
            self._verdicts.append({"regrade_id": self._regrade, "number": self._next, **_said(change)})
            self._next += 1
        number = self._known[key][1]
        self._grades.append({"regrade_id": self._regrade, "response_id": change.answer.response, "verdict": number})

    def write(self, session: Session) -> None:
        for statement, rows in ((VERDICTS, self._verdicts), (GRADES, self._grades)):
            if rows:
                session.execute(statement, rows)
                rows.clear()


def _write(database: Database, aside: Aside) -> None:
    with database.write() as session:
        aside.write(session)
        session.commit()


def _said(change: Changed) -> dict[str, Any]:
    """The new key's verdict, with no retry that was not offered at the time; of a policy that asks no key, its own."""
    after = change.after
    verdict = change.verdict or Verdict(cast(Outcome, after.outcome), after.score, after.feedback)
    return said(replace(verdict, near_miss=after.near_miss))
