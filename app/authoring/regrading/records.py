"""Regrades as rows tell of them: the list, one of them, and the text that it replaced. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.authoring.editing import proofing, versions
from app.authoring.editing.subjects import Subject
from app.authoring.published import Published
from app.authoring.regrading.line import Line
from app.authoring.regrading.policies import POLICIES
from app.bank import revisions
from app.people.tables import Account
from app.study.dispute_tables import Dispute
from app.study.holding import BEFORE, OVERTAKEN, in_force
from app.study.tables import Grade, ItemRevision, Regrade

SHOWN = 50
STATES = {
    "working": "채점하는 중",
    "stopped": "중단됨",
    "dropped": "하지 않음",
    "done": "끝남",
}


@dataclass(frozen=True)
class Record:
    """`state` is a key of STATES. `looked_at` counts answers while it is at work."""

    number: int
    item: str
    who: str
    when: datetime
    policy: str  # a sentence
    reason: str
    state: str
    looked_at: int
    judged: int
    changed: int

    @property
    def told(self) -> str:
        return STATES[self.state]


def listed(session: Session, line: Line, before: int | None) -> tuple[tuple[Record, ...], bool]:
    """The newest first, and whether there are older ones."""
    wanted = select(Regrade, Account.shown).outerjoin(Account, Account.id == Regrade.account_id)
    if before is not None:
        wanted = wanted.where(Regrade.id < before)
    rows = session.execute(wanted.order_by(Regrade.id.desc()).limit(SHOWN + 1)).all()
    return tuple(_record(row, line) for row in rows[:SHOWN]), len(rows) > SHOWN


def find(session: Session, line: Line, number: int) -> Record | None:
    wanted = select(Regrade, Account.shown).outerjoin(Account, Account.id == Regrade.account_id)
    row = session.execute(wanted.where(Regrade.id == number)).one_or_none()
    return _record(row, line) if row else None


def is_last(session: Session, record: Record) -> bool:
    """Whether nothing of the item was judged otherwise since: a second click on the same changes nothing."""
    changed = or_(Regrade.changed.is_(None), Regrade.changed > 0)
    return session.scalar(select(func.max(Regrade.id)).where(Regrade.item_id == record.item, changed)) == record.number


def waiting(session: Session, item: str) -> int:
    """How many disputes of the item nobody has closed."""
    return session.scalars(select(func.count()).where(Dispute.item_id == item, Dispute.outcome.is_(None))).one()


def turns(session: Session, number: int) -> list[tuple[str, str, int]]:
    """Outcome before, after, of how many answers; the most frequent first."""
    before = aliased(Grade)
    how_many = func.count().label("how_many")
    wanted = (
        select(before.outcome, Grade.outcome, how_many)
        .select_from(Grade)
        .join(Regrade, Regrade.id == Grade.regrade_id)
        .join(before, before.id == BEFORE)
        .where(Grade.regrade_id == number, ~OVERTAKEN)
        .group_by(before.outcome, Grade.outcome)
        .order_by(how_many.desc())
    )
    return [(row[0], row[1], row[2]) for row in session.execute(wanted)]


def text_before(session: Session, published: Published, subject: Subject, number: int) -> str | None:
    """The item's text whose key was replaced; None where the key stayed, or where no history has it."""
    key = replaced(session, number)
    if key is None:
        return None
    texts = (versions.text(published, subject, version.commit) for version in versions.of(published, subject))
    return next((text for text in texts if _named(published, subject, text) == key.sha), None)


def replaced(session: Session, number: int) -> ItemRevision | None:
    """What the newest of its grades had been judged by before it began; None where the key stayed. What was answered or
    taken back meanwhile, the new key has judged already."""
    older = aliased(Grade)
    wanted = (
        select(older.key_revision, Grade.key_revision)
        .select_from(Grade)
        .join(Regrade, Regrade.id == Grade.regrade_id)
        .join(older, (older.response_id == Grade.response_id) & (older.id < Grade.id))
        .where(Grade.regrade_id == number, in_force(older))
        .order_by(Grade.id.desc(), older.id.desc())
        .limit(1)
    )
    before = wanted.where(or_(older.created < Regrade.created, older.regrade_id != number))
    keys = session.execute(before).first() or session.execute(wanted).first()  # a clock may have been set back
    return session.get_one(ItemRevision, keys[0]) if keys and keys[0] != keys[1] else None


def _named(published: Published, subject: Subject, text: str) -> str:
    question = proofing.item(published.course, subject, text).question if text else None
    return revisions.revision(question) if question else ""


def _record(row: Row[Regrade, str], line: Line) -> Record:
    regrade, at = row.Regrade, line.looked_at(row.Regrade.id)
    return Record(
        number=regrade.id,
        item=regrade.item_id,
        who=row.shown or "명령줄",
        when=regrade.created,
        policy=next((words for name, words in POLICIES.items() if name == regrade.policy), regrade.policy),
        reason=regrade.reason,
        state=_state(regrade, at),
        looked_at=at or 0,
        judged=regrade.judged or 0,
        changed=regrade.changed or 0,
    )


def _state(regrade: Regrade, at: int | None) -> str:
    if regrade.finished is None:
        return "stopped" if at is None else "working"
    return "dropped" if regrade.judged is None else "done"
