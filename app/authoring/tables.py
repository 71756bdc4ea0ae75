"""What instructors write and have not published yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
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


class ImportDraft(Base):
    """A file of items that was read and waits for its review. Nothing of it is in service before it is published."""

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Whose it is; None: the command line's, which every instructor may review."""
    unit: Mapped[str] = mapped_column(String(120))
    file: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    created: Mapped[datetime] = mapped_column(Moment)
    entries: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Of each item its `name` in the file, its `text` as it is now, what was `lost`, its `twin`, if it is `out`."""
    lost: Mapped[list[list[str]]] = mapped_column(JSON)
    """What could not be read of the file: name, field, why."""
    published: Mapped[datetime | None] = mapped_column(Moment)
