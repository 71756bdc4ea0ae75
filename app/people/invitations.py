"""Links that make one account each. Knows no forms."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import auditing
from app.people.roles import NAMES
from app.people.sign_ins import hashed
from app.people.tables import Account, Invitation

LASTS = timedelta(days=14)


def invite(session: Session, role: str, note: str, *, by: int) -> str:
    """What the link carries; told once, the database keeps its hash."""
    token, now = secrets.token_urlsafe(24), datetime.now(UTC)
    note = " ".join(note.split())[:200]
    row = Invitation(token=hashed(token), role=role, note=note, author_id=by, created=now, expires=now + LASTS)
    session.add(row)
    auditing.record(session, by, "invitation.created", note or NAMES[role], role=role)
    return token


def standing(session: Session, token: str) -> Invitation | None:
    """The invitation that can still be used."""
    row = session.scalar(select(Invitation).where(Invitation.token == hashed(token)))
    if row is None or row.withdrawn or row.account_id is not None or row.expires < datetime.now(UTC):
        return None
    return row


def use(session: Session, invitation: Invitation, account: Account) -> None:
    invitation.account_id = account.id
    auditing.record(session, account.id, "invitation.used", account.name, role=invitation.role)


def withdraw(session: Session, number: int, *, by: int) -> bool:
    """Whether there was one to withdraw."""
    row = session.get(Invitation, number)
    if row is None or row.withdrawn or row.account_id is not None:
        return False
    row.withdrawn = datetime.now(UTC)
    auditing.record(session, by, "invitation.withdrawn", row.note or NAMES[row.role])
    return True


def listed(session: Session) -> Sequence[Invitation]:
    """Those nobody has used or withdrawn, the newest first; old ones among them."""
    wanted = select(Invitation).where(Invitation.account_id.is_(None), Invitation.withdrawn.is_(None))
    return session.scalars(wanted.order_by(Invitation.id.desc())).all()
