"""How far a learner is with some items. Reads only; knows neither pages nor rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.study.holding import in_force
from app.study.tables import Grade, Response
from app.study.withholding import GIVEN, withheld

# Built once: putting a statement together costs as much as running it.
OUTCOMES = (
    select(Response.item_id, Grade.outcome, Grade.regrade_id)
    .join(Grade, Grade.response_id == Response.id)
    .where(Response.learner_id == bindparam("learner"), Response.turn == 0, in_force(Grade))
    .order_by(Response.id, Grade.id)
)


@dataclass(frozen=True)
class Progress:
    """Of `total` items, how many were answered and how many of these are right by the latest answer that counts."""

    items: tuple[str, ...]
    outcomes: Mapping[str, str]  # item id -> correct | partial | incorrect | given (withheld), the latest answered last
    regraded: bool = False  # some answer has been judged anew

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def answered(self) -> int:
        return sum(item in self.outcomes for item in self.items)

    @property
    def correct(self) -> int:
        return sum(self.outcomes.get(item) == "correct" for item in self.items)

    def of(self, items: Collection[str]) -> Progress:
        """The same for a part of the items: a section of a lecture."""
        return Progress(tuple(items), self.outcomes)


def progress(session: Session, learner_id: int | None, item_ids: Collection[str]) -> Progress:
    """Retries do not count. A newcomer (None) has answered nothing, and no query is made."""
    items = tuple(item_ids)
    if learner_id is None or not items:
        return Progress(items, {})
    known, outcomes, regraded, kept = set(items), dict[str, str](), False, withheld(session, learner_id)
    for item, outcome, regrade in session.execute(OUTCOMES, {"learner": learner_id}):
        if item in known:
            outcomes.pop(item, None)  # so that it goes to the end
            outcomes[item] = GIVEN if item in kept else outcome
            regraded |= regrade is not None
    return Progress(items, outcomes, regraded)
