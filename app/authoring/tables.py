"""What instructors write and have not published yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class ContentDraft(Base):
    """A text of one instructor. Replaced as it is typed, gone when it is published."""

    __tablename__ = "content_draft"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    """`items/<id>` or `lectures/<unit>`."""
    text: Mapped[str] = mapped_column(Text)
    based_on: Mapped[str] = mapped_column(Text)
    """The text as it was in service when the writing began: what a merge starts from."""
    updated: Mapped[datetime] = mapped_column(Moment)
