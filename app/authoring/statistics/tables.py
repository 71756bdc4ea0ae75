"""Suspicions that an instructor has looked into and set aside."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class SuspicionSetAside(Base):
    """One flag of one item. It holds for that revision of the item only: another key is doubted anew."""

    __tablename__ = "suspicion_set_aside"
    __table_args__ = (UniqueConstraint("item_id", "revision", "flag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(String(120))
    revision: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    flag: Mapped[str] = mapped_column(String(20))
    """As authoring/statistics/suspecting.py names them."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
