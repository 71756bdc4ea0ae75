"""Judges all answers and lays the new verdicts aside, a few thousand at a time: others write meanwhile, and nobody sees
anything of it. Appends no grade."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, func, insert, select
from sqlalchemy.orm import Session

from app.authoring.regrading.answers import answers, answers_beside_writers
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.planning import Changed, changes
from app.authoring.regrading.policies import Policy
from app.authoring.regrading.tables import PreparedGrade, PreparedRegrade, PreparedVerdict
from app.bank.question import Outcome, Verdict
from app.database import Base, Database
from app.study.asking import GRADER
from app.study.grades import said
from app.study.tables import Grade, Regrade, Response

CHUNK = 2_500  # answers that are judged between two writes
AT_ONCE = 1_000  # grades that are looked at, appended or forgotten in one transaction, while others wait
Told = Callable[[int], None]  # how many answers have been looked at; what it raises interrupts the regrade
VERDICTS = insert(Base.metadata.tables[PreparedVerdict.__tablename__])  # the table: the session need not make objects
GRADES = insert(Base.metadata.tables[PreparedGrade.__tablename__])


def looked_at(database: Database, regrade: int) -> int | None:
    """How many answers, where all of them have been: what is left is to be appended. None where that was never so."""
    with database.read() as session:
        return session.scalar(select(PreparedRegrade.judged).where(PreparedRegrade.regrade_id == regrade))


def prepare(database: Database, regrade: Regrade, judge: Judge, asked: str, told: Told | None) -> int:
    """Looks at all answers that there are now; how many. `asked` names what a learner sees of the item. What was laid
    aside before is forgotten first."""
    forget(database, regrade.id)
    aside, judged = Aside(regrade.id), 0
    with database.read() as session:
        newest = session.scalar(select(func.max(Grade.id))) or 0
        last = session.scalar(select(func.max(Response.id))) or 0
    found = answers_beside_writers(database, regrade.item_id, asked, last)
    for change in changes(found, judge, regrade.key_revision, cast(Policy, regrade.policy)):
        judged += 1
        aside.lay(change)
        if judged % CHUNK == 0:
            _write(database, aside)
            if told:
                told(judged)
    looked = {"asked": asked, "grade": newest, "response": last, "judged": judged, "appended": 0}
    _write(database, aside, PreparedRegrade(regrade_id=regrade.id, **looked))
    return judged


def catch_up(session: Session, regrade: Regrade, judge: Judge, prepared: PreparedRegrade) -> bool:
    """What was answered or marked since is judged as it is now, a few at a time. Whether nothing is left, as long as
    this writing session lets nobody else write."""
    newest = session.scalar(select(func.max(Grade.id))) or 0
    through = min(newest, prepared.grade + AT_ONCE)
    since = select(Grade.response_id).where(Grade.id > prepared.grade, Grade.id <= through)
    if among := session.scalars(since).all():
        mine = PreparedGrade.regrade_id == regrade.id, PreparedGrade.response_id.in_(among)
        session.execute(delete(PreparedGrade).where(*mine), execution_options={"synchronize_session": False})
        found = list(answers(session, regrade.item_id, prepared.asked, among=among))
        aside = Aside(regrade.id, _free(session, regrade.id))
        for change in changes(found, judge, regrade.key_revision, cast(Policy, regrade.policy)):
            aside.lay(change)
        aside.write(session)
        prepared.appended -= _overtaken(session, prepared, among)
        prepared.judged += sum(answer.response > prepared.response for answer in found)
        prepared.response = max(prepared.response, *among)
    prepared.grade = through
    return through == newest


def _overtaken(session: Session, prepared: PreparedRegrade, among: Sequence[int]) -> int:
    """How many of these answers, each of which has had a grade since, had one of the regrade's: it never holds."""
    before = Grade.response_id.in_(among), Grade.id <= prepared.grade
    last = select(func.max(Grade.id)).where(*before).group_by(Grade.response_id)
    mine = select(func.count()).where(Grade.id.in_(last), Grade.regrade_id == prepared.regrade_id)
    return session.scalars(mine).one()


def forget(database: Database, regrade: int) -> None:
    """What was laid aside, a few at a time."""
    grade, verdict = PreparedGrade, PreparedVerdict
    while _drop(database, grade, grade.response_id, grade.regrade_id == regrade):
        pass
    while _drop(database, verdict, verdict.number, verdict.regrade_id == regrade):
        pass


def _drop(database: Database, table: type[Base], key: Any, mine: ColumnElement[bool]) -> int:
    some = select(key).where(mine).order_by(key).limit(AT_ONCE)
    with database.write() as session:
        which = delete(table).where(mine, key.in_(some)).execution_options(synchronize_session=False)
        gone = session.execute(which)
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


def _write(database: Database, aside: Aside, *more: PreparedRegrade) -> None:
    with database.write() as session:
        aside.write(session)
        session.add_all(more)
        session.commit()


def _free(session: Session, regrade: int) -> int:
    """A number from which on no verdict has one."""
    highest = select(func.max(PreparedVerdict.number)).where(PreparedVerdict.regrade_id == regrade)
    return (session.scalar(highest) or 0) + 1


def _said(change: Changed) -> dict[str, Any]:
    """The new key's verdict, with no retry that was not offered at the time; of a policy that asks no key, its own."""
    after = change.after
    verdict = change.verdict or Verdict(cast(Outcome, after.outcome), after.score, after.feedback)
    return {"grader": GRADER, **said(replace(verdict, near_miss=after.near_miss))}
