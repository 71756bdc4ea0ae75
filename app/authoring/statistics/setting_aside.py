"""Flags that somebody looked into and set aside, with why: the only writes of the statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.authoring.statistics.tables import SuspicionSetAside
from app.course import Course
from app.people.auditing import record
from app.people.tables import Account


@dataclass(frozen=True)
class Aside:
    """Who set a flag aside, when and why."""

    reason: str
    by: str
    when: datetime


def known(session: Session, course: Course) -> Mapping[tuple[str, str], Aside]:
    """By item and flag, of the items as they are now: what was set aside of another key is doubted anew."""
    rows = session.execute(
        select(SuspicionSetAside, Account.shown).join(Account, Account.id == SuspicionSetAside.account_id)
    )
    return {
        (row.SuspicionSetAside.item_id, row.SuspicionSetAside.flag): Aside(
            row.SuspicionSetAside.reason, row.shown, row.SuspicionSetAside.created
        )
        for row in rows
        if course.revisions.get(row.SuspicionSetAside.item_id) == row.SuspicionSetAside.revision
    }


def set_aside(session: Session, course: Course, item: str, flag: str, account: int, reason: str) -> None:
    """Doing it twice does it once. The caller commits."""
    if _row(session, course, item, flag) is None:
        session.add(
            SuspicionSetAside(
                item_id=item,
                revision=course.revisions[item],
                flag=flag,
                account_id=account,
                reason=reason,
                created=datetime.now(UTC),
            )
        )
        record(session, account, "suspicion.set_aside", item, flag=flag, reason=reason)


def raise_again(session: Session, course: Course, item: str, flag: str, account: int) -> None:
    """The caller commits."""
    if (row := _row(session, course, item, flag)) is not None:
        session.delete(row)
        record(session, account, "suspicion.raised_again", item, flag=flag)


def _row(session: Session, course: Course, item: str, flag: str) -> SuspicionSetAside | None:
    here = (
        SuspicionSetAside.item_id == item,
        SuspicionSetAside.revision == course.revisions[item],
        SuspicionSetAside.flag == flag,
    )
    return session.scalars(select(SuspicionSetAside).where(*here)).one_or_none()
