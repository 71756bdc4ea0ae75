"""Texts that are being written: kept while typing, offered again, dropped when published. Knows only rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.authoring.tables import ContentDraft


def keep(session: Session, account: int, subject: str, text: str, based_on: str) -> None:
    """What is the same as the text in service is no draft."""
    if text == based_on:
        drop(session, account, subject)
        return
    now = datetime.now(UTC)
    session.merge(ContentDraft(account_id=account, subject=subject, text=text, based_on=based_on, updated=now))
    session.flush()


def find(session: Session, account: int, subject: str) -> ContentDraft | None:
    return session.get(ContentDraft, (account, subject))


def drop(session: Session, account: int, subject: str) -> None:
    mine = (ContentDraft.account_id == account, ContentDraft.subject == subject)
    session.execute(delete(ContentDraft).where(*mine))


def listed(session: Session, account: int) -> Sequence[ContentDraft]:
    """The newest first."""
    mine = select(ContentDraft).where(ContentDraft.account_id == account)
    return session.scalars(mine.order_by(ContentDraft.updated.desc())).all()
