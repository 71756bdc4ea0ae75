"""A learner doubts a verdict, and answers what is replied: the only code that writes the learner's side of a dispute.

Every function needs a writing session in which the learner was looked up with `enrol`, and leaves the commit to the
route. Knows neither forms nor templates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.study.asking import NOT_TEXT
from app.study.dispute_tables import Dispute, DisputeMessage
from app.study.doubts import REASONS, SAID, may_answer
from app.study.holding import held
from app.study.tables import Response

LONGEST = 2_000  # code points of one message, after composing (NFC)
MOST_OPEN = 20
TOO_LONG = f"글이 너무 깁니다. {LONGEST:,}자 안으로 줄여 주세요."
NO_REASON = "무엇이 이상한지 하나를 골라 주세요."
NO_TEXT = "무엇이 이상한지 적어 주세요."
TOO_MANY = f"답을 기다리는 이의가 이미 {MOST_OPEN}건입니다. 답변이 온 뒤에 다시 보내 주세요."
NOTHING_SAID = "보낼 말을 적어 주세요."
HAD_THEIR_TURN = "덧붙인 글이 이미 있습니다. 답변이 오면 다시 적을 수 있습니다."
OVER = "이미 답변을 마친 이의입니다."


class NotTakenError(ValueError):
    """What the learner sent cannot be taken; the message (Korean) says what to mend."""


def sent(session: Session, response: Response) -> Dispute | None:
    """What this answer was doubted with before."""
    return session.scalar(select(Dispute).where(Dispute.response_id == response.id))


def send(session: Session, response: Response, reason: str, text: str) -> Dispute:
    """Doubt the verdict that this answer has now. What was sent already stays as it is. Raises NotTakenError."""
    known = sent(session, response)
    if known is not None:
        return known
    said = clean(text)
    if reason not in REASONS:
        raise NotTakenError(NO_REASON)
    if reason == "other" and not said:
        raise NotTakenError(NO_TEXT)
    if _open(session, response.learner_id) >= MOST_OPEN:
        raise NotTakenError(TOO_MANY)
    dispute = _dispute(session, response, reason)
    session.add(dispute)
    session.flush()
    _say(session, dispute, said)
    return dispute


def answer(session: Session, dispute: Dispute, text: str) -> None:
    """The learner's word after the first one. The same word sent twice is said once. Raises NotTakenError."""
    said, thread = clean(text), session.scalars(SAID, {"disputes": [dispute.id]}).all()
    if thread[-1].account_id is None and len(thread) > 1 and thread[-1].text == said:
        return
    if not may_answer(dispute, thread):
        raise NotTakenError(OVER if dispute.outcome else HAD_THEIR_TURN)
    if not said:
        raise NotTakenError(NOTHING_SAID)
    _say(session, dispute, said)


def read(session: Session, learner: int, numbers: Collection[int]) -> None:
    """The learner has seen what was replied in these."""
    theirs = (Dispute.learner_id == learner, Dispute.id.in_(numbers), Dispute.unread)
    session.execute(update(Dispute).where(*theirs).values(unread=False))


def clean(text: str) -> str:
    """One message as it is kept. Raises NotTakenError."""
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(said) > LONGEST:
        raise NotTakenError(TOO_LONG)
    if "\0" in said or any("\ud800" <= letter <= "\udfff" for letter in said):
        raise NotTakenError(NOT_TEXT)
    return said


def _open(session: Session, learner: int) -> int:
    mine = select(func.count()).select_from(Dispute).where(Dispute.learner_id == learner, Dispute.outcome.is_(None))
    return session.scalars(mine).one()


def _dispute(session: Session, response: Response, reason: str) -> Dispute:
    return Dispute(
        response_id=response.id,
        grade_id=held(session, response.id).id,
        learner_id=response.learner_id,
        item_id=response.item_id,
        reason=reason,
        created=datetime.now(UTC),
        unread=False,
    )


def _say(session: Session, dispute: Dispute, text: str) -> None:
    session.add(DisputeMessage(dispute_id=dispute.id, text=text, created=datetime.now(UTC)))
    session.flush()
