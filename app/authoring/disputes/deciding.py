"""What an instructor says to a dispute, and how it ends: the only code that writes the instructor's side. Needs a
writing session, and leaves the commit to the route. Every decision is in the log of changes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.people import auditing
from app.study.dispute_tables import Dispute, DisputeMessage
from app.study.disputes import NotTakenError, clean

NO_REPLY = "학습자에게 보낼 답을 적어 주세요."
NO_EXPLANATION = "그대로 두는 까닭을 적어 주세요. 학습자가 읽습니다."
NO_WORD = "무엇을 고쳤는지 적어 주세요. 이의를 보낸 학습자 모두가 읽습니다."
DECIDED = "그사이에 답변이 끝난 이의입니다. 적은 글은 보내지 않았습니다."


def look(session: Session, item: str) -> None:
    """Their learners read from now on that somebody looks at them."""
    new = (Dispute.item_id == item, Dispute.looked.is_(None))
    session.execute(update(Dispute).where(*new).values(looked=datetime.now(UTC)))


def reply(session: Session, dispute: Dispute, account: int, text: str) -> None:
    """A word that leaves it open. Raises NotTakenError, as all of these."""
    _say(session, dispute, account, _needed(text, NO_REPLY), "dispute.replied", None)


def keep(session: Session, dispute: Dispute, account: int, text: str) -> None:
    """The key stays as it is, and why."""
    _say(session, dispute, account, _needed(text, NO_EXPLANATION), "dispute.kept", "kept")


def mend(session: Session, item: str, through: int, account: int, text: str) -> int:
    """The item was corrected: its open disputes up to the number `through` end with this word. How many they were."""
    said = _needed(text, NO_WORD)
    waiting = (Dispute.item_id == item, Dispute.outcome.is_(None), Dispute.id <= through)
    disputes = session.scalars(select(Dispute).where(*waiting).order_by(Dispute.id)).all()
    for dispute in disputes:
        _say(session, dispute, account, said, "dispute.fixed", "fixed")
    return len(disputes)


def _needed(text: str, otherwise: str) -> str:
    said = clean(text)
    if not said:
        raise NotTakenError(otherwise)
    return said


def _say(session: Session, dispute: Dispute, account: int, text: str, act: str, outcome: str | None) -> None:
    """The same word sent twice is said once."""
    last = select(DisputeMessage).where(DisputeMessage.dispute_id == dispute.id).order_by(DisputeMessage.id.desc())
    before = session.scalars(last.limit(1)).one()
    if before.account_id == account and before.text == text and dispute.outcome == outcome:
        return
    if dispute.outcome is not None:
        raise NotTakenError(DECIDED)
    now = datetime.now(UTC)
    session.add(DisputeMessage(dispute_id=dispute.id, account_id=account, text=text, created=now))
    dispute.looked, dispute.unread = dispute.looked or now, True
    dispute.outcome, dispute.closed = outcome, now if outcome else None
    session.flush()
    auditing.record(session, account, act, dispute.item_id, dispute=dispute.id)
