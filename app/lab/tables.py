"""What learners compared in the lab. Rows are appended and never changed: the database refuses (triggers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment

APPEND_ONLY = ("lab_comparison",)


class LabComparison(Base):
    """One comparison at its end: what was asked, what was expected, what came out."""

    __tablename__ = "lab_comparison"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    task: Mapped[str] = mapped_column(String(40))
    variants: Mapped[list[str]] = mapped_column(JSON)
    prompt: Mapped[str] = mapped_column(Text)
    """As it was typed, in NFC; the form that the task gives it is not in here."""
    sampling: Mapped[dict[str, Any]] = mapped_column(JSON)
    prediction: Mapped[dict[str, Any]] = mapped_column(JSON)
    """`fewest` and `changed`, null where the learner did not know; names of variants."""
    outputs: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """The columns, base first, with the figures as they were then."""
