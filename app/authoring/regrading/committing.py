"""Does what was planned: what was prepared is appended in steps that hardly anybody waits for, and comes into force at
once, with the end of the regrade that says why. An interrupted one goes on at the next start."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Executable, and_, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from app.authoring.regrading import preparing
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.policies import Policy
from app.authoring.regrading.preparing import Told
from app.authoring.regrading.tables import AnnouncedRegrade, PreparedGrade, PreparedRegrade, PreparedVerdict
from app.course import Course
from app.database import Base, Database, Moment
from app.people import auditing
from app.study.grades import REGRADE, SAID
from app.study.tables import Grade, ItemRevision, Regrade

GRADES = insert(Base.metadata.tables[Grade.__tablename__])  # the table: the session need not make objects


def begin(session: Session, item: str, revision: int, policy: Policy, reason: str, account: int | None) -> Regrade:
    """Say what is to be done, before it is. What was announced for this key has begun with it."""
    now = datetime.now(UTC)
    row = Regrade(item_id=item, key_revision=revision, policy=policy, reason=reason, account_id=account, created=now)
    session.add(row)
    key = select(ItemRevision.sha).where(ItemRevision.id == revision).scalar_subquery()
    session.execute(delete(AnnouncedRegrade).where(AnnouncedRegrade.item_id == item, AnnouncedRegrade.sha == key))
    session.flush()
    return row


def carry_out(database: Database, course: Course, number: int, told: Told | None = None) -> Regrade:
    """Nobody sees half of it, others write meanwhile, done twice it changes nothing more. One that was interrupted goes
    on where it stopped. Raises LookupError when the item is no longer what it was to be judged by, or when a later
    regrade of it has come into force meanwhile, whose word holds."""
    with database.read() as session:
        regrade = session.get_one(Regrade, number)
        later = select(Regrade.id).where(Regrade.item_id == regrade.item_id, Regrade.id > number)
        is_overtaken = session.scalar(later.where(Regrade.judged.is_not(None)).limit(1)) is not None
    if regrade.finished is not None:
        return regrade
    if is_overtaken or course.revisions.get(regrade.item_id) != regrade.key_revision:
        raise LookupError(regrade.item_id)
    judge = Judge(course.questions[regrade.item_id], course.bank.terms)
    judged = preparing.looked_at(database, number)
    if judged is None:
        asked = course.bank.prompt_revision(regrade.item_id)
        judged = preparing.prepare(database, regrade, judge, asked, told)
    while (done := _in_turn(database, number, judge)) is None:
        if told:
            told(judged)
    preparing.forget(database, number)
    return done


def give_up(database: Database, number: int) -> None:
    """End one that can no longer be done: it has a time of its end, and no number of answers that were judged. Grades
    that it has appended never come into force."""
    with database.write() as session:
        regrade = session.get_one(Regrade, number)
        if regrade.finished is None:
            regrade.finished, regrade.changed = datetime.now(UTC), 0
            session.execute(delete(PreparedRegrade).where(PreparedRegrade.regrade_id == number))
            auditing.record(session, regrade.account_id, "regrade.dropped", regrade.item_id, number=number)
            session.commit()
    preparing.forget(database, number)


def unfinished(session: Session) -> list[int]:
    """Those that an end of the program interrupted, in their order."""
    return list(session.scalars(select(Regrade.id).where(Regrade.finished.is_(None)).order_by(Regrade.id)))


def _in_turn(database: Database, number: int, judge: Judge) -> Regrade | None:
    """A step, then as long a rest: whoever waits to write comes first."""
    began = time.perf_counter()
    done = _step(database, number, judge)
    time.sleep(time.perf_counter() - began)
    return done


def _step(database: Database, number: int, judge: Judge) -> Regrade | None:
    """A few more grades; with the last of them all come into force, and the regrade is returned."""
    with database.write() as session:
        regrade = session.get_one(Regrade, number)
        if regrade.finished is None:
            prepared = session.get_one(PreparedRegrade, number)
            if preparing.catch_up(session, regrade, judge, prepared) and _append(session, regrade, prepared):
                _publish(session, regrade, prepared)
        session.commit()
        if regrade.finished is None:
            return None
        session.refresh(regrade)
        session.expunge(regrade)
    return regrade


def _append(session: Session, regrade: Regrade, prepared: PreparedRegrade) -> bool:
    """The next thousand of what was prepared, as grades that are not in force. Whether they were the last."""
    mine = PreparedGrade.regrade_id == regrade.id
    numbers = select(PreparedGrade.response_id).where(mine).order_by(PreparedGrade.response_id)
    few = session.scalars(numbers.limit(preparing.AT_ONCE)).all()
    if few:
        next_ = and_(mine, PreparedGrade.response_id <= few[-1])
        session.execute(_grades(regrade, next_))
        session.execute(delete(PreparedGrade).where(next_), execution_options={"synchronize_session": False})
    prepared.appended += len(few)
    prepared.grade = session.scalar(select(func.max(Grade.id))) or 0  # its own need no second look
    return len(few) < preparing.AT_ONCE


def _publish(session: Session, regrade: Regrade, prepared: PreparedRegrade) -> None:
    """One row, whatever the number of answers."""
    regrade.judged, regrade.changed, regrade.finished = prepared.judged, prepared.appended, datetime.now(UTC)
    session.delete(prepared)
    detail = {"number": regrade.id, "policy": regrade.policy, "judged": regrade.judged, "changed": regrade.changed}
    auditing.record(session, regrade.account_id, "regrade.done", regrade.item_id, **detail)


def _grades(regrade: Regrade, which: ColumnElement[bool]) -> Executable:
    """Of what was prepared, as grades: rows of the database from rows of the database."""
    shared = {
        "key_revision": literal(regrade.key_revision),
        "cause": literal(REGRADE),
        "created": literal(datetime.now(UTC), Moment),
        "regrade_id": literal(regrade.id),
    }
    told = ("grader", *SAID)
    rows = (
        select(PreparedGrade.response_id, *(getattr(PreparedVerdict, name) for name in told), *shared.values())
        .join(
            PreparedVerdict,
            (PreparedVerdict.regrade_id == PreparedGrade.regrade_id)
            & (PreparedVerdict.number == PreparedGrade.verdict),
        )
        .where(which)
        .order_by(PreparedGrade.response_id)
    )
    return GRADES.from_select(["response_id", *told, *shared], rows)
