"""Does what was planned: grades appended in one transaction, with the regrade that says why. An interrupted one left
nothing but its own row, and is done again at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.authoring.regrading.answers import answers
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.planning import Changed, changes
from app.authoring.regrading.policies import Policy
from app.course import Course
from app.database import Database
from app.people import auditing
from app.study.asking import GRADER
from app.study.tables import Grade, Regrade

CHUNK = 5_000
CAUSE = "regrade"
Told = Callable[[int], None]  # how many answers have been looked at; what it raises interrupts the regrade
GRADES = insert(Grade.metadata.tables[Grade.__tablename__])  # the table: the session need not make objects


def begin(session: Session, item: str, revision: int, policy: Policy, reason: str, account: int | None) -> Regrade:
    """Say what is to be done, before it is."""
    now = datetime.now(UTC)
    row = Regrade(item_id=item, key_revision=revision, policy=policy, reason=reason, account_id=account, created=now)
    session.add(row)
    session.flush()
    return row


def carry_out(database: Database, course: Course, number: int, told: Told | None = None) -> Regrade:
    """The whole regrade in one transaction. Nobody sees half of it; done twice it changes nothing more. Raises
    LookupError when the item is no longer what it was to be judged by."""
    with database.write() as session:
        regrade = session.get_one(Regrade, number)
        if regrade.finished is None:
            _append(session, course, regrade, told)
            detail = {"number": number, "policy": regrade.policy, "judged": regrade.judged, "changed": regrade.changed}
            auditing.record(session, regrade.account_id, "regrade.done", regrade.item_id, **detail)
            session.commit()
        session.refresh(regrade)
        session.expunge(regrade)
    return regrade


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


def _append(session: Session, course: Course, regrade: Regrade, told: Told | None) -> None:
    if course.revisions.get(regrade.item_id) != regrade.key_revision:
        raise LookupError(regrade.item_id)
    judge = Judge(course.questions[regrade.item_id], course.bank.terms)
    found = answers(session, regrade.item_id, course.bank.prompt_revision(regrade.item_id))
    policy = cast(Policy, regrade.policy)
    shared = {"key_revision": regrade.key_revision, "grader": GRADER, "cause": CAUSE, "regrade_id": regrade.id}
    row = _Rows(shared | {"created": datetime.now(UTC)})
    total = changed = 0
    rows: list[dict[str, Any]] = []
    for change in changes(found, judge, regrade.key_revision, policy):
        total += 1
        if change is not None:
            changed += 1
            rows.append(row.of(change))
        if len(rows) == CHUNK:
            session.execute(GRADES, rows)
            rows.clear()
            if told:
                told(total)
    if rows:
        session.execute(GRADES, rows)
    regrade.judged, regrade.changed, regrade.finished = total, changed, datetime.now(UTC)
    session.flush()


class _Rows:
    """Rows of grades. Answers alike share all but the number of the response: what was said of the last few thousand
    verdicts is kept."""

    def __init__(self, shared: Mapping[str, Any]) -> None:
        self._shared = shared
        self._kept: dict[tuple[int, float, str], tuple[Changed, dict[str, Any]]] = {}

    def of(self, change: Changed) -> dict[str, Any]:
        key = id(change.verdict), change.after.score, change.after.feedback
        if key not in self._kept:
            if len(self._kept) >= CHUNK:
                self._kept.clear()
            self._kept[key] = change, self._said(change)  # the change is kept so that its verdict's id stays its own
        return {**self._kept[key][1], "response_id": change.answer.response}

    def _said(self, change: Changed) -> dict[str, Any]:
        """Trace and evidence are the new key's, unless what it said is not what holds."""
        after, verdict = change.after, change.verdict
        told = verdict if verdict is not None and verdict.outcome == after.outcome else None
        return {
            **self._shared,
            "outcome": after.outcome,
            "score": after.score,
            "feedback": after.feedback,
            "near_miss": after.near_miss,
            "spelling": told.spelling if told else False,
            "trace": [asdict(step) for step in told.trace] if told else [],
            "evidence": [asdict(found) for found in told.evidence] if told else [],
        }
