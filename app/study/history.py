"""What one learner did with some items in one place, read in few queries. Writes nothing, judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from app.study.dispute_tables import Dispute
from app.study.doubts import Doubt, shown
from app.study.holding import in_force
from app.study.regraded import Regraded, latest
from app.study.tables import Draft, Grade, ItemRevision, Response, Reveal, SelfScore
from app.study.withholding import GIVEN, withheld


@dataclass(frozen=True)
class Turn:
    """One answer with what is known of it."""

    response: Response
    grade: Grade
    asked: str  # hash of the question as it was seen
    revealed: bool
    self_score: int | None
    doubt: Doubt | None = None  # what the learner objected to it; None for nothing
    regraded: Regraded | None = None  # the verdict was another one before
    withheld: bool = False  # an open assignment keeps its key and its verdict

    @property
    def outcome(self) -> str:
        """What may be told of it."""
        return GIVEN if self.withheld else self.grade.outcome

    @property
    def hides_key(self) -> bool:
        """A near miss that still has its retry."""
        return self.grade.near_miss and self.response.turn == 0 and not self.revealed


@dataclass(frozen=True)
class History:
    """By item id: the open draft, and the turns in the order they were taken."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    turns: dict[str, list[Turn]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def just(cls, turn: Turn) -> History:
        """What is needed to show an answer that was recorded a moment ago: it is the last, and the draft is gone."""
        return cls({}, {turn.response.item_id: [turn]})


def _here(table: type[Response] | type[Draft]) -> tuple[ColumnElement[bool], ...]:
    return (
        table.learner_id == bindparam("learner"),
        table.place == bindparam("place"),
        table.item_id.in_(bindparam("items", expanding=True)),
    )


# Built once: putting a statement together costs as much as running it.
DRAFTS = select(Draft).where(*_here(Draft))
TURNS = (
    select(Response, Grade, ItemRevision.asked, Reveal.response_id, Dispute)
    .join(Grade, Grade.response_id == Response.id)
    .join(ItemRevision, ItemRevision.id == Response.prompt_revision)
    .outerjoin(Reveal, Reveal.response_id == Response.id)
    .outerjoin(Dispute, Dispute.response_id == Response.id)
    .where(*_here(Response), in_force(Grade))
    .order_by(Response.id, Grade.id)
)
SELF_SCORES = (
    select(SelfScore.response_id, SelfScore.score)
    .where(SelfScore.response_id.in_(bindparam("responses", expanding=True)))
    .order_by(SelfScore.id)
)


def read(
    session: Session, learner_id: int | None, place: str, item_ids: Collection[str], whole: bool = False
) -> History:
    """`whole`: for an instructor, from whom nothing is withheld."""
    history = History()
    if learner_id is None:
        return history
    names = {"learner": learner_id, "place": place, "items": list(item_ids)}
    history.drafts.update({draft.item_id: draft for draft in session.scalars(DRAFTS, names)})
    rows = session.execute(TURNS, names).all()
    newest = {row.Response.id: row for row in rows}
    scores = _self_scores(session, [number for number, row in newest.items() if row.Grade.evidence])
    doubts = shown(session, [row.Dispute for row in newest.values() if row.Dispute])
    changes = latest(session, [row.Grade for row in rows])
    kept = frozenset[str]() if whole else withheld(session, learner_id)
    for number, (response, grade, asked, revealed, _) in newest.items():
        told = scores.get(number), doubts.get(number), changes.get(number), response.item_id in kept
        history.turns[response.item_id].append(Turn(response, grade, asked, revealed is not None, *told))
    return history


def _self_scores(session: Session, essays: list[int]) -> dict[int, int]:
    return dict(session.execute(SELF_SCORES, {"responses": essays}).all()) if essays else {}
