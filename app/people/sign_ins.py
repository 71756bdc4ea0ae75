"""Browsers in which somebody is signed in: begun, found by their token, listed, ended. Checks no password."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.database import LARGEST, Database
from app.people.cookie import Member, Visitor
from app.people.tables import Account, Learner, SignIn

LASTS = timedelta(days=30)  # after the last visit
NOTED = timedelta(hours=1)  # `seen` is written no more often

BY_TOKEN = (
    select(SignIn.id, SignIn.seen, Account, Learner.handle)
    .join(Account, Account.id == SignIn.account_id)
    .join(Learner, Learner.id == Account.learner_id)
    .where(SignIn.token == bindparam("token"), SignIn.ended.is_(None), Account.disabled.is_(None))
)


def begin(session: Session, account: Account, agent: str) -> str:
    """Sign this browser in; what its cookie is to carry. A new token each time, so that none can be planted."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    named = " ".join(agent.split())[:200]
    session.add(SignIn(account_id=account.id, token=hashed(token), created=now, seen=now, agent=named))
    session.flush()
    return token


def find(database: Database, token: str) -> Visitor | None:
    """Who the token names; None when it was ended, is too old, or the account was disabled."""
    now = datetime.now(UTC)
    with database.read() as session:
        row = session.execute(BY_TOKEN, {"token": hashed(token)}).one_or_none()
        if row is None or now - row.seen > LASTS:
            return None
        account = row.Account
        member = Member(account.id, account.name, account.shown, account.role, row.id)
        visitor = Visitor(row.handle, False, member)
        stale = now - row.seen > NOTED
    if stale:
        _note(database, member.sign_in, now)
    return visitor


def standing(session: Session, account: int) -> Sequence[SignIn]:
    """Those that still hold, the newest first."""
    since = datetime.now(UTC) - LASTS
    mine = select(SignIn).where(SignIn.account_id == account, SignIn.ended.is_(None), SignIn.seen > since)
    return session.scalars(mine.order_by(SignIn.seen.desc(), SignIn.id.desc())).all()


def end(session: Session, account: int, sign_in: int) -> bool:
    """Whether there was one of theirs to end."""
    row = session.get(SignIn, sign_in) if 0 < sign_in <= LARGEST else None
    if row is None or row.account_id != account or row.ended is not None:
        return False
    row.ended = datetime.now(UTC)
    session.flush()
    return True


def end_all(session: Session, account: int, but: int | None = None) -> None:
    """Every one of theirs except `but`, the browser from which it is asked."""
    rows = update(SignIn).where(SignIn.account_id == account, SignIn.ended.is_(None), SignIn.id != (but or 0))
    session.execute(rows.values(ended=datetime.now(UTC)))


def hashed(token: str) -> str:
    """Tokens are long and random: a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _note(database: Database, sign_in: int, now: datetime) -> None:
    with database.write() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in).values(seen=now))
        session.commit()
