"""What learners did in the lab. Comparisons are appended and never changed (triggers); a training's row follows it."""

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


class LabTraining(Base):
    """A training that a learner asked for. Unlike the records above this row changes, as the training does."""

    __tablename__ = "lab_training"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(22), unique=True)
    """Random; also the name of its folder and of its variant for the worker."""
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    title: Mapped[str] = mapped_column(String(120))
    method: Mapped[str] = mapped_column(String(20))
    config: Mapped[dict[str, Any]] = mapped_column(JSON)
    task: Mapped[str] = mapped_column(String(20))
    """A slug of models.tasks.TASKS, or `sentences` for lines of one's own without questions."""
    job: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What models.jobs.job.Job holds; a learner's lines go when the training is deleted."""
    guess: Mapped[str] = mapped_column(String(20))
    """What share of the base the learner expected to train; empty where they did not guess."""
    state: Mapped[str] = mapped_column(String(20), index=True)
    """`waiting running done failed cancelled deleted evicted`"""
    queued: Mapped[datetime] = mapped_column(Moment)
    """When it last came into the line: their order after a restart."""
    progress: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Steps, figures and the curve, as lately written."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """`code`, `message` and `field` of what ended it, while it is `failed`."""
    ended: Mapped[datetime | None] = mapped_column(Moment)
