"""Does what was planned: what was prepared is appended in one transaction, with the regrade that says why. An
interrupted one left no grade, and is done again at the next start."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, delete, insert, literal, select
from sqlalchemy.orm import Session

from app.authoring.regrading import preparing
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.policies import Policy
from app.authoring.regrading.preparing import Prepared, Told
from app.authoring.regrading.tables import AnnouncedRegrade, PreparedGrade, PreparedVerdict
from app.course import Course
from app.database import Base, Database, Moment
from app.people import auditing
from app.study.asking import GRADER
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
    """Nobody sees half of it; done twice it changes nothing more. Others may write until the last step. Raises
    LookupError when the item is no longer what it was to be judged by."""
    with database.read() as session:
        regrade = session.get_one(Regrade, number)
    if regrade.finished is not None:
        return regrade
    if course.revisions.get(regrade.item_id) != regrade.key_revision:
        raise LookupError(regrade.item_id)
    judge = Judge(course.questions[regrade.item_id], course.bank.terms)
    asked = course.bank.prompt_revision(regrade.item_id)
    done = _append(database, number, judge, preparing.prepare(database, regrade, judge, asked, told))
    preparing.forget(database, number)
    return done


def give_up(database: Database, number: int) -> None:
    """End one that can no longer be done: it has a time of its end, and no number of answers that were judged."""
    with database.write() as session:
        regrade = session.get_one(Regrade, number)
        if regrade.finished is None:
            regrade.finished, regrade.changed = datetime.now(UTC), 0
            auditing.record(session, regrade.account_id, "regrade.dropped", regrade.item_id, number=number)
            session.commit()


def unfinished(session: Session) -> list[int]:
    """Those that an end of the program interrupted, in their order."""
    return list(session.scalars(select(Regrade.id).where(Regrade.finished.is_(None)).order_by(Regrade.id)))


def _append(database: Database, number: int, judge: Judge, prepared: Prepared) -> Regrade:
    """The last step, in one transaction."""
    with database.write() as session:
        regrade = session.get_one(Regrade, number)
        if regrade.finished is not None:
            return regrade
        new = preparing.catch_up(session, regrade, judge, prepared)
        regrade.judged, regrade.finished = prepared.judged + new, datetime.now(UTC)
        regrade.changed = cast(CursorResult[Any], session.execute(_grades(regrade))).rowcount
        detail = {"number": number, "policy": regrade.policy, "judged": regrade.judged, "changed": regrade.changed}
        auditing.record(session, regrade.account_id, "regrade.done", regrade.item_id, **detail)
        session.commit()
        session.refresh(regrade)
        session.expunge(regrade)
    return regrade


def _grades(regrade: Regrade) -> Executable:
    """All that was prepared, as grades: rows of the database from rows of the database."""
    shared = {
        "key_revision": literal(regrade.key_revision),
        "grader": literal(GRADER),
        "cause": literal(REGRADE),
        "created": literal(datetime.now(UTC), Moment),
        "regrade_id": literal(regrade.id),
    }
    said = [getattr(PreparedVerdict, name) for name in SAID]
    rows = (
        select(PreparedGrade.response_id, *said, *shared.values())
        .join(
            PreparedVerdict,
            (PreparedVerdict.regrade_id == PreparedGrade.regrade_id)
            & (PreparedVerdict.number == PreparedGrade.verdict),
        )
        .where(PreparedGrade.regrade_id == regrade.id)
        .order_by(PreparedGrade.response_id)
    )
    return GRADES.from_select(["response_id", *SAID, *shared], rows).execution_options(preserve_rowcount=True)
