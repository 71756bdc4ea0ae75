"""What learners object to, and what was said of it. Messages are appended and never changed: the database itself
refuses (triggers, made by the migration); where a dispute stands is all that changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class Dispute(Base):
    """A learner's doubt of one verdict."""

    __tablename__ = "dispute"
    __table_args__ = (Index("ix_dispute_item_id", "item_id", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), unique=True)
    """What was typed. One dispute a response."""
    grade_id: Mapped[int] = mapped_column(ForeignKey("grade.id"))
    """The verdict that was doubted, and with it the key that it was judged by."""
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    item_id: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(20))
    """key | ambiguous | mine | typo | other"""
    created: Mapped[datetime] = mapped_column(Moment)
    looked: Mapped[datetime | None] = mapped_column(Moment)
    """When an instructor first opened it."""
    outcome: Mapped[str | None] = mapped_column(String(20))
    """fixed | kept; None while it is open."""
    closed: Mapped[datetime | None] = mapped_column(Moment)
    unread: Mapped[bool]
    """An instructor has said something that the learner has not seen."""


class DisputeMessage(Base):
    """What somebody said in a dispute. The first one is the learner's, and may be empty: the reason says enough."""

    __tablename__ = "dispute_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The instructor who wrote it; None: the learner."""
    text: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)


APPEND_ONLY = (DisputeMessage.__tablename__,)
