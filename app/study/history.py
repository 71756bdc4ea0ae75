"""What one learner did with some items in one place, read in few queries. Writes nothing, judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.study.tables import Draft, Grade, ItemRevision, Response, Reveal, SelfScore


@dataclass(frozen=True)
class Turn:
    """One answer with what is known of it."""

    response: Response
    grade: Grade
    asked: str  # hash of the question as it was seen
    revealed: bool
    self_score: int | None

    @property
    def hides_key(self) -> bool:
        """A near miss that still has its retry."""
        return self.grade.near_miss and self.response.turn == 0 and not self.revealed


@dataclass(frozen=True)
class History:
    """By item id: the open draft, and the turns in the order they were taken."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    turns: dict[str, list[Turn]] = field(default_factory=lambda: defaultdict(list))


def read(session: Session, learner_id: int | None, place: str, item_ids: Collection[str]) -> History:
    history = History()
    if learner_id is None:
        return history
    drafts = select(Draft).where(Draft.learner_id == learner_id, Draft.place == place, Draft.item_id.in_(item_ids))
    history.drafts.update({draft.item_id: draft for draft in session.scalars(drafts)})
    rows = session.execute(
        select(Response, Grade, ItemRevision.asked, Reveal.response_id)
        .join(Grade, Grade.response_id == Response.id)
        .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
        .outerjoin(Reveal, Reveal.response_id == Response.id)
        .where(Response.learner_id == learner_id, Response.place == place, Response.item_id.in_(item_ids))
        .order_by(Response.id, Grade.id)
    ).all()
    newest = {response.id: (response, grade, asked, shown) for response, grade, asked, shown in rows}
    scores = _self_scores(session, newest)
    for number, (response, grade, asked, shown) in newest.items():
        turn = Turn(response, grade, asked, shown is not None, scores.get(number))
        history.turns[response.item_id].append(turn)
    return history


def _self_scores(session: Session, responses: Collection[int]) -> dict[int, int]:
    if not responses:
        return {}
    rows = select(SelfScore.response_id, SelfScore.score).where(SelfScore.response_id.in_(responses))
    return dict(session.execute(rows.order_by(SelfScore.id)).all())
