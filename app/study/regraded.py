"""What a regrade changed of one answer, as its verdict shows it. Reads rows, writes none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.study.tables import Grade, Regrade

POLICIES = {
    "new": "새 정답으로만 다시 채점했습니다.",
    "either": "예전 정답이나 새 정답 가운데 어느 하나에 맞으면 인정했습니다.",
    "full": "답한 사람 모두를 맞은 것으로 했습니다.",
}


@dataclass(frozen=True)
class Regraded:
    """One verdict before and after, and why."""

    before: str  # correct | partial | incorrect
    before_score: float
    after: str
    after_score: float
    reason: str
    policy: str  # a sentence
    when: datetime


def latest(session: Session, grades: Iterable[Grade]) -> dict[int, Regraded]:
    """By response: the last regrade that gave it another verdict, unless somebody has marked it by hand since. Takes
    all grades, the oldest first; asks the database nothing where none of them is of a regrade."""
    pairs, holds = dict[int, tuple[Grade, Grade]](), dict[int, Grade]()
    for grade in grades:
        before = holds.get(grade.response_id)
        if grade.regrade_id is None:
            pairs.pop(grade.response_id, None)
        elif before and (before.outcome, before.score) != (grade.outcome, grade.score):
            pairs[grade.response_id] = before, grade
        holds[grade.response_id] = grade
    if not pairs:
        return {}
    wanted = select(Regrade).where(Regrade.id.in_({after.regrade_id for _, after in pairs.values()}))
    rows = {row.id: row for row in session.scalars(wanted)}
    return {of: change(before, after, rows[after.regrade_id or 0]) for of, (before, after) in pairs.items()}


def change(before: Grade, after: Grade, regrade: Regrade) -> Regraded:
    return Regraded(
        before=before.outcome,
        before_score=before.score,
        after=after.outcome,
        after_score=after.score,
        reason=regrade.reason,
        policy=POLICIES[regrade.policy],
        when=after.created,
    )
