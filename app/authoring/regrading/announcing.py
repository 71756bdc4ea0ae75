"""A correction is two steps, the key published and the answers judged anew, and the program may end between them: the
second is written down before the first is taken, and taken up again at the next start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.authoring.editing.saving import ClashError
from app.authoring.git import GitError
from app.authoring.items import ItemError
from app.authoring.published import ConflictError, RejectedError
from app.authoring.regrading import committing
from app.authoring.regrading.policies import POLICIES, Policy
from app.authoring.regrading.tables import AnnouncedRegrade
from app.bank import revisions
from app.bank.question import Question
from app.course import Course
from app.database import Database
from app.people import auditing

NOT_PUBLISHED = (ClashError, ConflictError, GitError, ItemError, RejectedError)


@contextmanager
def announced(database: Database, key: Question, policy: Policy, reason: str, account: int) -> Iterator[None]:
    """Around the publishing of this key. Where it is refused, the announcement is taken back; where nobody knows how it
    ended, it stays."""
    told = {"policy": policy, "reason": reason, "account_id": account, "created": datetime.now(UTC)}
    with database.write() as session:
        session.add(row := AnnouncedRegrade(item_id=key.id, sha=revisions.revision(key), **told))
        session.flush()
        number = row.id
        session.commit()
    try:
        yield
    except NOT_PUBLISHED:
        with database.write() as session:
            session.execute(delete(AnnouncedRegrade).where(AnnouncedRegrade.id == number))
            session.commit()
        raise


def take_up(database: Database, course: Course) -> None:
    """At the start: what was announced begins if its key came into service, and is forgotten if it did not."""
    with database.write() as session:
        rows = session.scalars(select(AnnouncedRegrade).order_by(AnnouncedRegrade.id)).all()
        for row in {row.item_id: row for row in rows if _is_in_service(row, course)}.values():
            _begin(session, course, row)
        session.execute(delete(AnnouncedRegrade))
        if rows:
            session.commit()


def _is_in_service(row: AnnouncedRegrade, course: Course) -> bool:
    return row.item_id in course.bank.items and course.bank.revision(row.item_id) == row.sha


def _begin(session: Session, course: Course, row: AnnouncedRegrade) -> None:
    policy = next(policy for policy in POLICIES if policy == row.policy)
    revision = course.revisions[row.item_id]
    number = committing.begin(session, row.item_id, revision, policy, row.reason, row.account_id).id
    detail = {"regrade": number, "policy": policy, "reason": row.reason}
    auditing.record(session, row.account_id, "item.corrected", row.item_id, **detail)
