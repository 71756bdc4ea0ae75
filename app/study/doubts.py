"""Where a learner's dispute stands, as the verdict shows it. Reads rows, writes none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, ItemsView, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.study.dispute_tables import Dispute, DisputeMessage
from app.study.withholding import withheld

REASONS = {
    "key": "정답이 틀렸어요",
    "ambiguous": "뜻이 여러 가지예요",
    "mine": "제 답도 맞아야 해요",
    "typo": "오타가 있어요",
    "other": "그 밖에",
}
STATES = {
    "sent": "보냈습니다",
    "looking": "살펴보는 중입니다",
    "replied": "답변이 있습니다",
    "fixed": "답변 있음: 고쳤습니다",
    "kept": "답변 있음: 그대로 둡니다",
}

# Built once: putting a statement together costs as much as running it.
SAID = (
    select(DisputeMessage)
    .where(DisputeMessage.dispute_id.in_(bindparam("disputes", expanding=True)))
    .order_by(DisputeMessage.id)
)
UNREAD = select(func.count()).where(
    Dispute.learner_id == bindparam("learner"),
    Dispute.unread,
    Dispute.item_id.not_in(bindparam("kept", expanding=True)),
)


@dataclass(frozen=True)
class Said:
    """One message of the thread, never empty."""

    mine: bool  # the learner's, else an instructor's
    text: str
    when: datetime


@dataclass(frozen=True)
class Doubt:
    """What stands under one verdict: the form while nothing was sent (`number` is None), then state and thread."""

    response: int
    number: int | None = None
    state: str = ""  # sent | looking | replied | fixed | kept
    reason: str = ""  # also what was chosen in a form that could not be taken
    said: tuple[Said, ...] = ()
    may_answer: bool = False
    unread: bool = False
    problem: str = ""  # what is to be mended in the form
    typed: str = ""

    @property
    def reasons(self) -> ItemsView[str, str]:
        return REASONS.items()

    @property
    def told_reason(self) -> str:
        return REASONS[self.reason]

    @property
    def told_state(self) -> str:
        return STATES[self.state]


def shown(session: Session, disputes: Collection[Dispute]) -> dict[int, Doubt]:
    """By response. One query for all threads; none when there are no disputes."""
    if not disputes:
        return {}
    threads: dict[int, list[DisputeMessage]] = defaultdict(list)
    for message in session.scalars(SAID, {"disputes": [dispute.id for dispute in disputes]}):
        threads[message.dispute_id].append(message)
    return {dispute.response_id: _doubt(dispute, threads[dispute.id]) for dispute in disputes}


def may_answer(dispute: Dispute, thread: Sequence[DisputeMessage]) -> bool:
    """Once more after the first message, and once after each reply, while it is open."""
    waiting = len(list(takewhile(lambda message: message.account_id is None, reversed(thread))))
    return dispute.outcome is None and waiting < (2 if waiting == len(thread) else 1)


def unread(session: Session, learner: int | None) -> int:
    """How many replies wait to be read; those about items that an open assignment keeps wait with it."""
    if learner is None:
        return 0
    return session.scalars(UNREAD, {"learner": learner, "kept": list(withheld(session, learner))}).one()


def _doubt(dispute: Dispute, thread: list[DisputeMessage]) -> Doubt:
    replied = any(message.account_id is not None for message in thread)
    return Doubt(
        response=dispute.response_id,
        number=dispute.id,
        state=dispute.outcome or ("replied" if replied else "looking" if dispute.looked else "sent"),
        reason=dispute.reason,
        said=tuple(Said(one.account_id is None, one.text, one.created) for one in thread if one.text),
        may_answer=may_answer(dispute, thread),
        unread=dispute.unread,
    )
