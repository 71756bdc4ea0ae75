"""What a regrade needs until it is done: rows of work, that come and go. What it leaves is in app/study/tables.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class AnnouncedRegrade(Base):
    """A regrade that begins as soon as its key is in service. Written before the key is published, gone when the
    regrade has its own row: whatever ends the program in between, no corrected key is left without it."""

    __tablename__ = "announced_regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(String(120))
    sha: Mapped[str] = mapped_column(String(64))
    """The item's text that it waits for (`ItemRevision.sha`)."""
    policy: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created: Mapped[datetime] = mapped_column(Moment)


class PreparedRegrade(Base):
    """How far a regrade is whose answers have all been judged; its row is gone as soon as its grades are in force."""

    __tablename__ = "prepared_regrade"

    regrade_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked: Mapped[str] = mapped_column(String(64))
    """Names what a learner sees of the item."""
    grade: Mapped[int]
    """Up to which everything has been looked at: what was answered or marked since is judged before the end."""
    response: Mapped[int]
    """The newest that has been looked at."""
    judged: Mapped[int]
    """How many answers."""
    appended: Mapped[int]
    """How many grades, none of them in force. Without those that never hold: their answers were marked since."""


class PreparedVerdict(Base):
    """What is said of answers alike: the part of a grade that they share."""

    __tablename__ = "prepared_verdict"

    regrade_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    grader: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(20))
    score: Mapped[float]
    near_miss: Mapped[bool]
    spelling: Mapped[bool]
    feedback: Mapped[str] = mapped_column(Text)
    trace: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class PreparedGrade(Base):
    """The verdict that one answer will have. Gone as soon as it is a grade."""

    __tablename__ = "prepared_grade"

    regrade_id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[int]
