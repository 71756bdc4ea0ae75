"""Accounts: made, found, changed. The only code that writes those rows; every change leaves its entry in the log.
Knows neither forms nor cookies."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.people import auditing, passwords, sign_ins
from app.people.naming import UnfitError, fit_name, fit_password, fit_shown, spelled
from app.people.roles import ADMIN
from app.people.tables import Account, Learner

TAKEN = "이미 있는 로그인 이름입니다. 다른 이름을 적어 주세요."
LAST_ADMIN = "관리자가 한 사람은 있어야 합니다. 다른 사람을 먼저 관리자로 정해 주세요."


def named(session: Session, name: str) -> Account | None:
    return session.scalar(select(Account).where(Account.name == spelled(name)))


def of_subject(session: Session, issuer: str, subject: str) -> Account | None:
    """Who signs in elsewhere under that name."""
    return session.scalar(select(Account).where(Account.issuer == issuer, Account.subject == subject))


def everybody(session: Session, part: str = "") -> Sequence[Account]:
    """By name, who is blocked last; those alone who have `part` in one of their names."""
    wanted = select(Account).order_by(Account.disabled.is_not(None), Account.name)
    if part:
        named = Account.name.icontains(spelled(part), autoescape=True), Account.shown.icontains(part, autoescape=True)
        wanted = wanted.where(or_(*named))
    return session.scalars(wanted).all()


@dataclass(frozen=True)
class Newcomer:
    """What an account is made of, found fit and with its password hashed: that takes long, so it is done before the
    one write of the database begins."""

    name: str
    shown: str
    secret: str | None
    issuer: str | None = None
    subject: str | None = None


def newcomer(name: str, shown: str, password: str) -> Newcomer:
    """Raises UnfitError."""
    fitting = fit_name(name)
    return Newcomer(fitting, fit_shown(shown, fitting), passwords.hashed(fit_password(password, fitting)))


def create(session: Session, who: Newcomer, role: str, *, by: int | None, learner: int | None = None) -> Account:
    """A new account. `learner` is who this browser was until now, when nobody owns that yet; their answers then belong
    to the account. Raises UnfitError when the name is taken."""
    if named(session, who.name) is not None:
        raise UnfitError("name", TAKEN)
    owner = _adopted(session, learner) if learner is not None and is_free(session, learner) else _new_learner(session)
    account = Account(
        name=who.name,
        shown=who.shown,
        role=role,
        password=who.secret,
        issuer=who.issuer,
        subject=who.subject,
        learner_id=owner,
        created=datetime.now(UTC),
    )
    session.add(account)
    session.flush()
    auditing.record(session, by, "account.created", who.name, role=role)
    return account


def is_free(session: Session, learner: int) -> bool:
    return session.scalar(select(Account.id).where(Account.learner_id == learner)) is None


def set_role(session: Session, account: Account, role: str, *, by: int | None) -> None:
    """Raises UnfitError for the last administrator."""
    if account.role == role:
        return
    _keep_an_admin(session, account)
    auditing.record(session, by, "account.role", account.name, before=account.role, after=role)
    account.role = role
    session.flush()


def disable(session: Session, account: Account, *, by: int | None) -> None:
    """They are signed out everywhere at once. Raises UnfitError for the last administrator."""
    if account.disabled is not None:
        return
    _keep_an_admin(session, account)
    account.disabled = datetime.now(UTC)
    sign_ins.end_all(session, account.id)
    auditing.record(session, by, "account.disabled", account.name)


def enable(session: Session, account: Account, *, by: int | None) -> None:
    if account.disabled is not None:
        account.disabled = None
        auditing.record(session, by, "account.enabled", account.name)


def set_password(session: Session, account: Account, secret: str, *, by: int | None, but: int | None = None) -> None:
    """`secret` is the hash. Every browser but the one numbered `but` is signed out."""
    account.password = secret
    sign_ins.end_all(session, account.id, but)
    auditing.record(session, by, "account.password", account.name)


def _keep_an_admin(session: Session, account: Account) -> None:
    if account.role != ADMIN or account.disabled is not None:
        return
    others = select(func.count()).where(Account.role == ADMIN, Account.disabled.is_(None), Account.id != account.id)
    if not session.scalar(others):
        raise UnfitError("role", LAST_ADMIN)


def _adopted(session: Session, learner: int) -> int:
    """Under another handle: a copy of the cookie from before, planted or kept, is to open nothing of the account."""
    session.get_one(Learner, learner).handle = secrets.token_urlsafe(18)
    return learner


def _new_learner(session: Session) -> int:
    learner = Learner(handle=secrets.token_urlsafe(18), created=datetime.now(UTC))
    session.add(learner)
    session.flush()
    return learner.id
