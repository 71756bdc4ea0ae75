"""Who studies here and who runs it. Knows nothing of what they study."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class Learner(Base):
    """Somebody with a cookie. Made at the first thing they send, not by reading pages."""

    __tablename__ = "learner"

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(64), unique=True)
    """What the signed cookie carries; random, so that a new database never mistakes an old cookie for somebody else."""
    created: Mapped[datetime] = mapped_column(Moment)


class Account(Base):
    """A learner who can sign in, and what else they may do. Nobody needs one to study."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    """What is typed to sign in, in its one spelling (people/naming.py)."""
    shown: Mapped[str] = mapped_column(String(60))
    """What others read."""
    role: Mapped[str] = mapped_column(String(20))
    """learner | instructor | admin"""
    password: Mapped[str | None] = mapped_column(String(200))
    """Its argon2 hash; None for somebody who signs in elsewhere."""
    issuer: Mapped[str | None] = mapped_column(String(200))
    """Where they sign in instead, with `subject` their name there."""
    subject: Mapped[str | None] = mapped_column(String(200))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), unique=True)
    created: Mapped[datetime] = mapped_column(Moment)
    disabled: Mapped[datetime | None] = mapped_column(Moment)
    """Since when they can no longer sign in; what they did stays."""


class SignIn(Base):
    """One browser in which somebody is signed in."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """sha256 of what the cookie carries: whoever reads the database can sign in as nobody."""
    created: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    """To the hour. It ends by itself when nobody has come for a month."""
    agent: Mapped[str] = mapped_column(String(200))
    """How the browser calls itself, so that its owner can tell it from others."""
    ended: Mapped[datetime | None] = mapped_column(Moment)


class Invitation(Base):
    """A link that makes one account with a role."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """sha256 of what the link carries."""
    role: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(200))
    """For whom it is, as its author remembers it."""
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who came of it; a link works once."""
    withdrawn: Mapped[datetime | None] = mapped_column(Moment)


class Change(Base):
    """An entry of the audit log: who changed what. Appended and never changed; the database itself refuses."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime] = mapped_column(Moment, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """None: the command line."""
    act: Mapped[str] = mapped_column(String(60))
    """Such as `account.role`; people/auditing.py has a sentence for each."""
    subject: Mapped[str] = mapped_column(String(200))
    """What was changed, as its readers call it."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


APPEND_ONLY = (Change.__tablename__,)
