"""Classes, who is in them and what they are asked to do: rows that study reads, to know what it may tell and how long.
The room of the classes writes them (app/classes/)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Moment


class Classroom(Base):
    """Learners whom an instructor teaches, alone or with others."""

    __tablename__ = "classroom"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    """What one types to come in, in its one spelling (classes/codes.py); None while nobody can."""
    created: Mapped[datetime] = mapped_column(Moment)


class ClassTeacher(Base):
    """An instructor who teaches a class together with its owner."""

    __tablename__ = "class_teacher"
    __table_args__ = (UniqueConstraint("classroom_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    added: Mapped[datetime] = mapped_column(Moment)


class Membership(Base):
    """Somebody in a class. Who was taken out keeps the row: what the class may not see yet, they may not, either."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("classroom_id", "learner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    joined: Mapped[datetime] = mapped_column(Moment)
    removed: Mapped[datetime | None] = mapped_column(Moment)


class Assignment(Base):
    """What a class is asked, from when to when."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    items: Mapped[list[str]] = mapped_column(JSON)
    """All that may be asked, fixed when it was made: later items of the course never slip in."""
    count: Mapped[int | None]
    """How many of them each learner is asked, drawn for each alone, one a concept; None: all, the same for all."""
    opens: Mapped[datetime] = mapped_column(Moment)
    closes: Mapped[datetime] = mapped_column(Moment)
    """The first moment at which nothing is taken any more."""
    attempts: Mapped[int]
    """How many rounds a learner may take."""
    keys: Mapped[str] = mapped_column(String(20))
    """each: told after every answer | closed: withheld from the class until it closes."""
    created: Mapped[datetime] = mapped_column(Moment)
