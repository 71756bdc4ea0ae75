"""What learners did. Rows of Response, Grade, Reveal and SelfScore are appended and never changed: the database itself
refuses (triggers, made by the migration), so nobody's history is lost and every score can be derived again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bank.question import Dealt, Raw
from app.database import Base, Moment

APPEND_ONLY = ("item_revision", "response", "grade", "reveal", "self_score")  # and `regrade`, once it has ended


class ItemRevision(Base):
    """An item as it once stood in its file. Inserted when that text is first loaded."""

    __tablename__ = "item_revision"
    __table_args__ = (UniqueConstraint("item_id", "sha"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(String(120))
    sha: Mapped[str] = mapped_column(String(64))
    """sha256 of the item's canonical JSON: another layout of the file makes no new revision."""
    asked: Mapped[str] = mapped_column(String(64))
    """The same of what a learner sees before answering. Where it differs, the question starts afresh."""
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str | None] = mapped_column(String(200))
    """None for what came with the content folder; an editor's name later."""
    reason: Mapped[str | None] = mapped_column(Text)
    first_seen: Mapped[datetime] = mapped_column(Moment)


class Attempt(Base):
    """A round of practice."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    chosen: Mapped[dict[str, str]] = mapped_column(JSON)
    """The choice that made the round, as the form sent it."""
    items: Mapped[list[tuple[str, int]]] = mapped_column(JSON)
    """Item ids in order, each with its deal."""
    created: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    """When the learner asked for the result, or the assignment closed; None while the round can be resumed."""
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    """None for practice of one's own choice."""


class Response(Base):
    """An answer, as it was typed."""

    __tablename__ = "response"
    __table_args__ = (
        # a form sent twice is answered once
        UniqueConstraint("learner_id", "item_id", "place", "deal", "turn"),
        Index("ix_response_attempt_id", "attempt_id"),
        Index("ix_response_item_id", "item_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"))
    item_id: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(20))
    """Where it was asked: "lecture", "api", or the attempt's id."""
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempt.id"))
    deal: Mapped[int]
    """Names what chance decided: the same learner, item and deal always give the same values."""
    dealt: Mapped[Dealt] = mapped_column(JSON)
    """What chance decided, in full, so that a later way of dealing changes no old answer."""
    turn: Mapped[int]
    """0 the answer that counts, 1 the retry after a near miss."""
    retry_of: Mapped[int | None] = mapped_column(ForeignKey("response.id"))
    raw: Mapped[Raw] = mapped_column(JSON)
    """What was typed, verbatim; options by their key, never by position."""
    prompt_revision: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    """The item as the learner saw it."""
    seconds: Mapped[int | None]
    """Time since the answer before it in the round; None where that is not known."""
    created: Mapped[datetime] = mapped_column(Moment)


class Grade(Base):
    """What the grader said of a response. The newest one in force holds (holding.py); a changed key appends another."""

    __tablename__ = "grade"
    __table_args__ = (Index("ix_grade_response_id_regrade_id", "response_id", "regrade_id"),)  # which one holds

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    response: Mapped[Response] = relationship()
    key_revision: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    """The item whose key it was judged by."""
    grader: Mapped[str] = mapped_column(String(40))
    """The version of the code that judged."""
    outcome: Mapped[str] = mapped_column(String(20))
    """correct | partial | incorrect; a format error is no answer and leaves no row."""
    score: Mapped[float]
    near_miss: Mapped[bool]
    """The feedback is a hint, and a retry was offered."""
    spelling: Mapped[bool]
    feedback: Mapped[str] = mapped_column(Text)
    trace: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    cause: Mapped[str] = mapped_column(String(20))
    """Why it is there: answer | regrade | marked | released, as grades.py has them."""
    created: Mapped[datetime] = mapped_column(Moment)
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who marked it by hand, or took that back."""
    comment: Mapped[str | None] = mapped_column(Text)
    """What they wrote to the learner."""


class Regrade(Base):
    """One item's answers judged anew, for a reason that everyone affected reads."""

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(String(120), index=True)
    key_revision: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    """The item by whose key it is judged."""
    policy: Mapped[str] = mapped_column(String(20))
    """new | either | full, as authoring/regrading/policies.py has them."""
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    """None while it is at work, or was interrupted: the next start goes on with it."""
    judged: Mapped[int | None]
    """How many answers. With it all grades of the regrade come into force; None where it was not done."""
    changed: Mapped[int | None]


class RegradeSeen(Base):
    """Up to which regrade a learner has read what changed for them."""

    __tablename__ = "regrade_seen"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), primary_key=True)
    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"))


class Reveal(Base):
    """The learner asked for the key after a near miss, and so gave up the retry."""

    __tablename__ = "reveal"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    created: Mapped[datetime] = mapped_column(Moment)


class SelfScore(Base):
    """What a learner thinks their essay is worth. The newest one holds."""

    __tablename__ = "self_score"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    score: Mapped[int]
    """0 to 100."""
    created: Mapped[datetime] = mapped_column(Moment)


class Draft(Base):
    """What stands in the boxes of a question that is open. Replaced as it is typed, gone when it is answered."""

    __tablename__ = "draft"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    place: Mapped[str] = mapped_column(String(20), primary_key=True)
    deal: Mapped[int]
    """Which showing is open; "다시 풀기" leaves an empty draft of the next one."""
    raw: Mapped[Raw] = mapped_column(JSON)
    problem: Mapped[str | None] = mapped_column(Text)
    """What was wrong with it when it was sent (a format error), for browsers that load the page anew; why it was not
    graded, once its round is closed."""
    updated: Mapped[datetime] = mapped_column(Moment)
    shown: Mapped[str | None] = mapped_column(String(40))
    """What the form that it was typed into showed (asking.fingerprint); None where that is not known."""
    page: Mapped[str | None] = mapped_column(String(40))
    """Which page of which tab typed it, "tab.number" (static/js/drafts.js); None where that is not known."""
